package eu.ccngateway.launcher.drill;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.loadtest.process.Jvm;
import eu.ccngateway.monitoring.availability.Span;
import eu.ccngateway.monitoring.replay.CompressedClock;
import eu.ccngateway.monitoring.sla.AvailabilityDirectory;
import eu.ccngateway.monitoring.sla.Figure;
import eu.ccngateway.monitoring.sla.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Starts a network with a prober, stops and starts its parts as a plan says, and compares what was measured with what was
 * done. A minute of the drill's clock is one look of the prober.
 */
final class Drill {

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration PROBER_WITHIN = Duration.ofSeconds(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long LOOK_MS = 50;
    private static final int TIMEOUT_PERCENT = 80;

    private final Path directory;
    private final Jvm jvm;
    private final int speed;
    private final Duration interval;
    private final Duration timeout;
    private final Consumer<String> progress;
    private final Clock real = Clock.systemUTC();

    /**
     * A drill to come.
     *
     * @param directory empty
     * @param speed how much faster than real time its clock goes
     */
    Drill(Path directory, Jvm jvm, int speed, Consumer<String> progress) {
        this.directory = directory;
        this.jvm = jvm;
        this.speed = speed;
        this.interval = MINUTE.dividedBy(speed);
        this.timeout = interval.multipliedBy(TIMEOUT_PERCENT).dividedBy(100);
        this.progress = progress;
    }

    /** What came of it. */
    record Outcome(
            DrillPlan plan, CompressedClock clock, Duration interval, List<Finding> findings, List<Total> totals) {

        /** Whether every stretch is right to one look, and nothing was made up. */
        boolean isRight() {
            double look = interval.toMillis() / 1e3;
            return findings.stream().allMatch(it -> it.isWithin(look))
                    && totals.stream().allMatch(it -> it.invented == 0);
        }

        double windowSeconds() {
            return Duration.between(clock.realOf(plan.from()), clock.realOf(plan.until()))
                            .toMillis()
                    / 1e3;
        }
    }

    /**
     * A service over the whole drill.
     *
     * @param real seconds of downtime, also what nobody measured
     * @param invented down minutes without any downtime near
     */
    record Total(Figure figure, double real, long invented) {}

    /** Lives through a plan. */
    Outcome run(DrillPlan plan) throws IOException, FileInvalid, InterruptedException {
        try (DrillNetwork network = DrillNetwork.make(directory, jvm, interval, timeout)) {
            InjectorLog log = new InjectorLog(directory.resolve("injector.csv"), timeout);
            network.component(DrillNetwork.GATEWAY).start();
            Eyes early = new Eyes(network, log, real, (component, at) -> {});
            await("the gateway", network.component(DrillNetwork.GATEWAY), READY_WITHIN, early::isReady);
            network.nodes().keySet().forEach(name -> network.component(name).start());
            await("the applications", network.component(DrillNetwork.GATEWAY), READY_WITHIN, early::isAllUp);
            early.close();
            CompressedClock clock = new CompressedClock(
                    real, real.instant().plus(PROBER_WITHIN).truncatedTo(ChronoUnit.SECONDS), plan.from(), speed);
            AvailabilityDirectory availability = new AvailabilityDirectory(directory.resolve("availability"));
            Calendar calendar = new Calendar(availability, network.services(), clock);
            calendar.announce(plan.outages());
            network.addProber(clock.toString());
            Component prober = network.component(DrillNetwork.PROBER);
            prober.start();
            await("the prober", prober, PROBER_WITHIN, () -> prober.hasSaid("measuring"));
            await("the beginning", prober, PROBER_WITHIN, () -> !clock.instant().isBefore(plan.from()));
            live(plan, clock, network, log, calendar);
            prober.stop(How.STOP);
            prober.close();
            return compare(plan, clock, network, log, availability.records());
        }
    }

    private void live(DrillPlan plan, CompressedClock clock, DrillNetwork network, InjectorLog log, Calendar calendar)
            throws IOException, InterruptedException {
        Injector injector = new Injector(network, log, calendar, real, progress);
        try (Eyes eyes = new Eyes(network, log, real, injector::back)) {
            eyes.open();
            injector.run(plan, clock::realOf);
            TimeUnit.MILLISECONDS.sleep(interval.toMillis());
        }
    }

    private Outcome compare(
            DrillPlan plan, CompressedClock clock, DrillNetwork network, InjectorLog log, Records records) {
        Comparison comparison = new Comparison(
                plan, clock, records.states(), network.services(), log.until(clock.realOf(plan.until())), interval);
        Span span = Span.between(plan.from(), plan.until());
        List<Total> totals = network.services().entrySet().stream()
                .sorted((a, b) -> a.getValue().compareTo(b.getValue()))
                .map(each -> new Total(
                        records.figures().of(each.getValue(), "24x7", "drill", span),
                        comparison.realSeconds(each.getKey()),
                        comparison.invented(each.getKey())))
                .toList();
        return new Outcome(plan, clock, interval, comparison.findings(), totals);
    }

    private static void await(String what, Component needed, Duration atMost, BooleanSupplier isSo)
            throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - end > 0 || !needed.isAlive()) {
                throw new CommandFailed(
                        ExitCode.FAILED,
                        what + " " + (needed.isAlive() ? "did not come within " + atMost : "ended")
                                + " (expected: there by then; what it printed is in " + needed.name()
                                + ".out of the drill's directory, which --keep keeps)");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    /** The moment a drill begins that is about no year: now, by the minute. */
    static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MINUTES);
    }
}
