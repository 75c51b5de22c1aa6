/** The operator's page: files that a browser loads from the admin port, and nothing from anywhere else. */
@NullMarked
package eu.ccngateway.monitoring.console;

import org.jspecify.annotations.NullMarked;
