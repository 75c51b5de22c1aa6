/** The account of every message of a run: where it was seen, how long it took, and what is missing. */
@NullMarked
package eu.ccngateway.loadtest.account;

import org.jspecify.annotations.NullMarked;
