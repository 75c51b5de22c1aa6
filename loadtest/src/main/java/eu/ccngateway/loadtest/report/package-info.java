/** A run as a page that needs nothing but itself. */
@NullMarked
package eu.ccngateway.loadtest.report;

import org.jspecify.annotations.NullMarked;
