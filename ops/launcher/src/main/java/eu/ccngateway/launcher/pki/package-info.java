/** The test PKI on the command line. */
@NullMarked
package eu.ccngateway.launcher.pki;

import org.jspecify.annotations.NullMarked;
