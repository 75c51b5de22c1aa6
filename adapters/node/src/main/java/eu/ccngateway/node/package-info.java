/** The node SDK: connects a member state's system to a gateway, to put, get and call with sealed messages. */
@NullMarked
package eu.ccngateway.node;

import org.jspecify.annotations.NullMarked;
