package eu.ccngateway.node;

import java.time.Duration;

/**
 * What a queue holds.
 *
 * @param messages queued and not yet acknowledged
 * @param onLease of these, handed to a node
 * @param oldest age of the oldest; zero when empty
 */
public record QueueDepth(long messages, long onLease, Duration oldest) {}
