package eu.ccngateway.loadtest.rival;

/**
 * What is transferred in every round.
 *
 * @param queues durable ones
 * @param producers each with a connection of its own; the queues are shared out among them
 * @param bytes of every payload
 * @param inFlight of a producer: messages not yet received
 */
public record Transfer(int queues, int producers, int bytes, int inFlight) {

    /** For the moment of the put. */
    public static final int BYTES_MIN = 12;

    public Transfer {
        if (queues < 1 || producers < 1 || bytes < BYTES_MIN || inFlight < 1) {
            throw new IllegalArgumentException("queues " + queues + ", producers " + producers + ", payload " + bytes
                    + ", in flight " + inFlight + " (expected: at least 1, 1, " + BYTES_MIN + " and 1)");
        }
    }

    /** Which queue the n-th message of a producer goes to. */
    public int queue(int producer, long n) {
        if (queues <= producers) {
            return producer % queues;
        }
        int mine = (queues - producer + producers - 1) / producers;
        return (int) (producer + n % mine * producers);
    }
}
