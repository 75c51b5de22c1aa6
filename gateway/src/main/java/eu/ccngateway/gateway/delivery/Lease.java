package eu.ccngateway.gateway.delivery;

/**
 * A message in a node's hands.
 *
 * @param endsAtMs when it goes back unless settled; 0 = not before the session ends
 * @param isBrowsed looked at; a return of it is not counted
 */
record Lease(QueuedMessage message, QueueWindow window, long endsAtMs, boolean isBrowsed) {}
