package eu.ccngateway.monitoring.meters;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MeterCatalogueTest {

    private static final Path README = Path.of("README.md");
    private static final String BEGIN = "<!-- made from the code: meters -->\n";
    private static final String END = "<!-- end of meters -->\n";
    private static final String COMMAND = "mvn -q -pl monitoring -am test -Dtest=MeterCatalogueTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dregenerate=true";

    private static final int SERIES_MAX = 50_000;
    private static final int BUCKETS_MAX = 20;

    /** What cannot come together: not every domain is refused for every reason at every application. */
    private static final Map<Meter, Integer> SERIES_AT_MOST = Map.of(
            Meter.MESSAGES_REFUSED, 36 * 17 * 20,
            Meter.MESSAGES_ENDED, 36 * 17 * 8);

    @Test
    void readmeShowsEveryMeter() throws IOException {
        String text = Files.readString(README);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(README, text.substring(0, from) + table() + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to))
                .as("make it anew with: %s", COMMAND)
                .isEqualTo(table());
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| meter | type | unit | labels | |\n|---|---|---|---|---|\n");
        for (Meter meter : Meter.values()) {
            table.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %s | %s | %s | %s |%n",
                    meter.exported(),
                    meter.type().name().toLowerCase(Locale.ROOT),
                    meter.unit(),
                    meter.labels().stream().map(MeterLabel::label).collect(Collectors.joining(", ")),
                    meter.sentence()));
        }
        return table.toString();
    }

    @Test
    void namesFollowTheConventions() {
        assertThat(Meter.values()).allSatisfy(meter -> {
            assertThat(meter.exported()).matches("ccn_[a-z]+(_[a-z]+)*");
            assertThat(meter.exported().endsWith("_total"))
                    .as(meter.exported())
                    .isEqualTo(meter.type() == MeterType.COUNTER);
            assertThat(meter.sentence()).endsWith(".").hasSizeLessThan(240);
        });
        assertThat(Arrays.stream(Meter.values()).map(Meter::exported)).doesNotHaveDuplicates();
    }

    @Test
    void theLargestNetworkStaysWithinTheBudget() {
        long series = Arrays.stream(Meter.values())
                .mapToLong(MeterCatalogueTest::seriesMax)
                .sum();

        assertThat(series).isLessThan(SERIES_MAX);
    }

    private static long seriesMax(Meter meter) {
        long each = meter.type() == MeterType.HISTOGRAM ? BUCKETS_MAX : 1;
        // A queue has one domain and one application, a node one domain.
        long product = meter.labels().stream()
                .filter(label -> !(meter.labels().contains(MeterLabel.QUEUE) && label != MeterLabel.QUEUE))
                .filter(label -> !(meter.labels().contains(MeterLabel.NODE) && label != MeterLabel.NODE))
                .mapToLong(MeterLabel::valuesMax)
                .reduce(each, (a, b) -> a * b);
        return SERIES_AT_MOST.containsKey(meter) ? SERIES_AT_MOST.get(meter) : product;
    }

    /** A sender chooses queue names, ids and reasons: none of them may make a series. */
    @Test
    void nothingThatASenderChoosesMakesASeries() {
        GatewayMeters meters = new GatewayMeters(Clock.systemUTC(), "1", CodAges.USUAL);
        ExchangeObserver observer = meters.observer();
        NodeId sender = NodeId.parse("NTA.FR@CUSTTAX.FR");
        observer.refused(sender, "", new RefusedException(RefusalCode.QUEUE_UNKNOWN, "first"));
        long before = meters.scrape().lines().count();

        for (int i = 0; i < 1_000; i++) {
            String queue = "CORE-RCT-QUE.A" + i + "@CUSTTAX.X" + i;
            observer.refused(sender, queue, new RefusedException(RefusalCode.QUEUE_UNKNOWN, "no " + i));
        }

        assertThat(meters.scrape().lines().count()).isEqualTo(before);
        assertThat(meters.refusals().latest(1_000)).hasSize(200);
    }

    @Test
    void everyMeterThatIsExportedIsInTheCatalogue() {
        GatewayMeters meters = new GatewayMeters(Clock.systemUTC(), "1", CodAges.USUAL);
        ExchangeObserver observer = meters.observer();
        observer.ended(QueueAddress.parse("CORE-RCT-QUE.NCTS@CUSTTAX.IE"), End.DELIVERED, 0, 5);
        List<String> known = Arrays.stream(Meter.values()).map(Meter::exported).toList();

        List<String> exported = meters.scrape()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ")[2])
                .filter(name -> !name.endsWith("_max"))
                .toList();

        assertThat(exported).isNotEmpty().isSubsetOf(known);
        assertThat(meters.scrape()).contains("# TYPE " + Meter.BUILD.exported());
    }
}
