package eu.ccngateway.adapters.artemis;

import eu.ccngateway.gateway.queue.StorageQueue;

/**
 * How our queues are called in a broker: one address a group, one queue below it for each name and lane. Only expired
 * entries have an address of their own, since a broker expires to an address.
 *
 * @param prefix stands before every address and queue, so that several networks can share a broker; may be empty
 */
public record BrokerNames(String prefix) {

    /** Property with the id of an entry. */
    public static final String ENTRY_ID = "ccn_id";
    /** Property with the number of messages of the network in an entry. */
    public static final String MESSAGES = "ccn_messages";

    public String address(StorageQueue queue) {
        return prefix + (queue.equals(StorageQueue.EXPIRED) ? queue.name() : queue.group());
    }

    public String queue(StorageQueue queue) {
        return prefix + queue.name() + "/" + queue.lane();
    }
}
