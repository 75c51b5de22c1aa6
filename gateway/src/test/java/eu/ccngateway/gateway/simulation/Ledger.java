package eu.ccngateway.gateway.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.testkit.Batch;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.protocol.message.HeaderRules;
import eu.ccngateway.protocol.message.WantedReports;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.PutResult;
import eu.ccngateway.protocol.wire.ReportType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must be true of a network, kept beside it: every message with what happened to it as far as its nodes were told. */
final class Ledger {

    /** A message and its life. */
    static final class Entry {
        final RawMessage message;
        final Header header;
        final String sender;
        final Batch batch;
        final int index;
        long acceptance;
        boolean wasSeen;
        boolean mayBeAcknowledged;
        int acknowledged;
        int firstResults;
        final Set<ReportType> reports = new HashSet<>();

        Entry(String sender, Batch batch, int index) {
            this.message = batch.messages().get(index);
            this.header = message.parsed();
            this.sender = sender;
            this.batch = batch;
            this.index = index;
        }

        boolean isAccepted() {
            return acceptance != 0;
        }

        boolean wants(WantedReports report) {
            return report.isIn(header.getReports());
        }
    }

    private record Place(String queue, int priority) {}

    private final Map<ByteString, Entry> entries = new LinkedHashMap<>();
    private final Map<Place, Long> lastFirstSeen = new HashMap<>();

    List<Entry> put(String sender, Batch batch) {
        List<Entry> fresh = new ArrayList<>();
        for (int i = 0; i < batch.messages().size(); i++) {
            Entry entry = new Entry(sender, batch, i);
            entries.put(entry.header.getId(), entry);
            fresh.add(entry);
        }
        return fresh;
    }

    /** A result came: the first acceptance stands for ever. */
    void answered(Entry entry, PutResult result) {
        if (result.getAcceptance() == 0) {
            return;
        }
        if (entry.isAccepted()) {
            assertThat(result.getAcceptance())
                    .as("a second result of a message that was accepted")
                    .isEqualTo(entry.acceptance);
        }
        entry.firstResults += result.getDuplicate() ? 0 : 1;
        assertThat(entry.firstResults)
                .as("results that say it was accepted now")
                .isLessThanOrEqualTo(1);
        entry.acceptance = result.getAcceptance();
    }

    /** A node got a message. */
    Entry seen(Taken taken) {
        Entry entry = entries.get(taken.header().getId());
        assertThat(entry).as("the message that was delivered was put").isNotNull();
        assertThat(taken.message().header()).isEqualTo(entry.message.header());
        assertThat(taken.payload()).isEqualTo(entry.message.payload());
        assertThat(entry.acknowledged)
                .as("deliveries after the acknowledgement was settled, of %s", taken)
                .isZero();
        long acceptance = taken.delivery().getAcceptance();
        if (entry.isAccepted()) {
            assertThat(acceptance).isEqualTo(entry.acceptance);
        }
        entry.acceptance = acceptance;
        if (entry.wasSeen) {
            assertThat(taken.delivery().getRedelivered()).isTrue();
        } else {
            entry.wasSeen = true;
            Place place = new Place(entry.header.getTo(), HeaderRules.priority(entry.header));
            assertThat(acceptance)
                    .as("first deliveries of %s in the order of acceptance", place)
                    .isGreaterThan(lastFirstSeen.getOrDefault(place, 0L));
            lastFirstSeen.put(place, acceptance);
        }
        return entry;
    }

    /** A node got a report. */
    void reported(Taken taken) {
        Header header = taken.header();
        Entry entry = entries.get(header.getReport().getOriginalId());
        assertThat(entry).as("the message that is reported upon was put").isNotNull();
        ReportType type = header.getReport().getType();
        assertThat(header.getTo()).isEqualTo(entry.header.getReplyTo());
        if (entry.isAccepted()) {
            assertThat(header.getReport().getAcceptance()).isEqualTo(entry.acceptance);
        }
        entry.acceptance = header.getReport().getAcceptance();
        if (type == ReportType.COD) {
            assertThat(entry.wants(WantedReports.COD)).isTrue();
            assertThat(entry.mayBeAcknowledged)
                    .as("a CoD of a message that nobody acknowledged")
                    .isTrue();
        } else {
            assertThat(type).isEqualTo(ReportType.COA);
            assertThat(entry.wants(WantedReports.COA)).isTrue();
        }
        entry.reports.add(type);
    }

    Entry entry(Taken taken) {
        return java.util.Objects.requireNonNull(entries.get(taken.header().getId()));
    }

    List<Entry> unaccepted() {
        return entries.values().stream().filter(entry -> !entry.isAccepted()).toList();
    }

    List<Entry> all() {
        return List.copyOf(entries.values());
    }

    /** Nothing is on its way any more: whatever was put was delivered once, and reported as wanted. */
    void checkAllIsDone() {
        for (Entry entry : entries.values()) {
            assertThat(entry.isAccepted()).isTrue();
            assertThat(entry.acknowledged)
                    .as("acknowledgements of %s", entry.header.getTo())
                    .isLessThanOrEqualTo(1);
            assertThat(entry.acknowledged == 1 || entry.mayBeAcknowledged)
                    .as("%016x was delivered", entry.acceptance)
                    .isTrue();
            assertThat(entry.reports.contains(ReportType.COA))
                    .as("CoA of %016x", entry.acceptance)
                    .isEqualTo(entry.wants(WantedReports.COA));
            assertThat(entry.reports.contains(ReportType.COD))
                    .as("CoD of %016x", entry.acceptance)
                    .isEqualTo(entry.wants(WantedReports.COD));
        }
    }
}
