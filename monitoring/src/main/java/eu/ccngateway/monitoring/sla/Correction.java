package eu.ccngateway.monitoring.sla;

import eu.ccngateway.monitoring.availability.Span;
import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.Kind;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Minutes judged anew after the fact: down minutes get another class, or minutes nobody saw get a state somebody else can prove.
 *
 * @param service a service or a group
 */
public record Correction(long sequence, Instant recorded, String service, Span span, State state, String reason) {

    /** In the order they were made: of two about the same minute the later holds. */
    static List<Correction> in(Collection<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.kind() == Kind.CORRECTED)
                .map(Correction::of)
                .toList();
    }

    private static Correction of(Entry entry) {
        return new Correction(
                entry.sequence(),
                entry.recorded(),
                entry.text(Column.SERVICE),
                Span.between(
                        entry.moment(Column.FROM).orElseThrow(),
                        entry.moment(Column.TO).orElseThrow()),
                State.valueOf(entry.text(Column.VALUE)),
                entry.text(Column.NOTE));
    }
}
