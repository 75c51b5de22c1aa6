package eu.ccngateway.monitoring.sla;

import eu.ccngateway.monitoring.availability.Observed;
import eu.ccngateway.monitoring.availability.Rules;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.Kind;
import eu.ccngateway.monitoring.ledger.Ledger;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything figures are made of: what was seen, what the calendar and later judgements say, what was counted.
 *
 * @param today lines of the day that is not over
 */
public record Records(Services services, List<Entry> seen, List<String> today, List<Entry> book, List<Entry> counted) {

    public Records {
        seen = List.copyOf(seen);
        today = List.copyOf(today);
        book = List.copyOf(book);
        counted = List.copyOf(counted);
    }

    /** From an exported ledger, rules and all. */
    public static Records ofExport(byte[] bytes, String name) throws IOException {
        List<Entry> entries = Ledger.read(bytes, name);
        List<Entry> seen = of(entries, Kind.SEEN);
        List<Entry> counted = entries.stream().filter(Records::isCounted).toList();
        List<Entry> book = new ArrayList<>(entries);
        book.removeIf(entry -> entry.kind() == Kind.RULE || entry.kind() == Kind.SEEN || isCounted(entry));
        return new Records(Rules.read(of(entries, Kind.RULE), name), seen, List.of(), book, counted);
    }

    private static boolean isCounted(Entry entry) {
        return entry.kind() == Kind.COUNTED || entry.kind() == Kind.REFUSED;
    }

    private static List<Entry> of(List<Entry> entries, Kind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).toList();
    }

    public States states() {
        return new States(services, Observed.of(seen, today), book);
    }

    public Figures figures() {
        return new Figures(states());
    }

    /** As one file that needs nothing else: the rules, then what was seen, the calendar, what was counted. */
    public byte[] export(Instant now) {
        List<Entry> all = new ArrayList<>(Rules.lines(services, now));
        all.addAll(Observed.of(seen, today).lines(now));
        all.addAll(book);
        all.addAll(counted);
        return Ledger.export(all);
    }
}
