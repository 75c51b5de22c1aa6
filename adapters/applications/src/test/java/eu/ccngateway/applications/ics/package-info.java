/** The lives of an entry summary declaration, and every state and transition of its tables. */
@NullMarked
package eu.ccngateway.applications.ics;

import org.jspecify.annotations.NullMarked;
