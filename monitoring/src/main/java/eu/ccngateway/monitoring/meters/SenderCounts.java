package eu.ccngateway.monitoring.meters;

import eu.ccngateway.protocol.refusal.RefusalCode;
import io.micrometer.core.instrument.Counter;
import java.util.HashMap;
import java.util.Map;

/** What is counted for the nodes of one domain as senders. */
final class SenderCounts {

    private record Reason(String application, RefusalCode code) {}

    /** What was stored for one application. */
    private record Stored(Counter messages, Counter bytes) {}

    private final Counter received;
    private final Counter receivedBytes;
    private final Counter answeredAgain;
    private final Counter outcomeUnknown;
    private final Instruments.Each<String, Stored> stored;
    private final Instruments.Each<Reason, Counter> refused;

    SenderCounts(Instruments instruments, String domain) {
        this.received = instruments.counter(Meter.MESSAGES_RECEIVED, domain);
        this.receivedBytes = instruments.counter(Meter.RECEIVED_BYTES, domain);
        this.answeredAgain = instruments.counter(Meter.ANSWERED_AGAIN, domain);
        this.outcomeUnknown = instruments.counter(Meter.OUTCOME_UNKNOWN, domain);
        this.stored = new Instruments.Each<>(application -> new Stored(
                instruments.counter(Meter.MESSAGES_STORED, domain, application),
                instruments.counter(Meter.STORED_BYTES, domain, application)));
        this.refused = new Instruments.Each<>(
                key -> instruments.counter(Meter.MESSAGES_REFUSED, domain, key.application, key.code.name()));
    }

    /** Shows 0 until something is sent there. */
    void expect(String application) {
        stored.of(application);
    }

    void received(int messages, long bytes) {
        received.increment(messages);
        receivedBytes.increment((double) bytes);
    }

    void stored(String application, int messages, long bytes) {
        Stored counts = stored.of(application);
        counts.messages.increment(messages);
        counts.bytes.increment((double) bytes);
    }

    void refused(String application, RefusalCode code) {
        refused.of(new Reason(application, code)).increment();
    }

    void answeredAgain() {
        answeredAgain.increment();
    }

    void outcomeUnknown() {
        outcomeUnknown.increment();
    }

    double received() {
        return received.count();
    }

    double stored() {
        return stored.all().values().stream()
                .mapToDouble(s -> s.messages.count())
                .sum();
    }

    double storedBytes() {
        return stored.all().values().stream().mapToDouble(s -> s.bytes.count()).sum();
    }

    double refused() {
        return refused.all().values().stream().mapToDouble(Counter::count).sum();
    }

    /** By application and code. */
    Map<Refusal, Long> refused(String domain) {
        Map<Refusal, Long> counts = new HashMap<>();
        refused.all()
                .forEach((reason, counter) -> counts.put(
                        new Refusal(domain, reason.application, reason.code.name()), (long) counter.count()));
        return counts;
    }

    /** What became of what was received, as far as it is known. */
    double decided() {
        return stored() + refused() + answeredAgain.count();
    }
}
