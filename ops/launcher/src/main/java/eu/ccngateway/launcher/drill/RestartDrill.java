package eu.ccngateway.launcher.drill;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.loadtest.process.Jvm;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * Restarts a gateway in order, again and again, while a node keeps putting messages, and measures for each restart how long
 * the node got no acceptance: the drain, the start of the new process and the way back to it are all in it.
 */
final class RestartDrill {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration CALM = Duration.ofSeconds(3);
    private static final long PUT_EVERY_MS = 10;

    private final Path directory;
    private final Jvm jvm;
    private final BiConsumer<Instant, Long> told;
    private final Clock clock = Clock.systemUTC();

    /** @param told of each interruption: when it began, milliseconds */
    RestartDrill(Path directory, Jvm jvm, BiConsumer<Instant, Long> told) {
        this.directory = directory;
        this.jvm = jvm;
        this.told = told;
    }

    /** Milliseconds between two acceptances, the longest since it was last asked. */
    private static final class Gap {

        private final AtomicLong lastNanos = new AtomicLong(System.nanoTime());
        private final AtomicLong longest = new AtomicLong();
        private final List<Throwable> failures = new CopyOnWriteArrayList<>();

        void accepted() {
            long now = System.nanoTime();
            long before = lastNanos.getAndSet(now);
            longest.accumulateAndGet(TimeUnit.NANOSECONDS.toMillis(now - before), Math::max);
        }

        /** How long ago the last one was. */
        Duration since() {
            return Duration.ofNanos(System.nanoTime() - lastNanos.get());
        }
    }

    void run(int restarts) throws IOException, FileInvalid, InterruptedException {
        try (DrillNetwork network = DrillNetwork.make(directory, jvm, LOOK.multipliedBy(10), LOOK.multipliedBy(8))) {
            Component gateway = network.component(DrillNetwork.GATEWAY);
            Eyes eyes =
                    new Eyes(network, new InjectorLog(directory.resolve("injector.csv"), LOOK), clock, (c, at) -> {});
            gateway.start();
            await(gateway, eyes);
            Gap gap = new Gap();
            ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
            try (Node node = Node.connect(NodeConfig.ofNetwork(directory, "NTA.FR"))) {
                sender.scheduleAtFixedRate(() -> put(node, gap), 0, PUT_EVERY_MS, TimeUnit.MILLISECONDS);
                for (int i = 0; i < restarts; i++) {
                    TimeUnit.MILLISECONDS.sleep(CALM.toMillis());
                    restart(gateway, eyes, gap);
                }
                sender.shutdownNow();
                sender.awaitTermination(1, TimeUnit.SECONDS);
            } finally {
                sender.shutdownNow();
                eyes.close();
            }
            if (!gap.failures.isEmpty()) {
                throw new CommandFailed(
                        ExitCode.FAILED,
                        gap.failures.size()
                                + " puts failed (expected: none, as a node waits for a gateway that is restarted): "
                                + gap.failures.get(0));
            }
        }
    }

    private static void put(Node node, Gap gap) {
        node.tryPut(Message.to("CORE-RCT-QUE.NCTS@CUSTTAX.IE")
                        .type("CD001C-MSG.NCTS")
                        .expiresIn(Duration.ofMinutes(1))
                        .payload(new byte[100])
                        .build())
                .ifPresent(put -> put.whenComplete((accepted, failure) -> {
                    if (failure == null) {
                        gap.accepted();
                    } else {
                        gap.failures.add(failure);
                    }
                }));
    }

    private void restart(Component gateway, Eyes eyes, Gap gap) throws InterruptedException {
        gap.longest.set(0);
        Instant at = clock.instant();
        gateway.stop(How.STOP);
        gateway.start();
        await(gateway, eyes);
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (gap.longest.get() < LOOK.toMillis() || gap.since().compareTo(LOOK) > 0) {
            if (System.nanoTime() - end > 0) {
                throw new CommandFailed(
                        ExitCode.FAILED, "no message was accepted within " + READY_WITHIN + " of a restart");
            }
            TimeUnit.MILLISECONDS.sleep(PUT_EVERY_MS);
        }
        told.accept(at, gap.longest.get());
    }

    private static void await(Component gateway, Eyes eyes) throws InterruptedException {
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (!eyes.isReady()) {
            if (System.nanoTime() - end > 0 || !gateway.isAlive()) {
                throw new CommandFailed(ExitCode.FAILED, "the gateway did not come back within " + READY_WITHIN);
            }
            TimeUnit.MILLISECONDS.sleep(PUT_EVERY_MS);
        }
    }
}
