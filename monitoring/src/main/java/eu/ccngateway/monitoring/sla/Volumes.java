package eu.ccngateway.monitoring.sla;

import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How much was carried, by application. A message is an accepted put that is neither a report nor a probe; bytes are payload. */
public final class Volumes {

    private static final int MILLION = 6;
    private static final int TERA = 12;

    /** Messages and payload bytes. */
    public record Volume(long messages, long bytes) {

        public static final Volume NONE = new Volume(0, 0);

        Volume plus(Volume other) {
            return new Volume(Math.addExact(messages, other.messages), Math.addExact(bytes, other.bytes));
        }

        public Volume times(long scale) {
            return new Volume(Math.multiplyExact(messages, scale), Math.multiplyExact(bytes, scale));
        }

        /** As published: millions, whole. */
        public BigDecimal millions() {
            return BigDecimal.valueOf(messages).movePointLeft(MILLION).setScale(0, RoundingMode.HALF_UP);
        }

        /** As published: 10^12 bytes, two decimals. */
        public BigDecimal terabytes() {
            return BigDecimal.valueOf(bytes).movePointLeft(TERA).setScale(2, RoundingMode.HALF_UP);
        }
    }

    private Volumes() {}

    /** By application, of what was counted within an interval, as it is published. */
    public static Map<String, Volume> between(Collection<Entry> entries, Instant from, Instant to) {
        return between(entries, from, to, Counting.MESSAGES);
    }

    /** By application, of what was counted within an interval in one of the ways there are. */
    public static Map<String, Volume> between(Collection<Entry> entries, Instant from, Instant to, Counting counting) {
        String way = counting == Counting.MESSAGES ? "" : counting.name();
        Map<String, Volume> volumes = new TreeMap<>();
        for (Entry entry : entries) {
            if (entry.kind() == Kind.COUNTED && entry.text(Column.CAUSE).equals(way)) {
                Instant at = entry.moment(Column.FROM).orElseThrow();
                if (!at.isBefore(from) && at.isBefore(to)) {
                    Volume counted = new Volume(
                            Long.parseLong(entry.text(Column.VALUE)), Long.parseLong(entry.text(Column.NOTE)));
                    volumes.merge(entry.text(Column.SERVICE), counted, Volume::plus);
                }
            }
        }
        return volumes;
    }

    public static Volume sum(Map<String, Volume> volumes) {
        return volumes.values().stream().reduce(Volume.NONE, Volume::plus);
    }

    /** Percent by which messages grew, two decimals; empty where there were none before. */
    public static Optional<BigDecimal> growth(Volume before, Volume after) {
        return before.messages == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(after.messages - before.messages)
                        .movePointRight(2)
                        .divide(BigDecimal.valueOf(before.messages), 2, RoundingMode.HALF_UP));
    }
}
