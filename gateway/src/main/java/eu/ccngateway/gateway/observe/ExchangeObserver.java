package eu.ccngateway.gateway.observe;

import eu.ccngateway.gateway.store.End;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.refusal.RefusalCode;
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

    /** A session that was ended by the gateway. */
    default void sessionRefused(NodeId node, RefusalCode code) {}

    default void received(NodeId sender, int messages, long payloadBytes) {}

    default void refused(NodeId sender, RefusalCode code) {}

    /** A sender was told that nobody knows; its message is counted when what became of it is known. */
    default void outcomeUnknown(NodeId sender) {}

    /** A duplicate got its first result again. */
    default void answeredAgain(NodeId sender) {}

    /** Messages of one sender for one queue became durable. */
    default void stored(NodeId sender, QueueAddress queue, int messages, long payloadBytes, long nanosSinceReceived) {}

    /** A message left its queue for good, or (DEAD_LETTERED, REVIVED) went into or out of the dead letters. */
    default void ended(QueueAddress queue, End end, long msSinceAccepted) {}

    default void reported(ReportType type) {}

    /** One unit of work became durable. */
    default void committed(int messages, int reports, long sealNanos, long commitNanos) {}

    /** A unit of work failed. */
    default void commitFailed() {}

    default void delivered(QueueAddress queue, int messages, boolean redelivered) {}

    default void called(QueueAddress queue, boolean answered, long nanos) {}

    /** A file was read again while running. */
    default void reloaded(String what, boolean success) {}
}
