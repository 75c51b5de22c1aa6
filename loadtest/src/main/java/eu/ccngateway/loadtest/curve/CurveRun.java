package eu.ccngateway.loadtest.curve;

import eu.ccngateway.loadtest.account.Stage;
import eu.ccngateway.loadtest.run.Disturbance;
import eu.ccngateway.loadtest.run.LoadPlan;
import eu.ccngateway.loadtest.run.LoadResult;
import eu.ccngateway.loadtest.run.LoadRun;
import eu.ccngateway.loadtest.traffic.ProfileFile;
import eu.ccngateway.loadtest.traffic.Sizes;
import eu.ccngateway.loadtest.traffic.TrafficProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Goes through the points of a curve, each on a network of its own. */
public final class CurveRun {

    private static final int DOMAINS = 8;
    private static final int MANY_DOMAINS = 27;
    private static final int BURST = 64;
    private static final int RECHECK_ONE_IN = 100;
    private static final long IN_FLIGHT_BYTES = 16L << 20;

    private final Curve curve;
    private final double ratePerSecond;
    private final LoadPlan.Span span;
    private final Laboratory laboratory;
    private final long generator;

    /** @param ratePerSecond of the curves that are measured at a rate */
    public CurveRun(Curve curve, double ratePerSecond, LoadPlan.Span span, Laboratory laboratory, long generator) {
        this.curve = curve;
        this.ratePerSecond = ratePerSecond;
        this.span = span;
        this.laboratory = laboratory;
        this.generator = generator;
    }

    /**
     * @param firstRun a number that no earlier run had; each point takes the next
     * @param told every point, when it is there
     */
    public List<Map<String, Object>> run(List<Long> points, long firstRun, Consumer<Map<String, Object>> told)
            throws IOException, InterruptedException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            Map<String, Object> row = row(points.get(i), firstRun + i);
            if (i > 0) {
                relate(row, rows.get(0));
            }
            rows.add(row);
            told.accept(row);
        }
        return rows;
    }

    private Map<String, Object> row(long point, long run) throws IOException, InterruptedException {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("curve", curve.name().toLowerCase(Locale.ROOT));
        row.put("point", point);
        LoadPlan plan = plan(point);
        if (curve == Curve.BACKLOG) {
            row.putAll(laboratory.with(plan, network -> new BacklogRun(plan, network, generator).run(point, run)));
        } else {
            put(
                    row,
                    laboratory.with(
                            plan,
                            network -> new LoadRun(plan, network, generator, second -> {})
                                    .disturbedBy(point == 0 ? Disturbance.NONE : disturbance())
                                    .run(run)));
        }
        return row;
    }

    private Disturbance disturbance() {
        return switch (curve) {
            case FLOOD -> Disturbance.FLOOD;
            case STALL -> Disturbance.STALL;
            case LARGE -> Disturbance.LARGE;
            case CONNECTIONS, QUEUES, BACKLOG, PAYLOAD, BATCH -> Disturbance.NONE;
        };
    }

    private static void put(Map<String, Object> row, LoadResult result) {
        row.put("perSecond", result.throughputPerSecond());
        row.putAll(result.effort());
        for (Stage stage : Stage.values()) {
            row.put("p50" + stage.word() + "Ms", result.latency(stage).p50());
            row.put("p99" + stage.word() + "Ms", result.latency(stage).p99());
        }
        row.put("setting", result.setting());
        row.put("faults", result.counts().faults());
        row.put("verified", result.isWhole());
    }

    /** Against the first point: what the gateway spends on a message, and the 99th percentile of the whole way. */
    private static void relate(Map<String, Object> row, Map<String, Object> base) {
        ratio(row, base, "gatewayCpuMicros", "cpuRatio");
        ratio(row, base, "drainGatewayCpuMicros", "drainCpuRatio");
        ratio(row, base, "p99CoDMs", "p99Ratio");
    }

    private static void ratio(Map<String, Object> row, Map<String, Object> base, String of, String name) {
        if (row.get(of) instanceof Double value && base.get(of) instanceof Double other && other > 0) {
            row.put(name, value / other);
        }
    }

    private LoadPlan plan(long point) {
        TrafficProfile profile = ProfileFile.read("transit");
        LoadPlan.Shape eight = new LoadPlan.Shape(DOMAINS, DOMAINS, DOMAINS, 0);
        LoadPlan.Pace bursts = new LoadPlan.Pace(ratePerSecond, LoadPlan.Pace.IN_FLIGHT, BURST, 0);
        LoadPlan.Pace closed = LoadPlan.Pace.closed(LoadPlan.Pace.IN_FLIGHT);
        int n = Math.toIntExact(point);
        return switch (curve) {
            case CONNECTIONS -> plan(profile, new LoadPlan.Shape(DOMAINS, DOMAINS, n, n), bursts);
            case QUEUES ->
                plan(
                        profile.over((n + MANY_DOMAINS - 1) / MANY_DOMAINS),
                        new LoadPlan.Shape(MANY_DOMAINS, n, DOMAINS, 0),
                        bursts);
            case BACKLOG -> plan(profile, eight, closed);
            case PAYLOAD -> plan(profile.withSizes(Sizes.fixed(n)), eight, LoadPlan.Pace.closed(inFlight(n)));
            case BATCH -> plan(profile, eight, new LoadPlan.Pace(0, LoadPlan.Pace.IN_FLIGHT, 1, n));
            case FLOOD, STALL, LARGE -> plan(profile, eight, LoadPlan.Pace.open(ratePerSecond));
        };
    }

    private static int inFlight(int bytes) {
        return (int) Math.max(2, Math.min(LoadPlan.Pace.IN_FLIGHT, IN_FLIGHT_BYTES / Math.max(1, bytes)));
    }

    private LoadPlan plan(TrafficProfile profile, LoadPlan.Shape shape, LoadPlan.Pace pace) {
        return new LoadPlan(profile, shape, pace, span, RECHECK_ONE_IN);
    }

    /** The measured time and the warm-up of a point. */
    public static LoadPlan.Span span(int warmUpSeconds, int seconds) {
        return new LoadPlan.Span(Duration.ofSeconds(warmUpSeconds), Duration.ofSeconds(seconds), 0);
    }
}
