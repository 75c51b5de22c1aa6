/** Seals: one signature over many messages, and what each message needs to show that it is under it. */
@NullMarked
package eu.ccngateway.protocol.seal;

import org.jspecify.annotations.NullMarked;
