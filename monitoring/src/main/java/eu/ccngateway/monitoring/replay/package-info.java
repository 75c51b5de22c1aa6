/** A year that never was, driven through the real instrument on a virtual clock: declared events in, the published table out. */
@NullMarked
package eu.ccngateway.monitoring.replay;

import org.jspecify.annotations.NullMarked;
