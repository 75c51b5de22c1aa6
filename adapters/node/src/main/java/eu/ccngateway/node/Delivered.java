package eu.ccngateway.node;

import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.wire.Delivery;
import eu.ccngateway.protocol.wire.Header;
import java.time.Instant;
import java.util.Optional;

/** A message that came from a queue, with what the gateway says about it and what proves it. */
public sealed class Delivered permits Received, Browsed {

    private final Message message;
    private final Delivery delivery;
    private final Optional<ReportRow> row;
    private final Evidence evidence;
    private final Lease lease;

    /** @param row which message it reports on, of several that {@code message} tells of */
    Delivered(Message message, Delivery delivery, Optional<ReportRow> row, Evidence evidence, Lease lease) {
        this.message = message;
        this.delivery = delivery;
        this.row = row;
        this.evidence = evidence;
        this.lease = lease;
    }

    Delivered(Delivered other) {
        this(other.message, other.delivery, other.row, other.evidence, other.lease);
    }

    /** The message. What the gateway reported together with others is shown as if it had been reported alone. */
    public final Message message() {
        return row.map(it -> it.alone(message)).orElse(message);
    }

    public final MessageId id() {
        return MessageId.of(lease.key.id().toByteArray());
    }

    /** The node that sealed it, for example {@code NTA.FR@CUSTTAX.FR}; for a report the gateway, {@code GW1@demo}. */
    public final String sender() {
        return header().getSender();
    }

    /** The number it was accepted under. */
    public final AcceptanceId acceptance() {
        long before = row.map(it -> it.row() - delivery.getFirstRow()).orElse(0);
        return new AcceptanceId(delivery.getAcceptance() + before);
    }

    /** The gateway's clock when it was accepted. */
    public final Instant acceptedAt() {
        return Instant.ofEpochMilli(delivery.getAcceptedAtMs());
    }

    /** Whether it may have been handed over before, to this program or another of the domain. */
    public final boolean isRedelivered() {
        return delivery.getRedelivered();
    }

    /** How often it was rolled back before. */
    public final int backouts() {
        return delivery.getBackouts();
    }

    /** Seal, proof and signer. */
    public final Evidence evidence() {
        return evidence;
    }

    /** What it reports, if it is a report. */
    public final Optional<Report> report() {
        return row.map(it -> Report.of(header(), it)).orElseGet(() -> Report.of(header()));
    }

    private Header header() {
        return message.header();
    }

    final Lease lease() {
        return lease;
    }

    @Override
    public final String toString() {
        return message() + " from " + sender() + ", accepted as " + acceptance();
    }
}
