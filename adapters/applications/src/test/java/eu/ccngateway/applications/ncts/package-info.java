/** NCTS messages against the official schemas, and every state and transition of its tables. */
@NullMarked
package eu.ccngateway.applications.ncts;

import org.jspecify.annotations.NullMarked;
