/** What single steps of a message's way cost, measured by JMH. */
@NullMarked
package eu.ccngateway.loadtest.bench;

import org.jspecify.annotations.NullMarked;
