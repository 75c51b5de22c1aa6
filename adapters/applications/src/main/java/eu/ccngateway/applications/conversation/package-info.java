/** The seam between an application's decisions, which are pure, and the runtime that carries its messages. */
@NullMarked
package eu.ccngateway.applications.conversation;

import org.jspecify.annotations.NullMarked;
