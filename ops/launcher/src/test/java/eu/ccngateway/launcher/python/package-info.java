/** A node in another language, written from the wire reference alone, in a network with nodes of ours. */
@NullMarked
package eu.ccngateway.launcher.python;

import org.jspecify.annotations.NullMarked;
