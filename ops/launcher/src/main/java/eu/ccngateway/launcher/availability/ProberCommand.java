package eu.ccngateway.launcher.availability;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.network.SecondsConverter;
import eu.ccngateway.monitoring.availability.Prober;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.availability.Tracker;
import eu.ccngateway.monitoring.replay.CompressedClock;
import eu.ccngateway.monitoring.sla.AvailabilityDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn prober}. */
@Command(
        name = "prober",
        description = {
            "Measures availability in a process of its own, so that a dead gateway is measured by somebody: messages of its own",
            "that go the whole way, sessions, and messages that nobody takes. Keeps a log of its own in the availability",
            "directory; minutes in which it did not run are unknown. Writes services.yaml and probes.yaml to start from where",
            "there are none. Ends on SIGTERM and Ctrl-C."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn prober",
            "  ./ccn prober --network /srv/ccn --availability /var/lib/ccn/availability"
        })
public final class ProberCommand implements Callable<Integer> {

    @Mixin
    private AvailabilityOption availability = new AvailabilityOption();

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = SecondsConverter.class,
            description = "Ends after so long: 30 s, 5 min, 24 h. Default: never.")
    private @Nullable Duration duration;

    @Option(
            names = "--clock",
            paramLabel = "CLOCK",
            hidden = true,
            description = "A clock that goes faster, for drills: REAL=SHOWN*SPEED.")
    private @Nullable String clockText;

    private final Console console;

    public ProberCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, FileInvalid, InterruptedException {
        Clock clock = clockText == null ? Clock.systemUTC() : CompressedClock.parse(clockText, Clock.systemUTC());
        int speed = clock instanceof CompressedClock compressed ? compressed.speed() : 1;
        AvailabilityDirectory directory = availability.directory();
        if (!Files.exists(directory.root().resolve(AvailabilityDirectory.SERVICES))) {
            StartingFiles.write(directory.root(), availability.network().read());
            console.note("ccn: " + directory.root() + ": wrote services.yaml and probes.yaml to start from");
        }
        Services services = directory.services();
        ProbeFile file = ProbeFile.read(directory.root().resolve(ProbeFile.NAME));
        check(file, services, directory.root());
        AvailabilityDirectory.Opened opened = directory.openTracker(services, clock);
        opened.repair().ifPresent(text -> console.note("ccn: " + text));
        CountDownLatch stopping = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            stopping.countDown();
            await(stopped);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        long number = Clock.systemUTC().millis();
        try (Tracker tracker = opened.tracker();
                LiveProbes probes = new LiveProbes(services.clocks(), file, availability.network(), number)) {
            // A process that has only just begun is slow itself: its first look is not believed, whatever it sees.
            probes.look(clock.instant());
            console.note("ccn: measuring " + services.clocks().size() + " services every "
                    + file.interval().toMillis() + " ms");
            Prober prober = new Prober(services.clocks(), probes, tracker, services.partialFrom());
            Instant end = duration == null ? Instant.MAX : clock.instant().plus(duration.multipliedBy(speed));
            measure(prober, tracker, new Rounds(clock, speed, file.interval().multipliedBy(speed), end, stopping));
        } finally {
            stopped.countDown();
            forget(hook);
        }
        return ExitCode.OK.number();
    }

    /** When to look: at whole multiples of the interval, until it is time to end or somebody wants it to stop. */
    private record Rounds(Clock clock, int speed, Duration interval, Instant end, CountDownLatch stopping) {

        /** Waits for the next round; false when there is none. */
        boolean awaitNext() throws InterruptedException {
            Instant now = clock.instant();
            long step = interval.toMillis();
            Instant next = now.plusMillis(step - Math.floorMod(now.toEpochMilli(), step));
            Instant until = next.isBefore(end) ? next : end;
            Duration left = Duration.between(now, until).dividedBy(speed);
            boolean isStopped = stopping.await(left.toNanos() + 1, TimeUnit.NANOSECONDS);
            return !isStopped && clock.instant().isBefore(end);
        }
    }

    private static void measure(Prober prober, Tracker tracker, Rounds rounds)
            throws IOException, InterruptedException {
        do {
            prober.tick(rounds.clock.instant());
            tracker.sync();
        } while (rounds.awaitNext());
        prober.finish();
        tracker.sync();
    }

    private static void check(ProbeFile file, Services services, Path root) {
        for (String service : file.paths().keySet()) {
            checkClock(service, services, root);
        }
        for (String service : file.signals().keySet()) {
            checkClock(service, services, root);
        }
    }

    private static void checkClock(String service, Services services, Path root) {
        if (!services.clocks().contains(service)) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    root.resolve(ProbeFile.NAME) + ": probes." + service
                            + " (expected: a service of services.yaml that is no group)");
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // The process is ending already, and the hook is running.
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
