/** Scripted conversations from the command line: against a running network, or one of their own. */
@NullMarked
package eu.ccngateway.launcher.scenario;

import org.jspecify.annotations.NullMarked;
