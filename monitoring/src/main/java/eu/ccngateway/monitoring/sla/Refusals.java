package eu.ccngateway.monitoring.sla;

import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.Entry.Draft;
import eu.ccngateway.monitoring.ledger.Kind;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.monitoring.meters.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often messages were refused, by sender, application and code: from a meter that grows into the ledger. There is no
 * evidence of a refusal, so what was counted since the last line goes with the process.
 */
public final class Refusals {

    private final Map<Refusal, Long> written = new HashMap<>();

    /** Writes what came since the last time. */
    void write(Map<Refusal, Long> counts, Ledger ledger, Instant from, Instant to) throws IOException {
        for (Map.Entry<Refusal, Long> each : counts.entrySet()) {
            long more = each.getValue() - written.getOrDefault(each.getKey(), 0L);
            if (more > 0) {
                ledger.append(Draft.of(Kind.REFUSED)
                        .with(Column.SERVICE, each.getKey().application())
                        .with(Column.FROM, from)
                        .with(Column.TO, to)
                        .with(Column.VALUE, Long.toString(more))
                        .with(Column.CAUSE, each.getKey().code())
                        .with(Column.PARTY, each.getKey().domain()));
                written.put(each.getKey(), each.getValue());
            }
        }
    }

    /** How many there were of one kind. */
    public record Count(Refusal refusal, long messages) {}

    /** The most frequent of an interval. */
    public static List<Count> top(Collection<Entry> entries, Instant from, Instant to, int most) {
        Map<Refusal, Long> counts = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.kind() == Kind.REFUSED) {
                Instant at = entry.moment(Column.FROM).orElseThrow();
                if (!at.isBefore(from) && at.isBefore(to)) {
                    Refusal refusal =
                            new Refusal(entry.text(Column.PARTY), entry.text(Column.SERVICE), entry.text(Column.CAUSE));
                    counts.merge(refusal, Long.parseLong(entry.text(Column.VALUE)), Math::addExact);
                }
            }
        }
        return counts.entrySet().stream()
                .map(each -> new Count(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingLong(Count::messages)
                        .reversed()
                        .thenComparing(count -> count.refusal().toString()))
                .limit(most)
                .toList();
    }
}
