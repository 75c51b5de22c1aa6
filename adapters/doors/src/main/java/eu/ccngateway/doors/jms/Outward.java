package eu.ccngateway.doors.jms;

import eu.ccngateway.doors.DoorEvent;
import eu.ccngateway.doors.Ledger;
import eu.ccngateway.doors.MessageFields;
import eu.ccngateway.node.Disconnected;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.Put;
import eu.ccngateway.node.RefusedByGateway;
import eu.ccngateway.node.TimedOut;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.refusal.RefusalCode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * From the own broker to the network. A batch is received, put, and committed when the gateway has answered for each: what a
 * crash interrupts comes again from the broker, under the same ids and moments, and the gateway knows it.
 */
final class Outward extends Bridge {

    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration MORE_WITHIN = Duration.ofMillis(5);
    private static final int BATCH = 100;
    private static final long BATCH_BYTES = 16L << 20;

    private final Node node;
    private final JmsDoorConfig config;
    private final JmsMapping mapping;
    private final Ledger moments;
    private final Clock clock;
    private final DoorEvent.Listener listener;

    private Optional<MessageConsumer> consumer = Optional.empty();
    private Optional<MessageProducer> refusals = Optional.empty();

    /** A message of the own broker with what it is here. */
    private record Passing(jakarta.jms.Message original, MessageId id, Map<String, String> fields, byte[] payload) {}

    /** What an outward bridge works with. */
    record Means(Node node, JmsMapping mapping, Ledger moments, Clock clock, DoorEvent.Listener listener) {}

    Outward(JmsDoorConfig config, Means means) {
        super(config, "ccn-door-" + config.node() + "-out");
        this.config = config;
        this.node = means.node;
        this.mapping = means.mapping;
        this.moments = means.moments;
        this.clock = means.clock;
        this.listener = means.listener;
    }

    @Override
    void begin(Link opened) throws JMSException {
        consumer = Optional.of(opened.session()
                .createConsumer(opened.session().createQueue(config.out().orElseThrow())));
        refusals = Optional.of(opened.session().createProducer(opened.session().createQueue(config.refused())));
    }

    @Override
    void round(Link opened) throws JMSException, IOException {
        List<Passing> batch = receive(opened);
        if (batch.isEmpty()) {
            return;
        }
        List<Passing> rest = batch;
        while (!rest.isEmpty()) {
            rest = putWave(opened, rest);
        }
        if (isClosing()) {
            // Not all was answered for: the broker keeps the batch.
            opened.session().rollback();
        } else {
            opened.session().commit();
        }
    }

    private List<Passing> receive(Link opened) throws JMSException {
        List<Passing> batch = new ArrayList<>();
        MessageConsumer from = consumer.orElseThrow();
        jakarta.jms.Message next = from.receive(WAIT.toMillis());
        int received = 0;
        long bytes = 0;
        while (next != null) {
            Optional<Passing> passing = read(opened, next);
            passing.ifPresent(batch::add);
            bytes += passing.map(it -> it.payload.length).orElse(0);
            received++;
            next = received < BATCH && bytes < BATCH_BYTES ? from.receive(MORE_WITHIN.toMillis()) : null;
        }
        if (received > 0 && batch.isEmpty()) {
            // Every one of them was refused.
            opened.session().commit();
        }
        return batch;
    }

    private Optional<Passing> read(Link opened, jakarta.jms.Message original) throws JMSException {
        try {
            Map<String, String> fields = mapping.fields(JmsBodies.properties(original));
            MessageId id = JmsBodies.id(fields, original);
            fields.put("message-id", id.toHex());
            fields.put("priority", String.valueOf(original.getJMSPriority()));
            if (original.getJMSPriority() == jakarta.jms.Message.DEFAULT_PRIORITY) {
                // Nobody chose it; the network has a default of its own.
                fields.remove("priority");
            }
            fields.putIfAbsent("content-type", JmsBodies.contentType(original));
            MessageFields.message(fields).build();
            return Optional.of(new Passing(original, id, fields, JmsBodies.payload(original)));
        } catch (IllegalArgumentException e) {
            refuse(opened, original, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Puts as many as have different ids, and gives back the others: the same id twice is put twice, one after the other. */
    private List<Passing> putWave(Link opened, List<Passing> batch) throws JMSException, IOException {
        List<Passing> wave = new ArrayList<>();
        Set<MessageId> ids = new HashSet<>();
        while (wave.size() < batch.size() && ids.add(batch.get(wave.size()).id)) {
            wave.add(batch.get(wave.size()));
        }
        Map<String, String> firsts = moments.getOrPut(firsts(wave));
        List<Put> puts = new ArrayList<>();
        for (Passing passing : wave) {
            puts.add(node.put(message(passing, Objects.requireNonNull(firsts.get(passing.id.toHex())))));
        }
        for (int i = 0; i < wave.size(); i++) {
            await(opened, wave.get(i), puts.get(i));
        }
        return batch.subList(wave.size(), batch.size());
    }

    /** What is remembered of a message when it comes first: when, when it expires, and the broker's name for it. */
    private Map<String, String> firsts(List<Passing> wave) throws JMSException {
        Map<String, String> firsts = new LinkedHashMap<>();
        String now = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        for (Passing passing : wave) {
            String jmsId = String.valueOf(passing.original.getJMSMessageID()).replaceAll("[^\\x21-\\x7e]", "?");
            firsts.put(passing.id.toHex(), now + " " + passing.original.getJMSExpiration() + " " + jmsId);
        }
        return firsts;
    }

    private static Message message(Passing passing, String first) {
        String[] parts = first.split(" ", 3);
        passing.fields.put("created", parts[0]);
        if (!parts[1].equals("0")) {
            passing.fields.put(
                    "expires", Instant.ofEpochMilli(Long.parseLong(parts[1])).toString());
        }
        return MessageFields.message(passing.fields).payload(passing.payload).build();
    }

    private void await(Link opened, Passing passing, Put first) throws JMSException {
        Put put = first;
        while (!isClosing()) {
            try {
                put.await();
                listener.happened(new DoorEvent("SENT", passing.fields));
                return;
            } catch (RefusedByGateway e) {
                if (e.code()
                        .filter(code -> code.retry() != RefusalCode.Retry.NO)
                        .isEmpty()) {
                    refuse(opened, passing.original, String.valueOf(e.getMessage()));
                    return;
                }
                trouble.say(config.out().orElseThrow() + ": " + e.getMessage() + "; trying again");
            } catch (Disconnected | TimedOut e) {
                trouble.say(config.out().orElseThrow() + ": " + e.getMessage() + "; trying again");
            }
            rest();
            put = node.put(MessageFields.message(passing.fields)
                    .payload(passing.payload)
                    .build());
        }
    }

    /** Sets a message aside in the own broker, in the transaction that takes it off its queue. */
    private void refuse(Link opened, jakarta.jms.Message original, String reason) throws JMSException {
        jakarta.jms.Message copy = JmsBodies.copy(opened.session(), original);
        copy.setStringProperty(mapping.refusalName(), reason);
        refusals.orElseThrow().send(copy);
        Map<String, String> said = new LinkedHashMap<>();
        said.put("jms-message-id", String.valueOf(original.getJMSMessageID()));
        said.put("reason", reason);
        listener.happened(new DoorEvent("REFUSED", said));
    }
}
