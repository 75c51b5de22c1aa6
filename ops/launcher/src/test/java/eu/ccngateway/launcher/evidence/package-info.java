/** Evidence packs out of a gateway that carried the messages itself. */
@NullMarked
package eu.ccngateway.launcher.evidence;

import org.jspecify.annotations.NullMarked;
