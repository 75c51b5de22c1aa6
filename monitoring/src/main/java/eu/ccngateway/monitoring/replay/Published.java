package eu.ccngateway.monitoring.replay;

import eu.ccngateway.monitoring.ledger.Csv;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The figures that were published, as data: nothing that measures reads them. */
public final class Published {

    /** What a figure is about. */
    public enum Kind {
        AVAILABILITY,
        /** The network's messages and bytes in a year. */
        VOLUME,
        /** Of an application's messages since the year before. */
        GROWTH
    }

    /** A published figure. */
    public record Row(Kind kind, String key, int year, BigDecimal value, String unit, String source) {}

    private static final String FILE = "published.csv";

    private Published() {}

    /** Every figure, in the order of the published table. */
    public static List<Row> rows() {
        return new String(Resources.bytes(FILE), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(Csv::split)
                .map(fields -> new Row(
                        Kind.valueOf(fields.get(0).toUpperCase(Locale.ROOT)),
                        fields.get(1),
                        Integer.parseInt(fields.get(2)),
                        new BigDecimal(fields.get(3)),
                        fields.get(4),
                        fields.get(5)))
                .toList();
    }
}
