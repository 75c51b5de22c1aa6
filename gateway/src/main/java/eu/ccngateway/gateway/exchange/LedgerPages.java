package eu.ccngateway.gateway.exchange;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.UnitOfWork;
import eu.ccngateway.gateway.store.Accepted;
import eu.ccngateway.gateway.store.ArchivedPayload;
import eu.ccngateway.gateway.store.Ended;
import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.protocol.wire.Seal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ledger of one unit of work, in as many records as its size asks for. Filled once, then turned into entries. */
final class LedgerPages {

    private static final int PAGE_BYTES = 1024 * 1024;
    private static final int ARCHIVE_STRETCH = 512 * 1024;

    private final AcceptanceIds ids;
    private final long nowMs;
    private final List<ByteString> crls;
    private final Optional<Seal> reportSeal;
    private final List<UnitOfWork.Append> done = new ArrayList<>();
    private LedgerRecord.Builder page;
    private Map<Seal, Integer> sealsOnPage = new HashMap<>();
    private int bytesOnPage;

    LedgerPages(AcceptanceIds ids, long nowMs, List<ByteString> crls, Optional<Seal> reportSeal) {
        this.ids = ids;
        this.nowMs = nowMs;
        this.crls = crls;
        this.reportSeal = reportSeal;
        this.page = LedgerRecord.newBuilder();
    }

    void accepted(Seal seal, Accepted.Builder accepted) {
        int index = sealsOnPage.computeIfAbsent(seal, fresh -> {
            page.addSeals(fresh);
            bytesOnPage += fresh.getSerializedSize();
            return page.getSealsCount() - 1;
        });
        Accepted line = accepted.setSeal(index).build();
        page.addAccepted(line);
        grow(line.getSerializedSize());
    }

    void ended(Ended ended) {
        page.addEnded(ended);
        grow(ended.getSerializedSize());
    }

    /** Keeps a payload, in stretches that fit a page. */
    void archive(long acceptance, ByteBuf payload) {
        for (int offset = 0; offset < payload.readableBytes(); offset += ARCHIVE_STRETCH) {
            byte[] stretch = new byte[Math.min(ARCHIVE_STRETCH, payload.readableBytes() - offset)];
            payload.getBytes(payload.readerIndex() + offset, stretch);
            page.addArchived(ArchivedPayload.newBuilder()
                    .setAcceptance(acceptance)
                    .setOffset(offset)
                    .setBytes(UnsafeByteOperations.unsafeWrap(stretch)));
            grow(stretch.length);
        }
    }

    List<UnitOfWork.Append> entries() {
        finishPage();
        return done;
    }

    private void grow(int bytes) {
        bytesOnPage += bytes;
        if (bytesOnPage >= PAGE_BYTES) {
            finishPage();
        }
    }

    private void finishPage() {
        if (page.getAcceptedCount() + page.getEndedCount() + page.getArchivedCount() == 0) {
            return;
        }
        long id = ids.next(1);
        page.setId(id).setAtMs(nowMs).addAllCrls(crls);
        reportSeal.ifPresent(page::setReportSeal);
        byte[] bytes = page.build().toByteArray();
        done.add(new UnitOfWork.Append(StorageQueue.LEDGER, new Entry(id, 1, 5, 0, Unpooled.wrappedBuffer(bytes))));
        page = LedgerRecord.newBuilder();
        sealsOnPage = new HashMap<>();
        bytesOnPage = 0;
    }
}
