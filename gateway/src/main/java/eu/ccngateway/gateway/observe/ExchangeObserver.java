package eu.ccngateway.gateway.observe;

import eu.ccngateway.gateway.store.End;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.ReportType;

/**
 * Told of everything that is counted. Called on hot paths by many threads: must be quick and must not throw.
 *
 * <p>Sums that hold, for messages and reports apart: {@code received = stored + refused + answered again}, and
 * {@code stored = ended + still queued}, once nothing is on its way.
 */
public interface ExchangeObserver {

    ExchangeObserver NONE = new ExchangeObserver() {};

    default void sessionOpened(NodeId node) {}

    default void sessionClosed(NodeId node) {}

    /** A connection that got no session. */
    default void connectionRefused(RefusalCode code) {}

    /** A connection that did not get through TLS: no certificate, an untrusted one, or no TLS at all. */
    default void handshakeFailed() {}

    /**
     * A node's clock was heard of.
     *
     * @param aheadMs how far it is ahead of ours, half a round trip taken off
     */
    default void clockHeard(NodeId node, long aheadMs) {}

    /** A session that was ended by the gateway. */
    default void sessionRefused(NodeId node, RefusalCode code) {}

    default void received(NodeId sender, int messages, long payloadBytes) {}

    /** @param to the queue the message named, as far as it was read; else empty */
    default void refused(NodeId sender, String to, RefusedException refusal) {}

    /** A sender was told that nobody knows; its message is counted when what became of it is known. */
    default void outcomeUnknown(NodeId sender) {}

    /** A duplicate got its first result again. */
    default void answeredAgain(NodeId sender) {}

    /** Messages of one sender for one queue became durable. */
    default void stored(NodeId sender, QueueAddress queue, int messages, long payloadBytes, long nanosSinceReceived) {}

    /** How long the seal of one put took to verify, from its last byte on. */
    default void verified(long micros) {}

    /**
     * A message left its queue for good, or (DEAD_LETTERED, REVIVED) went into or out of the dead letters.
     *
     * @param code why, where it was not delivered; else 0
     */
    default void ended(QueueAddress queue, End end, int code, long msSinceAccepted) {}

    default void reported(ReportType type, int count) {}

    /** Reports became durable in this queue. */
    default void reportsQueued(QueueAddress queue, int count) {}

    /** Reports that were issued together left their queue. */
    default void reportsEnded(QueueAddress queue, int count, long msSinceIssued) {}

    /**
     * Found in a queue at start.
     *
     * @param messages reports among them
     * @param oldestMs age of the oldest
     */
    default void restored(QueueAddress queue, long messages, long oldestMs) {}

    /** Why a unit of work was closed and not made larger. */
    enum Flush {
        /** Nothing else was on its way: a lone message waits for nobody. */
        IDLE,
        /** What gathered while an earlier unit was on its way. */
        BEHIND,
        /** It had as many messages as a unit may have, and more wait. */
        FULL
    }

    default void flushed(Flush reason) {}

    /** One unit of work became durable. */
    default void committed(int messages, int reports, long sealNanos, long commitNanos) {}

    /** A unit of work failed. */
    default void commitFailed() {}

    /** @param acceptedAtMs gateway's clock, when they were accepted */
    default void delivered(QueueAddress queue, int messages, boolean redelivered, long acceptedAtMs) {}

    default void called(QueueAddress queue, boolean answered, long nanos) {}

    /** A file was read again while running. */
    default void reloaded(String what, boolean success) {}
}
