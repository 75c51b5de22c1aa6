package eu.ccngateway.launcher.load;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputFormat;
import eu.ccngateway.loadtest.account.Counts;
import eu.ccngateway.loadtest.account.Stage;
import eu.ccngateway.loadtest.run.LoadResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run found, on one screen or as one JSON object. */
final class Summary {

    private static final double HUNDREDTHS = 100;

    private final Console console;
    private final OutputFormat format;

    Summary(Console console, OutputFormat format) {
        this.console = console;
        this.format = format;
    }

    void print(LoadResult result) {
        if (format == OutputFormat.JSON) {
            console.say(Json.write(rounded(result.json())));
            return;
        }
        result.setting().forEach((name, value) -> console.say(String.format(Locale.ROOT, "%-22s %s", name, value)));
        console.say("");
        counts(result.counts());
        console.say(String.format(
                Locale.ROOT,
                "%,.0f a second delivered, over %.1f s",
                result.throughputPerSecond(),
                result.measuredSeconds()));
        result.effort()
                .forEach((name, value) -> console.say(String.format(
                        Locale.ROOT, "%-22s %s", name, value instanceof Double number ? round(number) : value)));
        console.say("");
        try (Listing listing = new Listing(
                console, format, "stage=FROM DUE TO", "p50=P50 MS", "p90=P90", "p99=P99", "p999=P99.9", "max=MAX")) {
            for (Stage stage : List.of(Stage.ACCEPTED, Stage.COA, Stage.DELIVERED, Stage.COD)) {
                Fields fields = new Fields().add("stage", stage.word());
                result.latency(stage).json().forEach((name, value) -> fields.add(name, rounded(value)));
                listing.add(fields);
            }
        }
        console.say("");
        console.say(result.isWhole() ? "verified: every message is accounted for" : "NOT VERIFIED");
        result.counts().faults().forEach(fault -> console.say("  " + fault));
        result.missing().forEach(id -> console.say("  missing: " + id));
    }

    private void counts(Counts counts) {
        console.say(String.format(
                Locale.ROOT,
                "sent %,d = accepted %,d + refused %,d; delivered %,d, CoA %,d, CoD %,d, rechecked %,d",
                counts.sent(),
                counts.accepted(),
                counts.refused(),
                counts.delivered(),
                counts.coa(),
                counts.cod(),
                counts.rechecked()));
        console.say(String.format(
                Locale.ROOT,
                "lost %d, more than once %d, out of order %d, bad seal %d, wrong payload %d",
                counts.lost(),
                counts.duplicates(),
                counts.outOfOrder(),
                counts.unverified(),
                counts.wrongPayload()));
    }

    private static double round(double value) {
        return Math.round(value * HUNDREDTHS) / HUNDREDTHS;
    }

    /** The same with every fraction cut to two digits, which is more than any of them means. */
    static Object rounded(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> rounded = new LinkedHashMap<>();
            map.forEach((name, item) -> rounded.put(String.valueOf(name), rounded(item)));
            return rounded;
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(Summary::rounded).toList();
        }
        return value instanceof Double number ? (Object) round(number) : value;
    }
}
