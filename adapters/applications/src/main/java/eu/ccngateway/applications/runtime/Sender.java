package eu.ccngateway.applications.runtime;

import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.node.Disconnected;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.MessageKind;
import eu.ccngateway.node.NodeClosed;
import eu.ccngateway.node.Put;
import eu.ccngateway.node.TimedOut;
import eu.ccngateway.protocol.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what the application has decided to send, in order, until each message is accepted or refused for good. Results
 * arrive on the SDK's threads and wait here for the runtime, which does one thing at a time. Guarded by the runtime.
 */
final class Sender {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    private static final String CONVERTER = "IECA";

    private final String address;
    private final List<Side> sides;
    private final Optional<Duration> expiry;
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private final ConcurrentLinkedQueue<Result> results = new ConcurrentLinkedQueue<>();

    /** How a put ended; no failure means it was accepted. */
    record Result(Pending message, @Nullable Exception failure) {

        /** Whether putting it again may help. */
        boolean mayPass() {
            return failure instanceof TimedOut || failure instanceof Disconnected || failure instanceof NodeClosed;
        }
    }

    Sender(String address, List<Side> sides, Optional<Duration> expiry) {
        this.address = address;
        this.sides = sides;
        this.expiry = expiry;
    }

    void add(Pending message) {
        waiting.add(message);
    }

    /** Puts what there is room for; the rest waits for the next time. */
    void pump() {
        while (!waiting.isEmpty()) {
            Pending next = waiting.peek();
            try {
                Optional<Put> put = put(next);
                if (put.isEmpty()) {
                    return;
                }
                put.get().whenComplete((accepted, failure) -> results.add(new Result(next, exception(failure))));
            } catch (NodeClosed e) {
                return;
            } catch (IllegalArgumentException e) {
                results.add(new Result(next, e));
            }
            waiting.poll();
        }
    }

    private static @Nullable Exception exception(@Nullable Throwable failure) {
        return failure == null ? null : failure instanceof Exception e ? e : new IllegalStateException(failure);
    }

    private Optional<Put> put(Pending pending) {
        Side side = sideOf(pending.outgoing().to());
        return side.node().tryPut(message(side, pending).build());
    }

    /** Where an address is. The outer network of a bridge goes first: its partners may be in the inner one as well. */
    Side sideOf(String to) {
        for (int i = sides.size() - 1; i >= 0; i--) {
            if (sides.get(i).partners().domainOf(to).isPresent()) {
                return sides.get(i);
            }
        }
        throw new IllegalArgumentException("to: " + to + " (expected: an address that ends with one of the countries "
                + sides.stream().map(side -> side.partners().domains().keySet()).toList() + ")");
    }

    Message.Builder message(Side side, Pending pending) {
        Outgoing outgoing = pending.outgoing();
        String project = project(outgoing);
        String domain = side.partners().domainOf(outgoing.to()).orElseThrow();
        Message.Builder message = Message.to(side.partners().queue(outgoing.channel(), project) + "@" + domain)
                .type(outgoing.type())
                .kind(MessageKind.valueOf(outgoing.kind().name()))
                .priority(outgoing.priority())
                .contentType(contentType(outgoing.payload()))
                .id(pending.id())
                .created(pending.created())
                .payload(outgoing.payload());
        expiry.ifPresent(message::expiresIn);
        if (!outgoing.correlation().isEmpty()) {
            message.correlationId(correlation(outgoing.correlation()));
        }
        return message;
    }

    /** The converter takes types of others, from queues of its own. */
    private static String project(Outgoing outgoing) {
        return outgoing.to().startsWith(CONVERTER + ".")
                ? CONVERTER
                : outgoing.type().substring(outgoing.type().indexOf("-MSG.") + 5);
    }

    /** A ZIP, an interchange, or XML: by how it begins. */
    private static String contentType(byte[] payload) {
        String start = new String(payload, 0, Math.min(payload.length, 3), StandardCharsets.ISO_8859_1);
        if (start.startsWith("PK")) {
            return "application/octet-stream";
        }
        return start.equals("UNA") || start.equals("UNB") ? "application/edifact" : "application/xml";
    }

    /** What groups a conversation, as 24 bytes: an MRN fits as it is. */
    private static MessageId correlation(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return MessageId.of(Arrays.copyOf(bytes, Math.min(bytes.length, MessageId.LENGTH)));
    }

    /** The next result; what may pass is put again and not returned. */
    Optional<Result> next() {
        for (Result result = results.poll(); result != null; result = results.poll()) {
            if (!result.mayPass()) {
                return Optional.of(result);
            }
            LOG.info(
                    "{}: {} is put again: {}",
                    address,
                    result.message().outgoing().type(),
                    result.failure() == null ? "" : result.failure().getMessage());
            waiting.addFirst(result.message());
        }
        return Optional.empty();
    }
}
