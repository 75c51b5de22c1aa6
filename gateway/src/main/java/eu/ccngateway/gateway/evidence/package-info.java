/** Evidence: what was accepted and what became of it, kept in files, looked up, and handed out as packs a stranger can check. */
@NullMarked
package eu.ccngateway.gateway.evidence;

import org.jspecify.annotations.NullMarked;
