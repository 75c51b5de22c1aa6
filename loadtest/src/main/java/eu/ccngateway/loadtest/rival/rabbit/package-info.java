/** An own RabbitMQ server, if one is installed, and its own Java client. */
@NullMarked
package eu.ccngateway.loadtest.rival.rabbit;

import org.jspecify.annotations.NullMarked;
