/** The gateway against what a user would pick instead: the same transfer in alternating rounds. */
@NullMarked
package eu.ccngateway.loadtest.rival;

import org.jspecify.annotations.NullMarked;
