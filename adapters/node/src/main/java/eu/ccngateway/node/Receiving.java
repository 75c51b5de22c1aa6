package eu.ccngateway.node;

import eu.ccngateway.protocol.message.MessageId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Takes messages from queues of the node's own domain. A queue is named by its address, or without the domain:
 * {@code CORE-RCT-QUE.NCTS} is enough.
 *
 * <p>What was taken is on lease: it belongs to this program until it is settled, or the connection is lost, and then goes
 * back to the head of its queue. A message this program has already is not handed to it twice, also across reconnects.
 */
public interface Receiving {

    /** The next message, waiting for one if there is none; empty if none came. */
    Optional<Received> get(String queue, Duration wait);

    /** Up to {@code max} messages, waiting for the first if there is none. */
    List<Received> get(String queue, int max, Duration wait);

    /** Looks at the next message without taking it; others do not see it until it is released or deleted. */
    Optional<Browsed> browse(String queue, Duration wait);

    /**
     * As {@link #browse(String, Duration)}, for the first message that refers to another one: its reply, or a report on
     * it. Looks through the first thousand messages, which others do not see meanwhile.
     */
    Optional<Browsed> browse(String queue, MessageId correlationId, Duration wait);

    /** Takes messages that are acknowledged, or returned, all together. */
    Transaction transaction();

    /**
     * Has messages handed to a handler as they come, one after the other on a thread of their own. Survives reconnects.
     *
     * @param credit how many may be handed over and not yet settled
     */
    Subscription subscribe(String queue, int credit, MessageHandler handler);

    /** Has the reports of a queue handed to a handler as they come; each is acknowledged when the handler returns. */
    Subscription reports(String queue, ReportHandler handler);
}
