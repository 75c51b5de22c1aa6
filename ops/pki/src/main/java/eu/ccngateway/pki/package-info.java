/** A test PKI: root, issuing CA, gateway and node certificates, revocation lists; on disk ({@link Pki}) or in memory ({@link TestPki}). */
@NullMarked
package eu.ccngateway.pki;

import org.jspecify.annotations.NullMarked;
