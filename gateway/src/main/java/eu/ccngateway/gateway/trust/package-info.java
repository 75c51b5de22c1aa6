/** The gateway's own keys and whom it believes, taken anew from their files while running. */
@NullMarked
package eu.ccngateway.gateway.trust;

import org.jspecify.annotations.NullMarked;
