package eu.ccngateway.monitoring.meters;

import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.ReportType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Counts the gateway's events. Labels are domains, codes and the like: things of which there are few and which no peer can
 * invent, since only what passed its certificate gets here. A counter is looked up by what the event carries anyway;
 * nothing is made for a message.
 */
final class MicrometerObserver implements ExchangeObserver {

    private final Clock clock;
    private final RecentRefusals refusals;
    private final Map<NodeId, Long> clocksAheadMs = new ConcurrentHashMap<>();
    private final Map<NodeId, Long> lastSeenMs = new ConcurrentHashMap<>();
    private final Map<String, Boolean> reloads = new ConcurrentHashMap<>();
    private volatile Function<QueueAddress, Optional<String>> applications = queue -> Optional.empty();

    private record Called(String application, boolean isAnswered) {}

    private record Reloaded(String what, boolean isSuccess) {}

    private final Instruments.Each<String, SenderCounts> senders;
    private final Instruments.Each<QueueAddress, QueueCounts> queues;
    private final Instruments.Each<ReportType, Counter> reported;
    private final Instruments.Each<String, Counter> handshakes;
    private final Instruments.Each<RefusalCode, Counter> sessionsEnded;
    private final Instruments.Each<Called, Counter> called;
    private final Instruments.Each<Reloaded, Counter> reloaded;
    private final Instruments.Each<Flush, Counter> flushed;
    private final Counter sessionsClosed;
    private final Counter commitsFailed;
    private final Timer putToCoa;
    private final Timer verify;
    private final Timer seal;
    private final Timer store;
    private final Timer call;
    private final DistributionSummary commitMessages;

    MicrometerObserver(MeterRegistry registry, Clock clock, RecentRefusals refusals) {
        this.clock = clock;
        this.refusals = refusals;
        Instruments instruments = new Instruments(registry);
        senders = new Instruments.Each<>(domain -> new SenderCounts(instruments, domain));
        queues = new Instruments.Each<>(queue -> queueCounts(instruments, queue));
        reported = new Instruments.Each<>(type -> instruments.counter(Meter.REPORTS_ISSUED, word(type)));
        handshakes = new Instruments.Each<>(result -> instruments.counter(Meter.HANDSHAKES, result));
        sessionsEnded = new Instruments.Each<>(code -> instruments.counter(Meter.SESSIONS_ENDED, code.name()));
        called = new Instruments.Each<>(
                key -> instruments.counter(Meter.CALLS, key.application, String.valueOf(key.isAnswered)));
        reloaded = new Instruments.Each<>(
                key -> instruments.counter(Meter.RELOADS, key.what, String.valueOf(key.isSuccess)));
        flushed = new Instruments.Each<>(reason -> instruments.counter(Meter.FLUSHES, word(reason)));
        sessionsClosed = instruments.counter(Meter.SESSIONS_CLOSED);
        commitsFailed = instruments.counter(Meter.COMMITS_FAILED);
        putToCoa = instruments.work(Meter.PUT_TO_COA);
        verify = instruments.work(Meter.VERIFY);
        seal = instruments.work(Meter.SEAL);
        store = instruments.work(Meter.STORE);
        call = instruments.work(Meter.CALL);
        commitMessages = instruments.sizes(Meter.COMMIT_MESSAGES);
        showZeros();
    }

    /** What has not happened yet is 0, so that its first time is seen as a change. */
    private void showZeros() {
        handshakes.of("admitted");
        handshakes.of("tls_failed");
        for (ReportType type :
                new ReportType[] {ReportType.COA, ReportType.COD, ReportType.EXCEPTION, ReportType.EXPIRATION}) {
            reported.of(type);
        }
        for (Flush reason : Flush.values()) {
            flushed.of(reason);
        }
        for (String what : new String[] {"network", "trust"}) {
            reloaded.of(new Reloaded(what, true));
            reloaded.of(new Reloaded(what, false));
            reloads.put(what, true);
        }
    }

    private QueueCounts queueCounts(Instruments instruments, QueueAddress queue) {
        String application = applicationOf(queue);
        return new QueueCounts(
                instruments,
                queue,
                application,
                instruments.wait(Meter.PUT_TO_COD, application),
                instruments.wait(Meter.DELIVER, application));
    }

    /** @param resolver the application of a queue of the network */
    void resolve(Function<QueueAddress, Optional<String>> resolver) {
        applications = resolver;
    }

    private String applicationOf(QueueAddress queue) {
        return applications.apply(queue).orElse(MeterLabel.NONE);
    }

