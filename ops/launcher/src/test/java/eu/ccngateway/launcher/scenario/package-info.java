/** Scenarios from the command line, in networks of their own and in running ones. */
@NullMarked
package eu.ccngateway.launcher.scenario;

import org.jspecify.annotations.NullMarked;
