/** Frames: how what a node and a gateway say to each other is laid out as bytes. */
@NullMarked
package eu.ccngateway.protocol.wire;

import org.jspecify.annotations.NullMarked;
