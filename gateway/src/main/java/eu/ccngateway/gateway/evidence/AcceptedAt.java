package eu.ccngateway.gateway.evidence;

/**
 * When a message was accepted.
 *
 * @param acceptance acceptance id
 * @param atMs gateway's clock
 * @param createdMs sender's clock
 */
record AcceptedAt(long acceptance, long atMs, long createdMs) {}
