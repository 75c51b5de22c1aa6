/** Scripted conversations: who does what, what must be seen, and what was. */
@NullMarked
package eu.ccngateway.applications.scenario;

import org.jspecify.annotations.NullMarked;
