package eu.ccngateway.node;

/**
 * What a node did since its start.
 *
 * @param put messages given to it
 * @param accepted of these, accepted by a gateway
 * @param failed of these, failed for good
 * @param retried sent again after a refusal that passes, or a lost connection
 * @param received messages handed to the program
 * @param settled of these, settled and confirmed
 * @param suppressed came again and were not handed over again
 * @param unverified not handed over because verification failed
 * @param connections welcomed by a gateway
 */
public record NodeCounts(
        long put,
        long accepted,
        long failed,
        long retried,
        long received,
        long settled,
        long suppressed,
        long unverified,
        long connections) {}
