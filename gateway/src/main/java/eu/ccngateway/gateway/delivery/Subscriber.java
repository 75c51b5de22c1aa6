package eu.ccngateway.gateway.delivery;

/** A session's standing wish for the messages of one queue. Confined to the delivery thread. */
final class Subscriber {

    private final Receiver receiver;
    private final long request;
    private final QueueWindow window;
    private long credit;

    Subscriber(Receiver receiver, long request, QueueWindow window, long credit) {
        this.receiver = receiver;
        this.request = request;
        this.window = window;
        this.credit = credit;
    }

    Receiver receiver() {
        return receiver;
    }

    long request() {
        return request;
    }

    QueueWindow window() {
        return window;
    }

    long credit() {
        return credit;
    }

    void addCredit(long more) {
        credit = Math.min(credit + more, Integer.MAX_VALUE);
    }

    void spend(int messages) {
        credit -= messages;
    }
}
