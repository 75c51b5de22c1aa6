/** Applications as processes: killed, started again, asked by a node. */
@NullMarked
package eu.ccngateway.launcher.application;

import org.jspecify.annotations.NullMarked;
