package eu.ccngateway.node;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.ReportRows;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Outcome;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One delivered message between its arrival and its end. Outlives the session it came by: if the message comes again
 * while the program has it, only the delivery number changes. Guarded by {@link Leases}.
 */
final class Lease {

    /** How its message was taken. */
    enum Use {
        /** Settled alone; the program is never handed it twice. */
        GET,
        /** Looked at; gone with the session. */
        BROWSE,
        /** Settled with others; gone with the session. */
        TRANSACTION
    }

    /** Where it stands. */
    enum State {
        /** Here, not yet with the program. */
        ARRIVED,
        /** With the program. */
        HANDED,
        /** The program has settled it; the gateway has not confirmed that. */
        SETTLING,
        /** Over. */
        DONE,
        /** Lost with its session before the program settled it; the gateway has it back. */
        GONE
    }

    /** What a message is known by across sessions: the domain of its sender, and its id. */
    record Key(String domain, ByteString id) {

        /** @param row of a report that tells of several messages, else 0 */
        static Key of(Header header, int row) {
            String sender = header.getSender();
            ByteString id = row == 0 || header.getId().size() != MessageId.LENGTH
                    ? header.getId()
                    : UnsafeByteOperations.unsafeWrap(
                            ReportRows.idOfRow(header.getId().toByteArray(), row));
            return new Key(sender.substring(sender.indexOf('@') + 1), id);
        }
    }

    /**
     * What came.
     *
     * @param row of a report that tells of several messages, else 0
     */
    record Arrived(Header header, int row, long payloadBytes) {}

    private final Leases leases;
    final Key key;
    final Use use;
    Taker taker;
    long session;
    long delivery;
    State state = State.ARRIVED;
    Outcome outcome = Outcome.OUTCOME_UNSPECIFIED;
    /** Its message came again while it was being acknowledged: the newer lease settles it for both. */
    boolean isTakenOver;

    @Nullable
    CompletableFuture<Void> settled;

    /** Of its message. */
    final Header header;

    final long payloadBytes;

    Lease(Leases leases, Arrived arrived, Taker taker, long session, long delivery) {
        this.leases = leases;
        this.key = Key.of(arrived.header, arrived.row);
        this.header = arrived.header;
        this.payloadBytes = arrived.payloadBytes;
        this.taker = taker;
        this.use = taker.use();
        this.session = session;
        this.delivery = delivery;
    }

    /** The program settles the message. Any thread. */
    CompletableFuture<Void> settle(Outcome wanted) {
        return leases.settle(this, wanted);
    }

    /** The program gets the message now; false if it went back to the gateway meanwhile. Any thread. */
    boolean handOver() {
        return leases.handOver(this);
    }

    /** The program is done with it without having settled it: rolls it back. Any thread. */
    void rollbackUnlessSettled() {
        leases.settleUnlessSettled(this, Outcome.ROLLBACK);
    }

    /** Gives back what the program never saw. Any thread. */
    void giveBack() {
        leases.settleUnlessSettled(this, Outcome.RELEASE);
    }
}
