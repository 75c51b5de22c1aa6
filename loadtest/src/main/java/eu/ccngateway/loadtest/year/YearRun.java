package eu.ccngateway.loadtest.year;

import eu.ccngateway.loadtest.run.LoadPlan;
import eu.ccngateway.loadtest.run.LoadResult;
import eu.ccngateway.loadtest.run.LoadRun;
import eu.ccngateway.loadtest.run.Network;
import eu.ccngateway.loadtest.traffic.ProfileFile;
import eu.ccngateway.loadtest.traffic.Rhythm;
import eu.ccngateway.loadtest.watch.Meters;
import eu.ccngateway.loadtest.watch.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A year's traffic through a network, and what the gateway's own meters make of it. */
public final class YearRun {

    private static final int IN_FLIGHT = 512;
    private static final int RECHECK_ONE_IN = 1_000;
    private static final Duration AT_MOST = Duration.ofDays(7);

    private final PublishedYear year;
    private final long scale;
    private final double compression;

    /**
     * @param scale one message stands for so many
     * @param compression how many seconds of the year pass in one; 0 = as fast as it goes
     */
    public YearRun(PublishedYear year, long scale, double compression) {
        if (scale < 1 || compression < 0) {
            throw new IllegalArgumentException(
                    "scale 1:" + scale + ", compression " + compression + " (expected: 1:1 or smaller, 0 or more)");
        }
        this.year = year;
        this.scale = scale;
        this.compression = compression;
    }

    /** What came of it. */
    public record Found(LoadResult load, List<Line> volume, List<Growth> growth) {}

    /**
     * One figure.
     *
     * @param fromMeters what the gateway counted, times the scale
     */
    public record Line(String what, String unit, double published, double fromMeters) {

        public Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("figure", what);
            json.put("unit", unit);
            json.put("published", published);
            json.put("fromMeters", fromMeters);
            json.put("differencePercent", (fromMeters / published - 1) * 100);
            return json;
        }
    }

    /**
     * One application of 2019 against its declared messages of 2018.
     *
     * @param published percent; what is left of the total for those not named
     * @param found percent, by what was delivered
     */
    public record Growth(String application, boolean isPublished, double published, double found) {}

    public LoadPlan plan(int domains) {
        long messages = Math.round(year.messages() / scale);
        Rhythm day = ProfileFile.read("europe").rhythm();
        boolean isPaced = compression > 0;
        Rhythm rhythm = isPaced
                ? new Rhythm(
                        true,
                        day.hours(),
                        Duration.ofMillis(Math.max(1, (long) (86_400_000 / compression))),
                        1,
                        day.burstEvery(),
                        day.burstLength())
                : Rhythm.EVEN;
        return new LoadPlan(
                year.profile(rhythm),
                new LoadPlan.Shape(domains, 0, 0, 0),
                isPaced
                        ? LoadPlan.Pace.open(messages * compression / PublishedYear.SECONDS)
                        : LoadPlan.Pace.closed(IN_FLIGHT),
                new LoadPlan.Span(Duration.ZERO, AT_MOST, messages),
                RECHECK_ONE_IN);
    }

    /** @param run a number that no earlier run on this network had */
    public Found run(LoadPlan plan, Network network, long generator, long run, Consumer<Sample> told)
            throws InterruptedException {
        Meters before = meters(network);
        LoadResult load = new LoadRun(plan, network, generator, told).run(run);
        Meters after = meters(network);
        double messages = after.since(before, "ccn_messages_stored_total") * scale;
        double bytes = after.since(before, "ccn_messages_received_bytes_total") * scale;
        return new Found(
                load,
                List.of(
                        new Line("messages", "million", year.millions(), messages / 1e6),
                        new Line("volume", "TB", year.terabytes(), bytes / 1e12),
                        new Line("mean size", "B", year.meanBytes(), messages == 0 ? 0 : bytes / messages),
                        new Line(
                                "mean rate",
                                "messages/s",
                                year.messages() / PublishedYear.SECONDS,
                                messages / PublishedYear.SECONDS)),
                growth(load));
    }

    private static Meters meters(Network network) {
        return network.admin()
                .flatMap(Meters::read)
                .orElseThrow(() -> new IllegalStateException("the gateway's meters cannot be read at "
                        + network.admin().orElse("(no admin port)")));
    }

    private List<Growth> growth(LoadResult load) {
        List<Growth> all = new ArrayList<>();
        if (year.year() != 2019 || !(load.setting().get("deliveredByApplication") instanceof Map<?, ?> delivered)) {
            return all;
        }
        double messages2018 = PublishedYear.of(2018).messages();
        for (PublishedYear.Application application : PublishedYear.APPLICATIONS) {
            double count = delivered.get(application.name()) instanceof Number number ? number.doubleValue() : 0;
            all.add(new Growth(
                    application.name(),
                    application.growth().isPresent(),
                    PublishedYear.growth(application) * 100,
                    (count * scale / (messages2018 * application.share()) - 1) * 100));
        }
        return all;
    }
}
