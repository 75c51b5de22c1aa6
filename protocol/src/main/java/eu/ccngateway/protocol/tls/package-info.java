/** Who is at the other end: keys, certificates, trust anchors and revocation lists, and the mutual TLS made of them. */
@NullMarked
package eu.ccngateway.protocol.tls;

import org.jspecify.annotations.NullMarked;
