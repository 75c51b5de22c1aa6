package eu.ccngateway.monitoring.meters;

import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.ReportType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Counts the gateway's events. Labels are domains, codes and the like: things of which there are few and which no peer can
 * invent, since only what passed its certificate gets here.
 */
public final class MicrometerObserver implements ExchangeObserver {

    private static final String[] NO_LABELS = {};
    private static final Duration[] BUCKETS = IntStream.of(
                    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private record DomainCode(String domain, RefusalCode code) {}

    private record DomainEnd(String domain, End end) {}

    private record Handover(String domain, boolean isRedelivered) {}

    private record Reloaded(String what, boolean isSuccess) {}

    private final LabelledCounters<String> received;
    private final LabelledCounters<String> receivedBytes;
    private final LabelledCounters<DomainCode> refused;
    private final LabelledCounters<String> answeredAgain;
    private final LabelledCounters<String> stored;
    private final LabelledCounters<DomainEnd> ended;
    private final LabelledCounters<Handover> delivered;
    private final LabelledCounters<ReportType> reported;
    private final LabelledCounters<RefusalCode> connectionsRefused;
    private final LabelledCounters<RefusalCode> sessionsEnded;
    private final LabelledCounters<Boolean> called;
    private final LabelledCounters<Reloaded> reloaded;
    private final Counter sessionsOpened;
    private final Counter sessionsClosed;
    private final Counter commitsFailed;
    private final Timer put;
    private final Timer queued;
    private final Timer seal;
    private final Timer commit;
    private final Timer call;
    private final DistributionSummary commitMessages;

    public MicrometerObserver(MeterRegistry registry) {
        received = byDomain(registry, "ccn.messages.received", "Messages that came, by the sender's domain");
        receivedBytes = byDomain(registry, "ccn.messages.received.bytes", "Their payloads, in bytes");
        answeredAgain =
                byDomain(registry, "ccn.messages.answered.again", "Duplicates that got their first result again");
        stored = byDomain(registry, "ccn.messages.stored", "Messages made durable, by the sender's domain");
        refused = new LabelledCounters<>(
                registry, "ccn.messages.refused", "Messages refused, by the sender's domain", key ->
                        new String[] {"domain", key.domain, "code", key.code.name()});
        ended = new LabelledCounters<>(
                registry, "ccn.messages.ended", "Messages that left their queue, by its domain", key ->
                        new String[] {"domain", key.domain, "end", word(key.end)});
        delivered = new LabelledCounters<>(
                registry, "ccn.messages.delivered", "Messages handed to nodes, by the queue's domain", key ->
                        new String[] {"domain", key.domain, "redelivered", String.valueOf(key.isRedelivered)});
        reported = new LabelledCounters<>(registry, "ccn.reports.issued", "Reports sealed and stored", type ->
                new String[] {"type", type.name()});
        connectionsRefused = byCode(registry, "ccn.connections.refused", "Connections that got no session");
        sessionsEnded = byCode(registry, "ccn.sessions.ended", "Sessions that the gateway ended");
        called = new LabelledCounters<>(
                registry, "ccn.calls", "Synchronous calls", answered -> new String[] {"answered", answered.toString()});
        reloaded = new LabelledCounters<>(registry, "ccn.reloads", "Files read again while running", key ->
                new String[] {"what", key.what, "success", String.valueOf(key.isSuccess)});
        sessionsOpened = counter(registry, "ccn.sessions.opened", "Sessions that began");
        sessionsClosed = counter(registry, "ccn.sessions.closed", "Sessions that are over");
        commitsFailed = counter(registry, "ccn.commits.failed", "Units of work the store did not take");
        put = timer(registry, "ccn.put.duration", "From the last byte of a message to its durability");
        queued = timer(registry, "ccn.queued.duration", "From acceptance to the end of a message");
        seal = timer(registry, "ccn.seal.duration", "Sealing the reports of one unit of work");
        commit = timer(registry, "ccn.commit.duration", "Making one unit of work durable");
        call = timer(registry, "ccn.call.duration", "From a call to its answer");
        commitMessages = DistributionSummary.builder("ccn.commit.messages")
                .description("Messages in one unit of work")
                .register(registry);
    }

    @Override
    public void sessionOpened(NodeId node) {
        sessionsOpened.increment();
    }

    @Override
    public void sessionClosed(NodeId node) {
        sessionsClosed.increment();
    }

    @Override
    public void connectionRefused(RefusalCode code) {
        connectionsRefused.add(code, 1);
    }

    @Override
    public void sessionRefused(NodeId node, RefusalCode code) {
        sessionsEnded.add(code, 1);
    }

    @Override
    public void received(NodeId sender, int messages, long payloadBytes) {
        received.add(sender.domain(), messages);
        receivedBytes.add(sender.domain(), (double) payloadBytes);
    }

    @Override
    public void refused(NodeId sender, RefusalCode code) {
        refused.add(new DomainCode(sender.domain(), code), 1);
    }

    @Override
    public void answeredAgain(NodeId sender) {
        answeredAgain.add(sender.domain(), 1);
    }

    @Override
    public void stored(NodeId sender, QueueAddress queue, int messages, long payloadBytes, long nanosSinceReceived) {
        stored.add(sender.domain(), messages);
        put.record(nanosSinceReceived, TimeUnit.NANOSECONDS);
    }

    @Override
    public void ended(QueueAddress queue, End end, long msSinceAccepted) {
        ended.add(new DomainEnd(queue.gatewayName(), end), 1);
        queued.record(msSinceAccepted, TimeUnit.MILLISECONDS);
    }

    @Override
    public void reported(ReportType type) {
        reported.add(type, 1);
    }

    @Override
    public void committed(int messages, int reports, long sealNanos, long commitNanos) {
        commitMessages.record(messages);
        seal.record(sealNanos, TimeUnit.NANOSECONDS);
        commit.record(commitNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void commitFailed() {
        commitsFailed.increment();
    }

    @Override
    public void delivered(QueueAddress queue, int messages, boolean redelivered) {
        delivered.add(new Handover(queue.gatewayName(), redelivered), messages);
    }

    @Override
    public void called(QueueAddress queue, boolean answered, long nanos) {
        called.add(answered, 1);
        call.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void reloaded(String what, boolean success) {
        reloaded.add(new Reloaded(what, success), 1);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static LabelledCounters<String> byDomain(MeterRegistry registry, String name, String description) {
        return new LabelledCounters<>(registry, name, description, domain -> new String[] {"domain", domain});
    }

    private static LabelledCounters<RefusalCode> byCode(MeterRegistry registry, String name, String description) {
        return new LabelledCounters<>(registry, name, description, code -> new String[] {"code", code.name()});
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).tags(NO_LABELS).register(registry);
    }

    private static Timer timer(MeterRegistry registry, String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
