package eu.ccngateway.monitoring.sla;

import eu.ccngateway.monitoring.availability.Span;
import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Closed months. Closing is a line in the calendar's ledger with the digest of the month's figures; a correction that comes
 * later is another line, and closing again issues the next version. What an earlier version said is computed from the
 * lines before it was closed, so that it can be shown at any time.
 */
public final class Months {

    private final Records records;

    public Months(Records records) {
        this.records = records;
    }

    /** The versions that were issued of a month: their lines, the first one first. */
    public List<Entry> versions(YearMonth month) {
        return records.book().stream()
                .filter(entry ->
                        entry.kind() == Kind.CLOSED && entry.text(Column.ID).equals(month.toString()))
                .toList();
    }

    /** What is to be written to close a month. */
    public Entry.Draft close(YearMonth month, Instant now) {
        Span span = Span.of(month, records.services().zone());
        if (Span.instant(span.to()).isAfter(now)) {
            throw new IllegalArgumentException(month + ": not over (expected: a month before " + now + ")");
        }
        List<Entry> issued = versions(month);
        String digest = digest(records, month);
        if (!issued.isEmpty() && issued.get(issued.size() - 1).text(Column.NOTE).equals(digest)) {
            throw new IllegalArgumentException(month + ": version " + issued.size()
                    + " has these figures (expected: a correction since; make it with ./ccn sla correct)");
        }
        return Entry.Draft.of(Kind.CLOSED)
                .with(Column.ID, month.toString())
                .with(Column.FROM, Span.instant(span.from()))
                .with(Column.TO, Span.instant(span.to()))
                .with(Column.VALUE, Integer.toString(issued.size() + 1))
                .with(Column.NOTE, digest);
    }

    /** What was known when a version was issued. */
    public Records version(YearMonth month, int version) {
        List<Entry> issued = versions(month);
        if (version < 1 || version > issued.size()) {
            throw new IllegalArgumentException(
                    month + ": no version " + version + " (expected: 1-" + issued.size() + ")");
        }
        long last = issued.get(version - 1).sequence();
        List<Entry> before = new ArrayList<>(records.book());
        before.removeIf(entry -> entry.sequence() > last);
        return new Records(records.services(), records.seen(), records.today(), before, records.counted());
    }

    /** Months of which a version does not have the figures it was issued with. */
    public List<String> changed() {
        List<String> changed = new ArrayList<>();
        for (Entry closed : records.book()) {
            if (closed.kind() == Kind.CLOSED) {
                YearMonth month = YearMonth.parse(closed.text(Column.ID));
                int version = Integer.parseInt(closed.text(Column.VALUE));
                if (!digest(version(month, version), month).equals(closed.text(Column.NOTE))) {
                    changed.add(month + " version " + version);
                }
            }
        }
        return changed;
    }

    private static String digest(Records records, YearMonth month) {
        String csv = FigureLines.csv(FigureLines.of(records, List.of(month.toString())));
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256").digest(csv.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
