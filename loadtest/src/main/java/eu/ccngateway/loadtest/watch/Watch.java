package eu.ccngateway.loadtest.watch;

import eu.ccngateway.loadtest.account.Account;
import eu.ccngateway.loadtest.account.Stage;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at a run every second, on a thread of its own, and says what it saw. */
public final class Watch implements AutoCloseable {

    private static final double MB = 1e6;
    private static final String GC_SECONDS = "jvm_gc_pause_seconds_sum";

    private final Account account;
    private final Subject subject;
    private final Optional<GcLog> gcLog;
    private final Consumer<Sample> told;
    private final List<Sample> samples = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "watch");
    private final long startedNanos = System.nanoTime();
    private volatile boolean isMeasuring;

    /** How things stood at one moment. */
    private record Look(
            long nanos,
            long sent,
            long delivered,
            Optional<ProcessFigures> generator,
            Optional<ProcessFigures> gateway,
            double generatorGcMs,
            double gatewayGcMs) {}

    public Watch(Account account, Subject subject, Consumer<Sample> told) {
        this.account = account;
        this.subject = subject;
        this.gcLog = subject.gcLog().map(GcLog::new);
        this.told = told;
        thread.setDaemon(true);
    }

    public Watch start() {
        thread.start();
        return this;
    }

    /** Whether the seconds from now on count. */
    public void measuring(boolean is) {
        isMeasuring = is;
    }

    private void run() {
        Look before = look();
        try {
            while (!end.await(1, TimeUnit.SECONDS)) {
                Look now = look();
                Sample sample = between(before, now);
                before = now;
                synchronized (samples) {
                    samples.add(sample);
                }
                told.accept(sample);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Look look() {
        return new Look(
                System.nanoTime(),
                account.sent(),
                account.reached(Stage.DELIVERED),
                ProcessFigures.of(subject.generator()),
                subject.ofGateway(),
                ownGcMs(),
                gatewayGcMs());
    }

    /** From its log where it writes one, else from its meters where they have it. */
    private double gatewayGcMs() {
        return gcLog.map(GcLog::pausesMs)
                .or(() -> subject.meters()
                        .flatMap(meters -> meters.sum(GC_SECONDS))
                        .map(seconds -> seconds * 1000))
                .orElse(-1.0);
    }

    private static double ownGcMs() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToDouble(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private Sample between(Look before, Look now) {
        double seconds = (now.nanos - before.nanos) / 1e9;
        return new Sample(
                (now.nanos - startedNanos) / 1e9,
                isMeasuring,
                (now.sent - before.sent) / seconds,
                (now.delivered - before.delivered) / seconds,
                account.open(),
                account.look(),
                usage(
                        before.generator.orElse(null),
                        now.generator.orElse(null),
                        now.generatorGcMs - before.generatorGcMs,
                        seconds),
                usage(
                        before.gateway.orElse(null),
                        now.gateway.orElse(null),
                        now.gatewayGcMs < 0 ? -1 : now.gatewayGcMs - before.gatewayGcMs,
                        seconds));
    }

    private static Sample.Usage usage(
            @Nullable ProcessFigures before, @Nullable ProcessFigures now, double gcMs, double seconds) {
        if (before == null || now == null) {
            return new Sample.Usage(
                    Sample.Usage.UNKNOWN.cores(),
                    Sample.Usage.UNKNOWN.residentMb(),
                    Sample.Usage.UNKNOWN.writtenMbPerSecond(),
                    gcMs);
        }
        return new Sample.Usage(
                (now.cpuNanos() - before.cpuNanos()) / 1e9 / seconds,
                now.residentBytes() / MB,
                (now.writtenBytes() - before.writtenBytes()) / MB / seconds,
                gcMs);
    }

    public List<Sample> samples() {
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }

    @Override
    public void close() {
        end.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
