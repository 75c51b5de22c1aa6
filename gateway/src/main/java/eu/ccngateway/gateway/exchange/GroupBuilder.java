package eu.ccngateway.gateway.exchange;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.gateway.network.QueueSpec;
import eu.ccngateway.gateway.parcel.Parcel;
import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.gateway.queue.UnitOfWork;
import eu.ccngateway.gateway.report.ReportIssuer;
import eu.ccngateway.gateway.report.ReportSheet;
import eu.ccngateway.gateway.store.Accepted;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.gateway.store.Ended;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.message.WantedReports;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.ReportType;
import io.netty.buffer.ByteBufUtil;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Turns what waits into one unit of work: reports are written and sealed first, since they are part of it; then messages
 * and reports are laid out as parcels, the ledger is written, and what leaves is removed.
 *
 * <p>Confined to the committer's thread.
 */
public final class GroupBuilder {

    private final ReportIssuer reports;
    private final ParcelLayout layout;
    private final AcceptanceIds ids;
    private final ProgressBook progress;
    private final Supplier<NetworkPolicy> network;
    private final Surroundings surroundings;

    /** Clock, CRLs in force, and whether payloads are archived. */
    public record Surroundings(Clock clock, Supplier<List<ByteString>> crls, Supplier<Boolean> isArchiving) {}

    GroupBuilder(
            ReportIssuer reports,
            ParcelLayout layout,
            AcceptanceIds ids,
            ProgressBook progress,
            Supplier<NetworkPolicy> network,
            Surroundings surroundings) {
        this.reports = reports;
        this.layout = layout;
        this.ids = ids;
        this.progress = progress;
        this.network = network;
        this.surroundings = surroundings;
    }

    Group build(List<Routed> puts, List<Group.EndRequest> ends) {
        long startedNanos = System.nanoTime();
        long nowMs = surroundings.clock().millis();
        ReportSheet sheet = reports.sheet();
        List<Group.StoreRequest> stores =
                puts.stream().map(put -> place(put, nowMs, sheet)).toList();
        List<Group.Leaving> leaving = leave(ends, nowMs, sheet);
        sheet.seal();
        long sealNanos = System.nanoTime() - startedNanos;

        List<UnitOfWork.Append> appends = new ArrayList<>();
        stores.forEach(store -> appends.addAll(layout.messages(store, nowMs)));
        leaving.forEach(message -> layout.moved(message, nowMs).ifPresent(appends::addAll));
        appends.addAll(layout.reports(sheet, nowMs));
        appends.addAll(ledger(stores, leaving, sheet, nowMs));
        List<Group.ParcelChange> changes = changes(leaving);
        List<TakenEntry> removals = new ArrayList<>();
        for (Group.ParcelChange change : changes) {
            removals.addAll(progress.collect(change.parcel().id()));
            if (change.isFinished()) {
                removals.addAll(change.parcel().entries());
            } else {
                appends.add(progress.write(ids.next(1), change));
            }
        }
        removals.addAll(progress.collectObsolete());
        Group.Timing timing =
                new Group.Timing(startedNanos, sealNanos, count(stores), countReports(stores, leaving), leaving);
        return new Group(new UnitOfWork(ids.next(1), appends, removals), stores, ends, changes, timing);
    }

    private Group.StoreRequest place(Routed put, long nowMs, ReportSheet sheet) {
        long acceptance = ids.next(put.messages().size());
        ReportIssuer.Event arrival = ReportIssuer.Event.arrival(nowMs);
        List<Group.Placed> placed = new ArrayList<>(put.messages().size());
        for (Authorised.Message message : put.messages()) {
            Header header = message.verified().header();
            int line = -1;
            if (message.reportsTo().isPresent() && WantedReports.COA.isIn(header.getReports())) {
                ReportIssuer.Original original =
                        new ReportIssuer.Original(header, message.verified().leaf(), acceptance);
                line = sheet.add(message.reportsTo().get().address(), original, arrival);
            }
            int payloadLength = message.verified().item().payload().readableBytes();
            placed.add(new Group.Placed(message, new Stored(acceptance, nowMs), payloadLength, line));
            acceptance++;
        }
        return new Group.StoreRequest(put, placed);
    }

    private List<Group.Leaving> leave(List<Group.EndRequest> ends, long nowMs, ReportSheet sheet) {
        NetworkPolicy policy = network.get();
        Map<String, Optional<QueueSpec>> replyQueues = new HashMap<>();
        List<Group.Leaving> leaving = new ArrayList<>();
        for (Group.EndRequest end : ends) {
            for (Ending ending : end.endings()) {
                leaving.add(leave(
                        ending,
                        nowMs,
                        sheet,
                        replyTo -> replyQueues.computeIfAbsent(
                                replyTo, fresh -> policy.queue(QueueAddress.parse(fresh)))));
            }
        }
        return leaving;
    }

