/** What identifiers accept and refuse. */
@NullMarked
package eu.ccngateway.applications.identifier;

import org.jspecify.annotations.NullMarked;
