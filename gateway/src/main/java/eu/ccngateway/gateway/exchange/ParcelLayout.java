package eu.ccngateway.gateway.exchange;

import com.google.protobuf.UnsafeByteOperations;
import eu.ccngateway.gateway.parcel.Parcel;
import eu.ccngateway.gateway.parcel.ParcelWriter;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.UnitOfWork;
import eu.ccngateway.gateway.report.ReportSheet;
import eu.ccngateway.gateway.store.DeadLetter;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.gateway.store.ParcelHead;
import eu.ccngateway.gateway.store.Stamp;
import eu.ccngateway.gateway.store.Trail;
import eu.ccngateway.protocol.message.HeaderRules;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Seal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lays messages and reports out as parcels: what goes together to one queue is one entry. */
final class ParcelLayout {

    /** Parcels end here, so that a get of few messages does not hold a megabyte for long. */
    private static final int PARCEL_BYTES = 1024 * 1024;

    /** Reports in one parcel. */
    private static final int REPORTS_MAX = 512;

    private static final int REPORT_PRIORITY = 5;

    private final ParcelWriter writer;
    private final AcceptanceIds ids;

    ParcelLayout(ParcelWriter writer, AcceptanceIds ids) {
        this.writer = writer;
        this.ids = ids;
    }

    private record Key(QueueAddress queue, int priority, long expiresMs) {}

    /** The messages of one put, in their order within each queue. */
    List<UnitOfWork.Append> messages(Group.StoreRequest store, long nowMs) {
        Map<Key, List<Group.Placed>> together = new LinkedHashMap<>();
        for (Group.Placed placed : store.placed()) {
            Header header = placed.message().verified().header();
            Key key = new Key(placed.message().queue().address(), HeaderRules.priority(header), header.getExpiresMs());
            together.computeIfAbsent(key, fresh -> new ArrayList<>()).add(placed);
        }
        List<UnitOfWork.Append> appends = new ArrayList<>();
        together.forEach((key, all) ->
                split(all).forEach(part -> appends.addAll(parcel(key, part, store.routed(), nowMs))));
        return appends;
    }

    private static List<List<Group.Placed>> split(List<Group.Placed> all) {
        List<List<Group.Placed>> parts = new ArrayList<>();
        long bytes = 0;
        int from = 0;
        for (int i = 0; i < all.size(); i++) {
            int item = all.get(i).message().verified().item().whole().readableBytes();
            if (i > from && bytes + item > PARCEL_BYTES) {
                parts.add(all.subList(from, i));
                from = i;
                bytes = 0;
            }
            bytes += item;
        }
        parts.add(all.subList(from, all.size()));
        return parts;
    }

    private static long bytes(List<Group.Placed> placed) {
        long bytes = 0;
        for (Group.Placed one : placed) {
            bytes += one.message().verified().item().whole().readableBytes();
        }
        return bytes;
    }

    private List<UnitOfWork.Append> parcel(Key key, List<Group.Placed> placed, Routed routed, long nowMs) {
        ParcelHead.Builder head = head(key, nowMs, bytes(placed))
                .setSeal(routed.verified().seal())
                .setTrail(trail(routed, nowMs));
        List<ByteBuf> items = new ArrayList<>(placed.size());
        for (Group.Placed one : placed) {
            Verified.Message message = one.message().verified();
            head.addStamps(Stamp.newBuilder()
                    .setAcceptance(one.stored().acceptance())
                    .setProof(message.proof())
                    .setLeaf(UnsafeByteOperations.unsafeWrap(message.leaf())));
            items.add(message.item().whole());
        }
        return appends(StorageQueue.of(key.queue, key.priority), head, items);
    }

    private static Trail trail(Routed routed, long nowMs) {
        return Trail.newBuilder()
                .setReceivedMs(routed.answer().receivedMs())
                .setVerifiedUs(routed.times().verifiedUs())
                .setAuthorisedUs(routed.times().authorisedUs())
                .setRoutedUs(routed.times().routedUs())
                .setSealedUs((int) ((nowMs - routed.answer().receivedMs()) * 1000))
                .build();
    }

