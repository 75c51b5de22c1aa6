/** {@code ccn prober} and {@code ccn unavailability}: the measuring process, and the calendar it is judged by. */
@NullMarked
package eu.ccngateway.launcher.availability;

import org.jspecify.annotations.NullMarked;
