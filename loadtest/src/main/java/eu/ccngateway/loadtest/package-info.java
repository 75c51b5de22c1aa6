/** Load on a running network, and the proof that nothing of it was lost. */
@NullMarked
package eu.ccngateway.loadtest;

import org.jspecify.annotations.NullMarked;
