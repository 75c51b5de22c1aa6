/** Connections: who is at the other end, frames in, frames out. */
@NullMarked
package eu.ccngateway.gateway.session;

import org.jspecify.annotations.NullMarked;
