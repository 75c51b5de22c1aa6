/** Bytes of strangers: cut, changed, invented. What reads them refuses in words, or takes them; it never does anything else. */
@NullMarked
package eu.ccngateway.protocol.hostile;

import org.jspecify.annotations.NullMarked;
