/** A load run: nodes that connect, exchange what a profile says, and account for all of it. */
@NullMarked
package eu.ccngateway.loadtest.run;

import org.jspecify.annotations.NullMarked;
