/** What every door shares: messages as names and values, files that survive a crash, one door a directory. */
@NullMarked
package eu.ccngateway.doors;

import org.jspecify.annotations.NullMarked;
