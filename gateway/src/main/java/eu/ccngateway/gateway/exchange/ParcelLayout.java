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

    /** The sheet's reports, a parcel for each queue they go to. */
    List<UnitOfWork.Append> reports(ReportSheet sheet, Map<QueueAddress, List<Integer>> destinations, long nowMs) {
        List<UnitOfWork.Append> appends = new ArrayList<>();
        destinations.forEach((queue, lines) -> {
            for (int from = 0; from < lines.size(); from += REPORTS_MAX) {
                List<Integer> part = lines.subList(from, Math.min(lines.size(), from + REPORTS_MAX));
                appends.addAll(reports(sheet, queue, part, nowMs));
            }
        });
        return appends;
    }

    private List<UnitOfWork.Append> reports(ReportSheet sheet, QueueAddress queue, List<Integer> lines, long nowMs) {
        ParcelHead.Builder head = head(new Key(queue, REPORT_PRIORITY, 0), nowMs, 0)
                .setSeal(sheet.sealed())
                .setIsReports(true);
        long acceptance = ids.next(lines.size());
        ByteBuf items = Unpooled.buffer();
        for (int line : lines) {
            head.addStamps(Stamp.newBuilder()
                    .setAcceptance(acceptance++)
                    .setProof(sheet.proof(line))
                    .setLeaf(UnsafeByteOperations.unsafeWrap(sheet.leaf(line))));
            byte[] header = sheet.header(line);
            items.writeInt(header.length).writeInt(0).writeBytes(header);
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
        ByteBuf item = parcel.items(ending.index(), ending.index() + 1);
        Key key = new Key(message.from(), old.getPriority(), 0);
        ParcelHead.Builder head = head(key, old.getAcceptedAtMs(), item.readableBytes())
                .setSeal(old.getSeal())
                .setTrail(old.getTrail())
                .setIsReports(old.getIsReports())
                .addStamps(parcel.stamp(ending.index()));
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
