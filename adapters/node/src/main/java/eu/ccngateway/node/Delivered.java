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
    private final Evidence evidence;
    private final Lease lease;

    Delivered(Message message, Delivery delivery, Evidence evidence, Lease lease) {
        this.message = message;
        this.delivery = delivery;
        this.evidence = evidence;
        this.lease = lease;
    }

    Delivered(Delivered other) {
        this(other.message, other.delivery, other.evidence, other.lease);
    }

    public final Message message() {
        return message;
    }

    public final MessageId id() {
        return MessageId.of(header().getId().toByteArray());
    }

    /** The node that sealed it, for example {@code NTA.FR@CUSTTAX.FR}; for a report the gateway, {@code GW1@demo}. */
    public final String sender() {
        return header().getSender();
    }

    /** The number it was accepted under. */
    public final AcceptanceId acceptance() {
        return new AcceptanceId(delivery.getAcceptance());
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
        return Report.of(header());
    }

    final Header header() {
        return message.header();
    }

    final Lease lease() {
        return lease;
    }

    @Override
    public final String toString() {
        return message + " from " + sender() + ", accepted as " + acceptance();
    }
}