    QueueCounts queue(QueueAddress queue) {
        return queues.of(queue);
    }

    SenderCounts sender(String domain) {
        return senders.of(domain);
    }

    Map<QueueAddress, QueueCounts> allQueues() {
        return queues.all();
    }

    Map<String, SenderCounts> allSenders() {
        return senders.all();
    }

    long clockAheadMs(NodeId node) {
        return clocksAheadMs.getOrDefault(node, 0L);
    }

    /** When a session of this node ended last. */
    Optional<Long> lastSeenMs(NodeId node) {
        return Optional.ofNullable(lastSeenMs.get(node));
    }

    Map<String, Boolean> lastReloads() {
        return Map.copyOf(reloads);
    }

    Timer putToCoa() {
        return putToCoa;
    }

    @Override
    public void sessionOpened(NodeId node) {
        handshakes.of("admitted").increment();
    }

    @Override
    public void sessionClosed(NodeId node) {
        lastSeenMs.put(node, clock.millis());
        sessionsClosed.increment();
    }

    @Override
    public void connectionRefused(RefusalCode code) {
        handshakes.of(code.name()).increment();
    }

    @Override
    public void handshakeFailed() {
        handshakes.of("tls_failed").increment();
    }

    @Override
    public void clockHeard(NodeId node, long aheadMs) {
        clocksAheadMs.put(node, aheadMs);
    }

    @Override
    public void sessionRefused(NodeId node, RefusalCode code) {
        sessionsEnded.of(code).increment();
    }

    @Override
    public void received(NodeId sender, int messages, long payloadBytes) {
        senders.of(sender.domain()).received(messages, payloadBytes);
    }

    @Override
    public void refused(NodeId sender, String to, RefusedException refusal) {
        senders.of(sender.domain()).refused(applicationOf(to), refusal.code());
        refusals.add(clock.millis(), sender.toString(), to, refusal);
    }

    private String applicationOf(String to) {
        if (to.isEmpty()) {
            return MeterLabel.NONE;
        }
        try {
            return applicationOf(QueueAddress.parse(to));
        } catch (IllegalArgumentException e) {
            return MeterLabel.NONE;
        }
    }

    @Override
    public void answeredAgain(NodeId sender) {
        senders.of(sender.domain()).answeredAgain();
    }

    @Override
    public void outcomeUnknown(NodeId sender) {
        senders.of(sender.domain()).outcomeUnknown();
    }

    @Override
    public void verified(long micros) {
        verify.record(micros, TimeUnit.MICROSECONDS);
    }

    @Override
    public void stored(NodeId sender, QueueAddress queue, int messages, long payloadBytes, long nanosSinceReceived) {
        QueueCounts counts = queues.of(queue);
        counts.messages().add(clock.millis(), messages);
        senders.of(sender.domain()).stored(counts.application(), messages, payloadBytes);
        putToCoa.record(nanosSinceReceived, TimeUnit.NANOSECONDS);
    }

    @Override
    public void ended(QueueAddress queue, End end, int code, long msSinceAccepted) {
        queues.of(queue).ended(end, code, clock.millis(), msSinceAccepted);
    }

    @Override
    public void reported(ReportType type, int count) {
        reported.of(type).increment(count);
    }

    @Override
    public void reportsQueued(QueueAddress queue, int count) {
        queues.of(queue).reports().add(clock.millis(), count);
    }

    @Override
    public void reportsEnded(QueueAddress queue, int count, long msSinceIssued) {
        queues.of(queue).reports().remove(clock.millis() - msSinceIssued, count);
    }

    @Override
    public void restored(QueueAddress queue, long messages, long oldestMs) {
        queues.of(queue).messages().add(clock.millis() - oldestMs, messages);
    }

    @Override
    public void flushed(Flush reason) {
        flushed.of(reason).increment();
    }

    @Override
    public void committed(int messages, int reports, long sealNanos, long commitNanos) {
        commitMessages.record(messages);
        seal.record(sealNanos, TimeUnit.NANOSECONDS);
        store.record(commitNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void commitFailed() {
        commitsFailed.increment();
    }

    @Override
    public void delivered(QueueAddress queue, int messages, boolean redelivered, long acceptedAtMs) {
        queues.of(queue).handedOver(messages, redelivered, clock.millis() - acceptedAtMs);
    }

    @Override
    public void called(QueueAddress queue, boolean answered, long nanos) {
        called.of(new Called(queues.of(queue).application(), answered)).increment();
        call.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void reloaded(String what, boolean success) {
        reloaded.of(new Reloaded(what, success)).increment();
        reloads.put(what, success);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
