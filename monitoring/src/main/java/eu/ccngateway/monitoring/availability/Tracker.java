package eu.ccngateway.monitoring.availability;

import eu.ccngateway.monitoring.ledger.CheckedLines;
import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.Kind;
import eu.ccngateway.monitoring.ledger.Ledger;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps what was seen. Each minute is a line in the file of the running day and survives the end of the process; when a UTC
 * day is over it becomes one line a service in the ledger. A minute is written once: who comes back after a pause leaves
 * the minutes in between as they were, unseen.
 */
public final class Tracker implements AutoCloseable {

    private final List<String> services;
    private final Ledger ledger;
    private final CheckedLines today;
    private final byte[][] seen;
    /** Services whose first day is in the ledger already: the process before ended between ledger and day. */
    private final Set<String> written = new HashSet<>();
    /** Of services that are not looked at any more, but were earlier today. */
    private final Map<String, byte[]> seenEarlier = new LinkedHashMap<>();

    private long day = Long.MIN_VALUE;
    private long last = Long.MIN_VALUE;

    /** @param today the running day; what a process that ended left in it is taken over */
    public Tracker(List<String> services, Ledger ledger, CheckedLines today) throws IOException {
        this.services = List.copyOf(services);
        this.ledger = ledger;
        this.today = today;
        this.seen = new byte[services.size()][];
        resume();
    }

    private void resume() throws IOException {
        for (Map.Entry<Long, Map<String, Observation>> minute :
                RunningDay.parse(today.found()).entrySet()) {
            begin(minute.getKey());
            minute.getValue()
                    .forEach((service, seen) -> rowOf(service)[(int) (minute.getKey() - day)] = (byte) seen.ordinal());
            last = minute.getKey();
        }
        today.append(RunningDay.title(services));
    }

    private byte[] rowOf(String service) {
        int index = services.indexOf(service);
        return index < 0 ? seenEarlier.computeIfAbsent(service, name -> DayPack.empty()) : seen[index];
    }

    /** The last minute that was kept; {@link Long#MIN_VALUE} before the first. */
    public long last() {
        return last;
    }

    /** What was seen in a minute, one observation a service, in the order of the services; a minute that is past is left alone. */
    public void observe(long minute, byte[] observations) throws IOException {
        if (minute <= last) {
            return;
        }
        begin(minute);
        for (int i = 0; i < seen.length; i++) {
            seen[i][(int) (minute - day)] = observations[i];
        }
        last = minute;
        today.append(RunningDay.line(minute, observations));
    }

    private void begin(long minute) throws IOException {
        long start = DayPack.start(minute);
        if (start == day) {
            return;
        }
        if (day == Long.MIN_VALUE) {
            findWritten(start);
        } else {
            endDay();
        }
        day = start;
        for (int i = 0; i < seen.length; i++) {
            seen[i] = DayPack.empty();
        }
    }

    private void findWritten(long first) {
        String from = Span.instant(first).toString();
        for (Entry entry : ledger.entries()) {
            if (entry.kind() == Kind.SEEN && entry.text(Column.FROM).equals(from)) {
                written.add(entry.text(Column.SERVICE));
            }
        }
    }

    /** Into the ledger, and only when that is durable out of the file of the day. Done twice it writes nothing twice. */
    private void endDay() throws IOException {
        Map<String, byte[]> rows = new LinkedHashMap<>(seenEarlier);
        for (int i = 0; i < seen.length; i++) {
            rows.put(services.get(i), seen[i]);
        }
        for (Map.Entry<String, byte[]> row : rows.entrySet()) {
            if (!DayPack.isEmpty(row.getValue()) && !written.contains(row.getKey())) {
                ledger.append(seen(row.getKey(), day, row.getValue()));
            }
        }
        written.clear();
        seenEarlier.clear();
        ledger.sync();
        today.clear();
        today.append(RunningDay.title(services));
    }

    static Entry.Draft seen(String service, long day, byte[] minutes) {
        return Entry.Draft.of(Kind.SEEN)
                .with(Column.SERVICE, service)
                .with(Column.FROM, Span.instant(day))
                .with(Column.TO, Span.instant(day + DayPack.MINUTES))
                .with(Column.VALUE, DayPack.pack(minutes));
    }

    /** Makes what was kept survive a power cut, too. */
    public void sync() throws IOException {
        today.sync();
    }

    @Override
    public void close() throws IOException {
        today.close();
        ledger.close();
    }
}
