package eu.ccngateway.gateway.delivery;

/**
 * A get that waits for a message.
 *
 * @param endsAtMs when it is answered with nothing
 * @param leaseMs how long what it gets stays on lease; 0 = until the session ends
 */
record WaitingGet(Receiver receiver, long request, int max, long endsAtMs, long leaseMs, boolean isBrowse) {}
