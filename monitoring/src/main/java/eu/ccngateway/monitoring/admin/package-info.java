/** The operator's port: health, metrics, and a look at queues, nodes, dead letters and evidence over HTTP. */
@NullMarked
package eu.ccngateway.monitoring.admin;

import org.jspecify.annotations.NullMarked;
