package eu.ccngateway.monitoring.ledger;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A line of the ledger.
 *
 * @param sequence from 1, without gaps
 */
public record Entry(long sequence, Instant recorded, Kind kind, Map<Column, String> fields) {

    /** Empty where the line has none. */
    public String text(Column column) {
        return fields.getOrDefault(column, "");
    }

    public Optional<Instant> moment(Column column) {
        return text(column).isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text(column)));
    }

    /** What is to be recorded. */
    public static final class Draft {

        private static final int TEXT_MAX = 4096;

        private final Kind kind;
        private final Map<Column, String> fields = new EnumMap<>(Column.class);

        private Draft(Kind kind) {
            this.kind = kind;
        }

        public static Draft of(Kind kind) {
            return new Draft(kind);
        }

        public Draft with(Column column, String text) {
            if (text.length() > TEXT_MAX || text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(column.title() + ": " + text.length()
                        + " characters (expected: at most " + TEXT_MAX + " on one line)");
            }
            if (!text.isEmpty()) {
                fields.put(column, text);
            }
            return this;
        }

        public Draft with(Column column, Instant moment) {
            return with(column, moment.toString());
        }

        /** For an export, which numbers its lines itself. */
        public Entry unnumbered(Instant recorded) {
            return numbered(0, recorded);
        }

        Entry numbered(long sequence, Instant recorded) {
            return new Entry(sequence, recorded, kind, Map.copyOf(fields));
        }
    }
}
