/** The node written in Python from the wire reference, held against the Java code. */
@NullMarked
package eu.ccngateway.protocol.python;

import org.jspecify.annotations.NullMarked;
