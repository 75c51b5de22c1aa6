/** The wire reference, and what was promised to nodes that exist, held against the code. */
@NullMarked
package eu.ccngateway.protocol.reference;

import org.jspecify.annotations.NullMarked;
