package eu.ccngateway.monitoring.meters;

import eu.ccngateway.gateway.store.End;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.refusal.RefusalCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What is counted for one queue. */
final class QueueCounts {

    private final String domain;
    private final String application;
    private final Counter handedOver;
    private final Counter handedOverAgain;
    private final Map<End, Counter> ended = new EnumMap<>(End.class);
    private final Instruments.Each<Integer, Counter> deadLettered;
    private final Timer putToCod;
    private final Timer deliver;
    private final Backlog messages = new Backlog();
    private final Backlog reports = new Backlog();

    QueueCounts(Instruments instruments, QueueAddress queue, String application, Timer putToCod, Timer deliver) {
        this.domain = queue.gatewayName();
        this.application = application;
        this.putToCod = putToCod;
        this.deliver = deliver;
        this.handedOver = instruments.counter(Meter.MESSAGES_DELIVERED, domain, application, "false");
        this.handedOverAgain = instruments.counter(Meter.MESSAGES_DELIVERED, domain, application, "true");
        for (End end : new End[] {End.DELIVERED, End.EXPIRED, End.PURGED, End.REVIVED}) {
            ended.put(end, instruments.counter(Meter.MESSAGES_ENDED, domain, application, word(end), MeterLabel.NONE));
        }
        this.deadLettered = new Instruments.Each<>(code -> instruments.counter(
                Meter.MESSAGES_ENDED,
                domain,
                application,
                word(End.DEAD_LETTERED),
                RefusalCode.of(code).map(RefusalCode::name).orElse(MeterLabel.NONE)));
    }

    private static String word(End end) {
        return end.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String domain() {
        return domain;
    }

    String application() {
        return application;
    }

    /** Messages that wait in the queue. */
    Backlog messages() {
        return messages;
    }

    /** Reports that wait in the queue. */
    Backlog reports() {
        return reports;
    }

    void handedOver(int count, boolean isRedelivered, long ms) {
        (isRedelivered ? handedOverAgain : handedOver).increment(count);
        if (!isRedelivered) {
            deliver.record(Math.max(0, ms), java.util.concurrent.TimeUnit.MILLISECONDS);
        }
    }

    void ended(End end, int code, long nowMs, long msSinceAccepted) {
        long acceptedAtMs = nowMs - msSinceAccepted;
        if (end == End.DEAD_LETTERED) {
            deadLettered.of(code).increment();
            messages.remove(acceptedAtMs);
            return;
        }
        Counter counter = ended.get(end);
        if (counter != null) {
            counter.increment();
        }
        if (end == End.REVIVED) {
            messages.add(acceptedAtMs, 1);
        } else if (end != End.PURGED) {
            messages.remove(acceptedAtMs);
        }
        if (end == End.DELIVERED) {
            putToCod.record(Math.max(0, msSinceAccepted), java.util.concurrent.TimeUnit.MILLISECONDS);
        }
    }

    double ended(End end) {
        Counter counter = ended.get(end);
        return counter == null ? 0 : counter.count();
    }

    double deadLettered() {
        return deadLettered.all().values().stream().mapToDouble(Counter::count).sum();
    }
}