    /** The sheet's reports, together by the queue they go to. */
    List<UnitOfWork.Append> reports(ReportSheet sheet, long nowMs) {
        Map<QueueAddress, List<ReportSheet.Line>> together = new LinkedHashMap<>();
        for (ReportSheet.Line line : sheet.lines()) {
            together.computeIfAbsent(line.queue(), queue -> new ArrayList<>()).add(line);
        }
        List<UnitOfWork.Append> appends = new ArrayList<>();
        together.forEach((queue, lines) -> {
            int from = 0;
            int messages = 0;
            for (int to = 0; to < lines.size(); to++) {
                messages += lines.get(to).size();
                if (to + 1 == lines.size() || messages + lines.get(to + 1).size() > REPORTS_MAX) {
                    appends.addAll(reports(sheet.sealed(), queue, lines.subList(from, to + 1), nowMs));
                    from = to + 1;
                    messages = 0;
                }
            }
        });
        return appends;
    }

    private List<UnitOfWork.Append> reports(Seal seal, QueueAddress queue, List<ReportSheet.Line> lines, long nowMs) {
        ParcelHead.Builder head =
                head(new Key(queue, REPORT_PRIORITY, 0), nowMs, 0).setSeal(seal).setIsReports(true);
        ByteBuf items = Unpooled.buffer();
        for (ReportSheet.Line line : lines) {
            head.addStamps(Stamp.newBuilder()
                    .setAcceptance(ids.next(line.size()))
                    .setProof(line.proof())
                    .setLeaf(UnsafeByteOperations.unsafeWrap(line.leaf()))
                    .setRows(line.size() > 1 ? line.size() : 0));
            items.writeInt(line.header().length).writeInt(line.payload().length);
            items.writeBytes(line.header()).writeBytes(line.payload());
        }
        return appends(StorageQueue.of(queue, REPORT_PRIORITY), head, List.of(items));
    }

    /** A message that goes to the dead letters, or back from there. */
    Optional<List<UnitOfWork.Append>> moved(Group.Leaving message, long nowMs) {
        Ending ending = message.ending();
        if (ending.end() != End.DEAD_LETTERED && ending.end() != End.REVIVED) {
            return Optional.empty();
        }
        Parcel parcel = ending.parcel();
        ParcelHead old = parcel.head();
        ByteBuf item = parcel.items(ending.index(), ending.index());
        Key key = new Key(message.from(), old.getPriority(), 0);
        ParcelHead.Builder head = head(key, old.getAcceptedAtMs(), item.readableBytes())
                .setSeal(old.getSeal())
                .setTrail(old.getTrail())
                .setIsReports(old.getIsReports())
                .addStamps(alone(parcel, ending.index()));
        if (ending.end() == End.REVIVED) {
            return Optional.of(appends(StorageQueue.of(key.queue, key.priority), head, List.of(item)));
        }
        head.setDeadLetter(DeadLetter.newBuilder()
                .setQueue(old.getQueue())
                .setCode(ending.code())
                .setReason(ending.reason())
                .setAtMs(nowMs));
        return Optional.of(appends(StorageQueue.DEAD_LETTERS, head, List.of(item)));
    }

    private static Stamp alone(Parcel parcel, int index) {
        Stamp stamp = parcel.stamp(index);
        return stamp.getRows() == 0
                ? stamp
                : stamp.toBuilder()
                        .setAcceptance(parcel.acceptance(index))
                        .setRows(1)
                        .setFirstRow(parcel.row(index))
                        .build();
    }

    private ParcelHead.Builder head(Key key, long acceptedAtMs, long itemBytes) {
        return ParcelHead.newBuilder()
                .setParcel(ids.next(ParcelWriter.parts(itemBytes)))
                .setQueue(key.queue.toString())
                .setPriority(key.priority)
                .setExpiresMs(key.expiresMs)
                .setAcceptedAtMs(acceptedAtMs);
    }

    private List<UnitOfWork.Append> appends(StorageQueue queue, ParcelHead.Builder head, List<ByteBuf> items) {
        List<UnitOfWork.Append> appends = new ArrayList<>();
        for (Entry entry : writer.write(head, items)) {
            appends.add(new UnitOfWork.Append(queue, entry));
        }
        return appends;
    }
}
