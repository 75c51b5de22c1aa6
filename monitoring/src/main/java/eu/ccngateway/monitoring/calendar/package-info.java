/** The unavailability calendar: stops announced, agreed, begun and ended, and which of their minutes count as scheduled. */
@NullMarked
package eu.ccngateway.monitoring.calendar;

import org.jspecify.annotations.NullMarked;
