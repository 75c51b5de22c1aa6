/** The main class of CCN Gateway, behind {@code ./ccn}. */
@NullMarked
package eu.ccngateway.launcher;

import org.jspecify.annotations.NullMarked;
