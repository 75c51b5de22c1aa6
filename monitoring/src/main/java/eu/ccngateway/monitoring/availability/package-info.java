/** What an instrument sees of each service, minute by minute, kept so that a killed process loses no minute it saw. */
@NullMarked
package eu.ccngateway.monitoring.availability;

import org.jspecify.annotations.NullMarked;
