/** The central services: reference data, and management information with what the states exchange with it. */
@NullMarked
package eu.ccngateway.applications.central;

import org.jspecify.annotations.NullMarked;
