package eu.ccngateway.node;

import java.util.List;

/** Who asked for messages: a subscription or a get. */
interface Taker {

    /** What kind of lease its messages are on. */
    Lease.Use use();

    /**
     * Messages that came for it, verified, without those the program has already. Called once for every arrival that
     * counts, even if nothing is left of it. On the receiver's thread.
     *
     * @param came how many the gateway sent
     */
    void take(List<Delivered> messages, int came);

    /** The gateway announced deliveries. Before they are taken, on the receiver's thread. */
    default void announced(int deliveries, boolean isLast) {}

    /** The gateway has given up a payload; the message stays with it. On the receiver's thread. */
    default void abandoned() {
        take(List.of(), 1);
    }

    /** Some of its messages left the program: there is room for as many more. Event loop only. */
    default void left(int messages) {}
}
