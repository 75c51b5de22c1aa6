/** Runs an application as a node of the network: hands it what comes, puts what it decides, and survives restarts. */
@NullMarked
package eu.ccngateway.applications.runtime;

import org.jspecify.annotations.NullMarked;
