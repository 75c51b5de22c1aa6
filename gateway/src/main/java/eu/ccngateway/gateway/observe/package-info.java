/** The observer port: what happens in the gateway, told to whoever counts it. */
@NullMarked
package eu.ccngateway.gateway.observe;

import org.jspecify.annotations.NullMarked;
