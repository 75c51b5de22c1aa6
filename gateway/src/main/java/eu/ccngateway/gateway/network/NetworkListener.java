package eu.ccngateway.gateway.network;

/** Wants to know when another network file holds. */
public interface NetworkListener {

    /**
     * Called before the new policy holds, to make ready what it needs (its queues, for example). An exception keeps the
     * old policy.
     */
    default void prepare(NetworkPolicy old, NetworkPolicy next) {}

    /** Called once the new policy holds. */
    default void changed(NetworkPolicy old, NetworkPolicy next) {}
}
