/** What a load run sends: which applications and types, of which size, to whom, how urgent and when. */
@NullMarked
package eu.ccngateway.loadtest.traffic;

import org.jspecify.annotations.NullMarked;
