package eu.ccngateway.gateway.queue;

/** Where a subscription hands its entries. Called by one thread at a time, in order; must not block. */
public interface EntrySink {

    void take(TakenEntry entry);

    /**
     * The broker went away: what was taken and not removed is no longer ours and will come again, against credit allowed
     * anew.
     */
    void lost();
}
