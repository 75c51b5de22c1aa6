/** Programs that a run starts beside itself, and ends again whatever happens. */
@NullMarked
package eu.ccngateway.loadtest.process;

import org.jspecify.annotations.NullMarked;
