/** What partners say they sent and took, held against what the gateway has evidence of, by day and pair. */
@NullMarked
package eu.ccngateway.monitoring.reconcile;

import org.jspecify.annotations.NullMarked;
