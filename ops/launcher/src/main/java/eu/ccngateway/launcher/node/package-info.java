/** A node on the command line: put, get, browse, call, serve, reports, whoami. */
@NullMarked
package eu.ccngateway.launcher.node;

import org.jspecify.annotations.NullMarked;
