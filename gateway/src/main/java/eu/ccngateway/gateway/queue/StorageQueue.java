package eu.ccngateway.gateway.queue;

import eu.ccngateway.protocol.message.QueueAddress;

/**
 * A queue of the storage. Several belong to one queue of the network: one a lane, since a deep backlog must not hide
 * what is urgent.
 *
 * @param group queues of one group share an address in the broker: the gateway name of a domain, or {@code ccn} for our own
 * @param name unique within the network: {@code CORE-RCT-QUE.NCTS@CUSTTAX.IE}
 * @param lane which part of it
 */
public record StorageQueue(String group, String name, Lane lane) {

    /** Where expired entries go, to be reported. */
    public static final StorageQueue EXPIRED = own("ccn.expired");
    /** Records of what was accepted and what became of it, to be drained into evidence. */
    public static final StorageQueue LEDGER = own("ccn.ledger");
    /** Which messages of a partly acknowledged entry are gone. */
    public static final StorageQueue PROGRESS = own("ccn.progress");
    /** Messages nobody could take. */
    public static final StorageQueue DEAD_LETTERS = own("ccn.dead-letters");

    /** The parts of a queue, strictly in this order. */
    public enum Lane {
        URGENT,
        NORMAL,
        BULK;

        /** The lane of a priority 0..9. */
        public static Lane of(int priority) {
            return priority >= 7 ? URGENT : priority >= 4 ? NORMAL : BULK;
        }
    }

    /** The part of a network's queue that keeps messages of this priority. */
    public static StorageQueue of(QueueAddress address, int priority) {
        return new StorageQueue(address.gatewayName(), address.toString(), Lane.of(priority));
    }

    private static StorageQueue own(String name) {
        return new StorageQueue("ccn", name, Lane.NORMAL);
    }
}
