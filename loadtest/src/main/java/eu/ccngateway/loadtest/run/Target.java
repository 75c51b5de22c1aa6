package eu.ccngateway.loadtest.run;

import eu.ccngateway.protocol.message.QueueAddress;

/**
 * A queue that messages are sent to.
 *
 * @param index among all of the run
 * @param home index of the seat whose node takes from it
 */
record Target(int index, String application, QueueAddress address, int home) {}
