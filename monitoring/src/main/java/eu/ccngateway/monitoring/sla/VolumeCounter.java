package eu.ccngateway.monitoring.sla;

import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.Kind;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.message.QueueAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Counts what a gateway stores, by application, and writes it down whenever it is told to. A message for several
 * recipients is stored once for each and counts as often.
 */
public final class VolumeCounter implements ExchangeObserver {

    private record Count(LongAdder messages, LongAdder bytes) {}

    private final Function<QueueAddress, String> applicationOf;
    private final Set<String> uncounted;
    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    /** @param uncounted applications that only carry probes */
    public VolumeCounter(Function<QueueAddress, String> applicationOf, Set<String> uncounted) {
        this.applicationOf = applicationOf;
        this.uncounted = Set.copyOf(uncounted);
    }

    @Override
    public void stored(NodeId sender, QueueAddress queue, int messages, long payloadBytes, long nanosSinceReceived) {
        String application = applicationOf.apply(queue);
        if (!uncounted.contains(application)) {
            Count count = counts.computeIfAbsent(application, name -> new Count(new LongAdder(), new LongAdder()));
            count.messages.add(messages);
            count.bytes.add(payloadBytes);
        }
    }

    /** Writes what was counted since the last time, one line an application, for an interval that ends now. */
    public void write(Ledger ledger, Instant from, Instant to) throws IOException {
        for (Map.Entry<String, Count> each : new TreeMap<>(counts).entrySet()) {
            long messages = each.getValue().messages.sumThenReset();
            long bytes = each.getValue().bytes.sumThenReset();
            if (messages > 0) {
                ledger.append(Entry.Draft.of(Kind.COUNTED)
                        .with(Column.SERVICE, each.getKey())
                        .with(Column.FROM, from)
                        .with(Column.TO, to)
                        .with(Column.VALUE, Long.toString(messages))
                        .with(Column.NOTE, Long.toString(bytes)));
            }
        }
        ledger.sync();
    }
}
