/** The JMS door: a bridge between a member state's own broker and its queues here. */
@NullMarked
package eu.ccngateway.doors.jms;

import org.jspecify.annotations.NullMarked;
