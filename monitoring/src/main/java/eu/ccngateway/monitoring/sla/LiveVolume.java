package eu.ccngateway.monitoring.sla;

import eu.ccngateway.gateway.evidence.EvidenceStore;
import eu.ccngateway.gateway.evidence.EvidenceWalk.Position;
import eu.ccngateway.gateway.store.Accepted;
import eu.ccngateway.gateway.store.IssuedReport;
import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.Kind;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.monitoring.meters.Refusal;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.message.ReportRows;
import eu.ccngateway.protocol.wire.Header;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The volume of a running gateway, from its evidence: what is durable there is counted once, whatever ends the process.
 * Every line says up to where in the evidence it counts. A set of lines that was not finished is finished at the next start,
 * from the same stretch of evidence; a stretch that was written is never counted again.
 */
public final class LiveVolume implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveVolume.class);

    /** The application whose messages are the prober's. */
    public static final String PROBE = "PROBE";

    /** Every offset of a time zone is a multiple of it, so that months of any zone can be added up. */
    private static final long QUARTER_S = 15 * 60;

    private static final long END_WITHIN_S = 10;

    private final EvidenceStore evidence;
    private final Ledger counted;
    private final Function<QueueAddress, String> applicationOf;
    private final Set<String> probes;
    private final Supplier<Map<Refusal, Long>> refused;
    private final Clock clock;
    private final Refusals refusals = new Refusals();
    private Instant refusedUpTo;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "volume");
        made.setDaemon(true);
        return made;
    });
    private Position reached = Position.START;

    /**
     * Ready to start.
     *
     * @param counted is closed with this
     * @param probes applications that only carry probes
     * @param refused how many messages were refused since the start
     */
    public LiveVolume(
            EvidenceStore evidence,
            Ledger counted,
            Function<QueueAddress, String> applicationOf,
            Set<String> probes,
            Supplier<Map<Refusal, Long>> refused,
            Clock clock) {
        this.refused = refused;
        this.clock = clock;
        this.refusedUpTo = clock.instant();
        this.evidence = evidence;
        this.counted = counted;
        this.applicationOf = applicationOf;
        this.probes = Set.copyOf(probes);
    }

    /** Counts what was not counted yet, then again and again. */
    public void start(Duration every) {
        thread.scheduleWithFixedDelay(this::countOrSay, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void countOrSay() {
        try {
            count();
        } catch (IOException | RuntimeException e) {
            LOG.error("the volume was not counted, and is with the next attempt: {}", e.toString());
        }
    }

    /** Counts everything that became durable since the last time. */
    synchronized void count() throws IOException {
        if (reached.equals(Position.START)) {
            resume();
        }
        Position now = evidence.synced();
        if (now.compareTo(reached) > 0) {
            count(reached, now, Set.of());
            reached = now;
        }
        Instant at = clock.instant();
        refusals.write(refused.get(), counted, refusedUpTo, at);
        refusedUpTo = at;
        counted.sync();
    }

    /** Finishes what an earlier process had begun to write. */
    private void resume() throws IOException {
        Position last = Position.START;
        Position before = Position.START;
        for (Entry entry : counted.entries()) {
            if (entry.kind() == Kind.COUNTED && !entry.text(Column.ID).isEmpty()) {
                Position to = Position.parse(entry.text(Column.ID));
                if (!to.equals(last)) {
                    before = last;
                    last = to;
                }
            }
        }
        if (!last.equals(Position.START)) {
            Set<String> there = new HashSet<>();
            counted.entries().forEach(entry -> there.add(VolumeCounter.key(entry)));
            count(before, last, there);
            reached = last;
        }
    }

    private void count(Position from, Position to, Set<String> there) throws IOException {
        TreeMap<Instant, VolumeCounter> quarters = new TreeMap<>();
        evidence.walk().walk(from, to, record -> count(record, quarter(quarters, record.getAtMs())));
        for (Instant start : quarters.keySet()) {
            quarters.get(start).write(counted, to.toString(), start, start.plusSeconds(QUARTER_S), there);
        }
        counted.sync();
    }

    private VolumeCounter quarter(TreeMap<Instant, VolumeCounter> quarters, long atMs) {
        Instant start = Instant.ofEpochSecond(Math.floorDiv(atMs, QUARTER_S * 1_000) * QUARTER_S);
        return quarters.computeIfAbsent(start, at -> new VolumeCounter(probes));
    }

    private void count(LedgerRecord record, VolumeCounter counter) throws IOException {
        // How many messages of this record each of its reports tells of; number 0 is that of no report.
        long[] told = new long[record.getReportsCount() + 1];
        for (Accepted accepted : record.getAcceptedList()) {
            Header header = Header.parseFrom(accepted.getHeader());
            long payload = accepted.getPayloadBytes();
            long sealed =
                    payload + accepted.getHeader().size() + accepted.getProof().getSerializedSize();
            counter.accepted(application(header), 1, payload, sealed);
            told[accepted.getCoa()]++;
        }
        record.getEndedList().forEach(ended -> told[ended.getReport()]++);
        for (int number = 1; number < told.length; number++) {
            report(record.getReports(number - 1), told[number], counter);
        }
    }

    /** @param told messages it tells of here; the others, and their share of its bytes, are in another record */
    private void report(IssuedReport report, long told, VolumeCounter counter) throws IOException {
        long messages = Math.max(1, report.getRows().size() / ReportRows.ROW);
        long bytes = (long) report.getHeader().size() + report.getRows().size();
        long sealed = bytes + report.getProof().getSerializedSize();
        counter.reported(
                application(Header.parseFrom(report.getHeader())),
                told,
                bytes * told / messages,
                sealed * told / messages);
    }

    private String application(Header header) {
        return applicationOf.apply(QueueAddress.parse(header.getTo()));
    }

    /** Counts what is left, and lets go of the file. */
    @Override
    public void close() throws IOException {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(END_WITHIN_S, TimeUnit.SECONDS)) {
                LOG.warn("the volume is still being counted; what is left is counted at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            count();
        } finally {
            counted.close();
        }
    }
}
