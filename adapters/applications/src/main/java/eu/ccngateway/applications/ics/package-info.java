/** ICS, phase 1: entry summary declarations between traders and the offices of lodgement, of first entry and of later entry. */
@NullMarked
package eu.ccngateway.applications.ics;

import org.jspecify.annotations.NullMarked;
