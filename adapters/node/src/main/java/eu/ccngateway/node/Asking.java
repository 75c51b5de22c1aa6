package eu.ccngateway.node;

/** Asks the gateway how things are. */
public interface Asking {

    /** How many messages a queue of the own domain holds. */
    QueueDepth depth(String queue);

    /** Who this node is to the gateway, and what it may do. */
    WhoAmI whoAmI();
}
