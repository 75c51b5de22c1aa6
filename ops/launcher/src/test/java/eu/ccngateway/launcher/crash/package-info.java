/** Processes are killed under load, and the surviving nodes, the evidence and the queues must tell the same story. */
@NullMarked
package eu.ccngateway.launcher.crash;

import org.jspecify.annotations.NullMarked;
