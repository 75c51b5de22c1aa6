/** Figures: what state each minute was in, how many minutes of each there were, and what is published of that. */
@NullMarked
package eu.ccngateway.monitoring.sla;

import org.jspecify.annotations.NullMarked;
