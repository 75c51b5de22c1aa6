/** Synchronous calls: a sealed question to whoever serves a queue now, and his sealed answer. Nothing is stored. */
@NullMarked
package eu.ccngateway.gateway.call;

import org.jspecify.annotations.NullMarked;
