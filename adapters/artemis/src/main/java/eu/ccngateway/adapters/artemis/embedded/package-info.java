/** Durable queues in a broker inside this process, reached through its server interface; the only place that knows it. */
@NullMarked
package eu.ccngateway.adapters.artemis.embedded;

import org.jspecify.annotations.NullMarked;
