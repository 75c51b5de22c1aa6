package eu.ccngateway.loadtest.run;

import eu.ccngateway.loadtest.traffic.Sizes;
import eu.ccngateway.loadtest.traffic.TrafficProfile;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the n-th message of a sender is: the same for the sender, who makes it, and the receiver, who checks it. */
final class Letters {

    /** Senders begin at different places of the deck and the table of sizes. */
    private static final long APART = 619;

    private final List<TrafficProfile.Card> deck;
    private final Sizes sizes;
    private final Map<Integer, Sizes> other = new HashMap<>();
    private final Sea sea;

    /** @param other sizes of senders that are not as the rest */
    Letters(TrafficProfile profile, Map<Integer, Sizes> other) {
        this.deck = profile.deck();
        this.sizes = profile.sizes();
        this.other.putAll(other);
        int largest = other.values().stream().mapToInt(Sizes::largest).max().orElse(0);
        this.sea = new Sea(Math.max(largest, sizes.largest()));
    }

    TrafficProfile.Card card(int sender, long number) {
        return deck.get((int) ((number + sender * APART) % deck.size()));
    }

    private int size(int sender, long number) {
        return other.getOrDefault(sender, sizes).at(number + sender * APART);
    }

    ByteBuffer payload(int sender, long number) {
        return sea.payload(sender, number, size(sender, number));
    }

    boolean isPayload(int sender, long number, byte[] payload) {
        return sea.isPayload(sender, number, payload, size(sender, number));
    }
}
