/** What a run does to the machine: processes, disk and the gateway's own meters, looked at every second. */
@NullMarked
package eu.ccngateway.loadtest.watch;

import org.jspecify.annotations.NullMarked;
