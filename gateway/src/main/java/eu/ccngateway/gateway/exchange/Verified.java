package eu.ccngateway.gateway.exchange;

import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Item;
import eu.ccngateway.protocol.wire.Proof;
import eu.ccngateway.protocol.wire.Seal;
import java.util.List;

/** Stage two: messages that are exactly what their sender sealed, and the sender is who is connected. */
final class Verified {

    private final Received received;
    private final List<Message> messages;

    private Verified(Received received, List<Message> messages) {
        this.received = received;
        this.messages = List.copyOf(messages);
    }

    /** Only the verifier may say so. */
    static Verified by(Verifier verifier, Received received, List<Message> messages) {
        java.util.Objects.requireNonNull(verifier);
        return new Verified(received, messages);
    }

    /**
     * One verified message.
     *
     * @param slot its place in the answer
     */
    record Message(int slot, Item item, Header header, Sealed sealed, Proof proof) {

        byte[] leaf() {
            return sealed.leaf();
        }
    }

    /**
     * The bytes that were hashed, and the hashes. Never changed once they are here.
     *
     * @param header as sealed
     * @param leaf hash of the statement
     */
    record Sealed(byte[] header, byte[] payloadSha256, byte[] leaf) {}

    Received received() {
        return received;
    }

    PutAnswer answer() {
        return received.answer();
    }

    Seal seal() {
        return received.seal();
    }

    List<Message> messages() {
        return messages;
    }
}
