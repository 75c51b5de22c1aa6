package eu.ccngateway.loadtest.run;

import eu.ccngateway.loadtest.account.Account;
import eu.ccngateway.loadtest.account.Stage;
import eu.ccngateway.loadtest.traffic.Rhythm;
import eu.ccngateway.loadtest.watch.Sample;
import eu.ccngateway.loadtest.watch.Subject;
import eu.ccngateway.loadtest.watch.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** One run: connects the nodes, lets them exchange, waits for the last report, and counts. */
public final class LoadRun {

    /** Nothing new for so long means that nothing more comes. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long LOOK_MS = 10;
    private static final int MISSING_MAX = 10;

    private final LoadPlan plan;
    private final Network network;
    private final Subject subject;
    private final Disturbance disturbance;
    private final Consumer<Sample> told;

    /**
     * @param generator this process
     * @param told every second
     */
    public LoadRun(LoadPlan plan, Network network, long generator, Consumer<Sample> told) {
        this(plan, network, network.subject(generator), Disturbance.NONE, told);
    }

    private LoadRun(LoadPlan plan, Network network, Subject subject, Disturbance disturbance, Consumer<Sample> told) {
        this.plan = plan;
        this.network = network;
        this.subject = subject;
        this.disturbance = disturbance;
        this.told = told;
        if (disturbance == Disturbance.FLOOD && !plan.pace().isOpenLoop()) {
            throw new IllegalArgumentException(
                    "flood: closed loop (expected: a rate, as ten times of it is what floods)");
        }
    }

    /** The same, with one sender that disturbs the others. */
    public LoadRun disturbedBy(Disturbance other) {
        return new LoadRun(plan, network, subject, other, told);
    }

    /** @param run a number that no earlier run on this network had */
    public LoadResult run(long run) throws InterruptedException {
        try (Exchange exchange = Exchange.open(plan, network, run, disturbance.sizes());
                Watch watch = new Watch(exchange.account(), subject, told).start()) {
            receive(exchange);
            List<Drive> drives = drives(exchange);
            try {
                drives.forEach(Drive::start);
                return measure(exchange, watch, drives);
            } finally {
                for (Drive drive : drives) {
                    drive.close();
                }
            }
        }
    }

    private void receive(Exchange exchange) {
        exchange.receiveReports();
        for (int queue = 0; queue < exchange.queues(); queue++) {
            if (disturbance != Disturbance.STALL || queue != exchange.firstQueueOf(0)) {
                exchange.receive(queue);
            }
        }
    }

    private List<Drive> drives(Exchange exchange) {
        int count = exchange.senders().size();
        LoadPlan.Pace pace = plan.pace();
        long messages = plan.span().messages();
        if (disturbance != Disturbance.NONE) {
            exchange.account().leaveOut(0);
        }
        if (!disturbance.isApart()) {
            return List.of(
                    new Drive(range(0, count), exchange, pace, plan.profile().rhythm(), messages));
        }
        LoadPlan.Pace others =
                new LoadPlan.Pace(pace.ratePerSecond() * (count - 1) / count, pace.inFlight(), pace.burst(), 0);
        return List.of(
                new Drive(range(1, count), exchange, others, plan.profile().rhythm(), messages),
                new Drive(List.of(0), exchange, disturbance.pace(pace.ratePerSecond() / count), Rhythm.EVEN, 0));
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private LoadResult measure(Exchange exchange, Watch watch, List<Drive> drives) throws InterruptedException {
        Account account = exchange.account();
        Drive main = drives.get(0);
        await(main, plan.span().warmUp());
        Effort start = new Effort(subject);
        long before = account.reached(Stage.DELIVERED);
        account.measureFrom(plan.span().warmUp().isZero() ? Long.MIN_VALUE : System.nanoTime());
        watch.measuring(true);
        await(main, plan.span().duration());
        if (main.isDone()) {
            exchange.settle(PATIENCE);
        }
        Effort end = new Effort(subject);
        long delivered = account.reached(Stage.DELIVERED) - before;
        account.measureTo(System.nanoTime());
        watch.measuring(false);
        for (Drive drive : drives) {
            drive.close();
        }
        exchange.receive(exchange.firstQueueOf(0));
        exchange.settle(PATIENCE);
        watch.close();
        return new LoadResult(
                account.counts(),
                delivered / start.secondsUntil(end),
                start.secondsUntil(end),
                account.latencies(),
                start.until(end, delivered),
                setting(exchange),
                watch.samples(),
                missing(account));
    }

    private static void await(Drive drive, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (!drive.isDone() && end - System.nanoTime() > 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    private Map<String, Object> setting(Exchange exchange) {
        Map<String, Object> setting = new LinkedHashMap<>();
        setting.put("profile", plan.profile().name());
        setting.put("sizes", plan.profile().sizes().toString());
        setting.put("meanBytes", plan.profile().sizes().mean());
        setting.put(
                "pace",
                plan.pace().isOpenLoop()
                        ? "open loop, " + plan.pace().ratePerSecond() + " a second"
                        : "closed loop, " + plan.pace().inFlight() + " in flight a connection");
        setting.put("domains", exchange.domains());
        setting.put("queues", exchange.queues());
        setting.put("producers", exchange.senders().size());
        setting.put("connections", exchange.connections());
        if (disturbance != Disturbance.NONE) {
            setting.put("disturbance", disturbance.name().toLowerCase(Locale.ROOT));
        }
        setting.put("burst", plan.pace().burst());
        setting.put("warmUpSeconds", plan.span().warmUp().toMillis() / 1000.0);
        setting.put("recheckedOneIn", plan.recheckOneIn());
        setting.put("straysCleared", exchange.account().strays());
        setting.put("deliveredByApplication", exchange.deliveredByApplication());
        setting.putAll(network.facts());
        return setting;
    }

    private static List<String> missing(Account account) {
        Set<String> missing = new LinkedHashSet<>();
        for (Stage stage : List.of(Stage.DELIVERED, Stage.COA, Stage.COD)) {
            missing.addAll(account.missing(stage, MISSING_MAX));
        }
        return new ArrayList<>(missing);
    }
}