    private Group.Leaving leave(
            Ending ending, long nowMs, ReportSheet sheet, Function<String, Optional<QueueSpec>> queues) {
        Parcel parcel = ending.parcel();
        if (parcel.head().getIsReports()) {
            return new Group.Leaving(ending, Header.getDefaultInstance(), Optional.empty(), Optional.empty(), -1);
        }
        Header header = header(parcel, ending.index());
        Optional<ReportType> type = reportOf(ending.end(), header);
        Optional<QueueSpec> replyTo =
                header.getReplyTo().isEmpty() ? Optional.empty() : queues.apply(header.getReplyTo());
        int line = -1;
        if (type.isPresent() && replyTo.isPresent()) {
            ReportIssuer.Original original = new ReportIssuer.Original(
                    header, parcel.stamp(ending.index()).getLeaf().toByteArray(), parcel.acceptance(ending.index()));
            line = sheet.add(
                    replyTo.get().address(),
                    original,
                    new ReportIssuer.Event(type.get(), nowMs, ending.code(), ending.reason(), ending.by()));
        }
        return new Group.Leaving(ending, header, replyTo, type, line);
    }

    private static Optional<ReportType> reportOf(End end, Header header) {
        if (header.getReplyTo().isEmpty()) {
            return Optional.empty();
        }
        return switch (end) {
            case DELIVERED -> wanted(header, WantedReports.COD, ReportType.COD);
            case EXPIRED -> wanted(header, WantedReports.EXPIRATION, ReportType.EXPIRATION);
            case DEAD_LETTERED, PURGED -> wanted(header, WantedReports.EXCEPTION, ReportType.EXCEPTION);
            default -> Optional.empty();
        };
    }

    private static Optional<ReportType> wanted(Header header, WantedReports report, ReportType type) {
        return report.isIn(header.getReports()) ? Optional.of(type) : Optional.empty();
    }

    private static Header header(Parcel parcel, int index) {
        try {
            return Header.parseFrom(ByteBufUtil.getBytes(parcel.header(index)));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(parcel + " holds a header that was verified once and is broken now", e);
        }
    }

    private List<UnitOfWork.Append> ledger(
            List<Group.StoreRequest> stores, List<Group.Leaving> leaving, ReportSheet sheet, long nowMs) {
        LedgerPages pages = new LedgerPages(ids, nowMs, surroundings.crls().get(), sheet);
        boolean isArchiving = surroundings.isArchiving().get();
        for (Group.StoreRequest store : stores) {
            for (Group.Placed placed : store.placed()) {
                pages.accepted(store.routed().verified().seal(), accepted(placed), placed.coaLine());
                if (isArchiving) {
                    pages.archive(
                            placed.stored().acceptance(),
                            placed.message().verified().item().payload());
                }
            }
        }
        for (Group.Leaving message : leaving) {
            if (!message.ending().parcel().head().getIsReports()) {
                pages.ended(ended(message, nowMs), message.line());
            }
        }
        return pages.entries();
    }

    private static Accepted.Builder accepted(Group.Placed placed) {
        Verified.Message message = placed.message().verified();
        return Accepted.newBuilder()
                .setAcceptance(placed.stored().acceptance())
                .setProof(message.proof())
                .setHeader(UnsafeByteOperations.unsafeWrap(message.sealed().header()))
                .setPayloadSha256(
                        UnsafeByteOperations.unsafeWrap(message.sealed().payloadSha256()))
                .setLeaf(UnsafeByteOperations.unsafeWrap(message.leaf()))
                .setPayloadBytes(placed.payloadLength());
    }

    private static Ended.Builder ended(Group.Leaving message, long nowMs) {
        Ending ending = message.ending();
        return Ended.newBuilder()
                .setAcceptance(ending.parcel().acceptance(ending.index()))
                .setEnd(ending.end())
                .setAtMs(nowMs)
                .setBy(ending.by())
                .setCode(ending.code())
                .setReason(ending.reason());
    }

    private List<Group.ParcelChange> changes(List<Group.Leaving> leaving) {
        Map<Long, Group.ParcelChange> changes = new LinkedHashMap<>();
        for (Group.Leaving message : leaving) {
            Parcel parcel = message.ending().parcel();
            Group.ParcelChange change = changes.get(parcel.id());
            if (change == null || change.parcel() != parcel) {
                change = change(parcel, Optional.ofNullable(change));
                changes.put(parcel.id(), change);
            }
            change.gone().set(message.ending().index());
        }
        return List.copyOf(changes.values());
    }

    /** Of a parcel that was taken again, the later one holds the entries. */
    private Group.ParcelChange change(Parcel parcel, Optional<Group.ParcelChange> earlier) {
        return earlier.map(old -> new Group.ParcelChange(parcel, old.gone(), old.version()))
                .orElseGet(() ->
                        new Group.ParcelChange(parcel, progress.goneOf(parcel), progress.version(parcel.id()) + 1));
    }

    private static int count(List<Group.StoreRequest> stores) {
        return stores.stream().mapToInt(store -> store.placed().size()).sum();
    }

    private static Map<ReportType, Integer> countReports(List<Group.StoreRequest> stores, List<Group.Leaving> leaving) {
        Map<ReportType, Integer> counts = new EnumMap<>(ReportType.class);
        stores.forEach(store -> store.placed().stream()
                .filter(placed -> placed.coaLine() >= 0)
                .forEach(placed -> counts.merge(ReportType.COA, 1, Integer::sum)));
        leaving.stream()
                .filter(message -> message.line() >= 0)
                .forEach(message -> counts.merge(message.type().orElseThrow(), 1, Integer::sum));
        return counts;
    }
}
