package eu.ccngateway.doors.jms;

import eu.ccngateway.doors.BatchSize;
import eu.ccngateway.doors.DoorEvent;
import eu.ccngateway.doors.Ledger;
import eu.ccngateway.doors.MessageFields;
import eu.ccngateway.node.Delivered;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.Received;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * From a queue here to one of the own broker. In one transaction of the broker a batch is sent on, together with a mark: a
 * message in a queue of the door's own that lists the batch. Then the batch is acknowledged here. The mark goes with the
 * transaction of the next batch. Whatever is interrupted, the marks that are there say what had been sent on, and that is
 * acknowledged and not sent again when it comes again.
 */
final class Inward extends Bridge {

    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration MARK_WAIT = Duration.ofSeconds(1);
    /** Old leases have ended by then: with an empty queue, nothing that was sent on can come again. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    private static final int MARKED_MAX = 10_000;
    private static final String BRIDGE = "CcnBridge";

    private final String queue;
    private final String target;
    private final JmsDoorConfig config;
    private final Node node;
    private final JmsMapping mapping;
    private final Ledger moments;
    private final Clock clock;
    private final DoorEvent.Listener listener;

    private final BatchSize size = new BatchSize();
    /** Sent on, and not known to be acknowledged here. */
    private final Set<String> marked = new LinkedHashSet<>();
    /** Taken here, and not known to be sent on: what a lost connection interrupted. */
    private List<Received> open = List.of();

    private Optional<MessageConsumer> marks = Optional.empty();
    private Optional<MessageProducer> producer = Optional.empty();
    private int marksInBroker;
    private long emptySinceNanos;
    private boolean isEmpty;

    Inward(JmsDoorConfig config, String queue, Outward.Means means) {
        super(config, "ccn-door-" + config.node() + "-in-" + queue);
        this.queue = queue;
        this.target = Objects.requireNonNull(config.in().get(queue));
        this.config = config;
        this.node = means.node();
        this.mapping = means.mapping();
        this.moments = means.moments();
        this.clock = means.clock();
        this.listener = means.listener();
    }

    @Override
    void begin(Link opened) throws JMSException {
        Session session = opened.session();
        Queue marksQueue = session.createQueue(config.marks());
        MessageConsumer consumer = session.createConsumer(marksQueue, BRIDGE + " = '" + queue + "'");
        marks = Optional.of(consumer);
        producer = Optional.of(session.createProducer(null));
        marksInBroker = 0;
        isEmpty = false;
        Message mark = consumer.receive(MARK_WAIT.toMillis());
        while (mark != null) {
            if (mark instanceof TextMessage text && !text.getText().isEmpty()) {
                marked.addAll(List.of(text.getText().split("\n")));
            }
            mark = consumer.receive(MARK_WAIT.toMillis());
        }
    }

    @Override
    void round(Link opened) throws JMSException, IOException {
        if (open.isEmpty()) {
            open = node.get(queue, size.next(), WAIT);
            size.taken(open);
        }
        forget(open.isEmpty());
        if (open.isEmpty()) {
            return;
        }
        List<Received> fresh = open.stream()
                .filter(received -> !marked.contains(key(received)))
                .toList();
        if (!fresh.isEmpty()) {
            sendOn(opened, fresh);
        }
        List<Received> done = open;
        open = List.of();
        acknowledge(done);
    }

    /** The same whenever the same message comes. */
    private static String key(Delivered delivered) {
        String sender = delivered.sender();
        return sender.substring(sender.indexOf('@') + 1) + "_" + delivered.id().toHex();
    }

    private void sendOn(Link opened, List<Received> fresh) throws JMSException {
        Session session = opened.session();
        MessageProducer to = producer.orElseThrow();
        Queue own = session.createQueue(target);
        for (Received received : fresh) {
            Map<String, String> fields = MessageFields.of(received);
            Message message = message(session, received, fields);
            to.send(own, message, DeliveryMode.PERSISTENT, received.message().priority(), lifetime(received));
        }
        Set<String> all = new LinkedHashSet<>(marked);
        fresh.forEach(received -> all.add(key(received)));
        replaceMark(session, all);
        session.commit();
        marksInBroker++;
        marked.clear();
        marked.addAll(all);
        fresh.forEach(received -> listener.happened(
                new DoorEvent(received.report().isPresent() ? "REPORTED" : "RECEIVED", MessageFields.of(received))));
    }

    /** The new mark says all that is to be known; the one before goes in the same transaction. */
    private void replaceMark(Session session, Set<String> all) throws JMSException {
        for (; marksInBroker > 0; marksInBroker--) {
            if (marks.orElseThrow().receive(MARK_WAIT.toMillis()) == null) {
                break;
            }
        }
        TextMessage mark = session.createTextMessage(String.join("\n", all));
        mark.setStringProperty(BRIDGE, queue);
        producer.orElseThrow()
                .send(
                        session.createQueue(config.marks()),
                        mark,
                        DeliveryMode.PERSISTENT,
                        Message.DEFAULT_PRIORITY,
                        Message.DEFAULT_TIME_TO_LIVE);
    }

    private Message message(Session session, Received received, Map<String, String> fields) throws JMSException {
        Message message = JmsBodies.make(
                session,
                received.message().payload(),
                received.message().contentType().orElse(""));
        for (Map.Entry<String, String> property : mapping.properties(fields).entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue());
        }
        Optional<String> original = Optional.ofNullable(fields.get("about-message-id"))
                .flatMap(moments::get)
                .map(first -> first.substring(first.lastIndexOf(' ') + 1));
        message.setJMSCorrelationID(
                original.orElseGet(() -> JmsMapping.shownId(fields.getOrDefault("correlation-id", ""))));
        return message;
    }

    /** 0 = for ever; what has just expired lives a moment longer, as it was delivered in time. */
    private long lifetime(Received received) {
        return received.message()
                .expires()
                .map(at -> Math.max(1, Duration.between(Instant.now(clock), at).toMillis()))
                .orElse(Message.DEFAULT_TIME_TO_LIVE);
    }

    private void acknowledge(List<Received> done) {
        Map<String, CompletableFuture<Void>> answers = new LinkedHashMap<>();
        done.forEach(received -> answers.put(key(received), received.acknowledge()));
        answers.forEach((key, answer) -> {
            try {
                answer.join();
                marked.remove(key);
            } catch (CompletionException e) {
                // It may come again: the mark stays.
                trouble.say(queue + ": " + e.getMessage());
            }
        });
    }

    /** Marks whose messages can come no more would only grow in number. */
    private void forget(boolean isEmptyNow) {
        long now = System.nanoTime();
        if (!isEmptyNow || !isEmpty) {
            emptySinceNanos = now;
        }
        isEmpty = isEmptyNow;
        if (isEmpty && now - emptySinceNanos > FORGOTTEN_AFTER.toNanos()) {
            marked.clear();
        }
        List<String> oldest = new ArrayList<>(marked);
        for (int i = 0; i < oldest.size() - MARKED_MAX; i++) {
            marked.remove(oldest.get(i));
        }
    }
}
