/** Who may do what: the network file, turned into an immutable policy that answers at the speed of a map lookup. */
@NullMarked
package eu.ccngateway.gateway.network;

import org.jspecify.annotations.NullMarked;
