/** The exchange patterns, each once: what an application does that has no rules of its own beyond its profile. */
@NullMarked
package eu.ccngateway.applications.pattern;

import org.jspecify.annotations.NullMarked;
