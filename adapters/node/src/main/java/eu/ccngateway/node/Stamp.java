package eu.ccngateway.node;

import com.google.protobuf.UnsafeByteOperations;
import eu.ccngateway.protocol.message.HeaderRules;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.message.WantedReports;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Kind;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Completes the header of what is put: sender, id, moment, and the defaults of the node. */
final class Stamp {

    private final NodeId node;
    private final Optional<QueueAddress> reportQueue;
    private final Clock clock;
    /** Random for this run of the program; with moment and counter it makes ids that nobody else makes. */
    private final long run;

    private final AtomicLong counter;

    Stamp(NodeConfig config, Clock clock, RandomGenerator random) {
        node = config.node();
        reportQueue = config.reportQueue();
        this.clock = clock;
        run = random.nextLong();
        counter = new AtomicLong(random.nextInt());
    }

    /** The header of a message for a queue. */
    Header forQueue(Message message) {
        Header.Builder header = common(message);
        boolean wantsReports = message.wantsDefaultReports() || header.getReports() != 0;
        if (header.getReplyTo().isEmpty() && (wantsReports || header.getKind() == Kind.REQUEST)) {
            replyTo(header.getTo()).ifPresent(header::setReplyTo);
        }
        if (message.wantsDefaultReports() && !header.getReplyTo().isEmpty()) {
            header.setReports(WantedReports.ALL);
        }
        if (header.getReports() != 0) {
            header.setReports(header.getReports() | WantedReports.TOGETHER);
        }
        return checked(header);
    }

    /** The header of a call or of its answer. */
    Header forCall(Message message) {
        Header.Builder header = common(message).setCall(true).setReports(0);
        if (header.getReplyTo().isEmpty() && header.getKind() == Kind.REQUEST) {
            replyTo(header.getTo()).ifPresent(header::setReplyTo);
        }
        return checked(header);
    }

    /** The header of the answer to a call. */
    Header forAnswer(Message message, Header call) {
        return checked(
                common(message).setCall(true).setReports(0).setKind(Kind.REPLY).setCorrelationId(call.getId()));
    }

    private Header.Builder common(Message message) {
        long now = clock.millis();
        Header.Builder header = message.header().toBuilder();
        // What is passed on after it was received is made now: only the program itself can say otherwise.
        boolean isGiven = header.getCreatedMs() != 0 && header.getSender().isEmpty();
        long created = isGiven ? header.getCreatedMs() : now;
        header.setSender(node.toString()).setCreatedMs(created);
        if (header.getId().isEmpty()) {
            ByteBuffer id = ByteBuffer.allocate(MessageId.LENGTH);
            id.putLong(now).putLong(run).putLong(counter.incrementAndGet());
            header.setId(UnsafeByteOperations.unsafeWrap(id.array()));
        }
        if (!message.lifetime().isZero()) {
            header.setExpiresMs(created + message.lifetime().toMillis());
        }
        return header;
    }

    /** The configured queue, or the REPORT queue of the destination's application in the own domain. */
    private Optional<String> replyTo(String to) {
        if (reportQueue.isPresent()) {
            return reportQueue.map(QueueAddress::toString);
        }
        String queue = to.substring(0, to.indexOf('@'));
        int dash = queue.indexOf('-');
        return dash < 0 ? Optional.empty() : Optional.of("REPORT" + queue.substring(dash) + "@" + node.domain());
    }

    private static Header checked(Header.Builder header) {
        try {
            Header built = header.build();
            HeaderRules.checkMessage(built);
            return built;
        } catch (RefusedException e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }

    /** An own queue: an address, or its part in front of the {@code @}. */
    QueueAddress ownQueue(String text) {
        return text.indexOf('@') < 0 ? new QueueAddress(text, node.domain()) : QueueAddress.parse(text);
    }
}
