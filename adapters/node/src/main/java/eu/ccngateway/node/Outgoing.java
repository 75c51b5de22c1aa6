package eu.ccngateway.node;

import eu.ccngateway.protocol.wire.Header;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way out. What is sealed never changes; where it stands is known to the sealer first and to the event
 * loop from then on.
 */
final class Outgoing {

    /** What a payload that stays in its file counts in the window: the chunks of it that are in memory. */
    private static final long STRETCH_COST = 256 << 10;

    final Put put;
    final Header header;
    final byte[] headerBytes;
    final Payload payload;
    /** Grows from put to put: the order to keep. */
    final long sequence;
    /** When the SDK gives it up; the spool's never are. */
    final long deadlineMs;

    final Ending ending;

    byte @Nullable [] payloadSha256;
    private @Nullable SealedBatch batch;
    private int index;
    private boolean isDone;
    private boolean isOnWire;
    private @Nullable RefusedByGateway lastRefusal;

    /** Told when the message has reached its end; without a failure it was accepted. */
    interface Ending {
        void ended(Outgoing message, @Nullable NodeException failure);
    }

    Outgoing(Put put, Header header, Payload payload, long sequence, long deadlineMs, Ending ending) {
        this.put = put;
        this.header = header;
        this.headerBytes = header.toByteArray();
        this.payload = payload;
        this.sequence = sequence;
        this.deadlineMs = deadlineMs;
        this.ending = ending;
    }

    /** The very message, ready to be put again. */
    Message message() {
        return Message.received(header.toBuilder().clearSender().build(), payload);
    }

    String destination() {
        return header.getTo();
    }

    /** Bytes it takes in a frame. */
    long size() {
        return headerBytes.length + payload.length();
    }

    long cost() {
        return payload instanceof Payload.Stretch ? STRETCH_COST : payload.length();
    }

    void sealedUnder(SealedBatch sealed, int at) {
        batch = sealed;
        index = at;
    }

    SealedBatch batch() {
        return Objects.requireNonNull(batch);
    }

    int index() {
        return index;
    }

    boolean isDone() {
        return isDone;
    }

    void done() {
        isDone = true;
    }

    boolean isOnWire() {
        return isOnWire;
    }

    void onWire(boolean is) {
        isOnWire = is;
    }

    @Nullable
    RefusedByGateway lastRefusal() {
        return lastRefusal;
    }

    void refused(RefusedByGateway refusal) {
        lastRefusal = refusal;
    }
}
