package eu.ccngateway.gateway.exchange;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.UnitOfWork;
import eu.ccngateway.gateway.report.ReportSheet;
import eu.ccngateway.gateway.store.Accepted;
import eu.ccngateway.gateway.store.ArchivedPayload;
import eu.ccngateway.gateway.store.Ended;
import eu.ccngateway.gateway.store.IssuedReport;
import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.protocol.wire.Seal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ledger of one unit of work, in as many records as its size asks for. Filled once, then turned into entries. */
final class LedgerPages {

    private static final int PAGE_BYTES = 1024 * 1024;
    private static final int ARCHIVE_STRETCH = 512 * 1024;

    private final AcceptanceIds ids;
    private final long nowMs;
    private final List<ByteString> crls;
    private final ReportSheet sheet;
    private final List<UnitOfWork.Append> done = new ArrayList<>();
    private LedgerRecord.Builder page;
    /** Payloads stand on pages of their own, so that nobody has to look for the rest between them. */
    private LedgerRecord.Builder archivePage = LedgerRecord.newBuilder();

    private int bytesOnArchivePage;
    private Map<Seal, Integer> sealsOnPage = new HashMap<>();
    /** By line of the sheet, its number on the page. */
    private Map<Integer, Integer> reportsOnPage = new HashMap<>();

    private int bytesOnPage;

    LedgerPages(AcceptanceIds ids, long nowMs, List<ByteString> crls, ReportSheet sheet) {
        this.ids = ids;
        this.nowMs = nowMs;
        this.crls = crls;
        this.sheet = sheet;
        this.page = LedgerRecord.newBuilder();
    }

    /** @param coaLine of the report sheet, or -1 */
    void accepted(Seal seal, Accepted.Builder accepted, int coaLine) {
        int index = sealsOnPage.computeIfAbsent(seal, fresh -> {
            page.addSeals(fresh);
            bytesOnPage += fresh.getSerializedSize();
            return page.getSealsCount() - 1;
        });
        Accepted line = accepted.setSeal(index).setCoa(report(coaLine)).build();
        page.addAccepted(line);
        grow(line.getSerializedSize());
    }

    /** @param reportLine of the report sheet, or -1 */
    void ended(Ended.Builder ended, int reportLine) {
        Ended line = ended.setReport(report(reportLine)).build();
        page.addEnded(line);
        grow(line.getSerializedSize());
    }

    /** The number of a report on this page, which is put there if it is not yet. */
    private int report(int line) {
        return line < 0
                ? 0
                : reportsOnPage.computeIfAbsent(line, fresh -> {
                    IssuedReport report = sheet.lines().get(fresh).issued();
                    page.addReports(report);
                    bytesOnPage += report.getSerializedSize();
                    return page.getReportsCount();
                });
    }

    /** Keeps a payload, in stretches that fit a page. */
    void archive(long acceptance, ByteBuf payload) {
        for (int offset = 0; offset < payload.readableBytes(); offset += ARCHIVE_STRETCH) {
            byte[] stretch = new byte[Math.min(ARCHIVE_STRETCH, payload.readableBytes() - offset)];
            payload.getBytes(payload.readerIndex() + offset, stretch);
            archivePage.addArchived(ArchivedPayload.newBuilder()
                    .setAcceptance(acceptance)
                    .setOffset(offset)
                    .setBytes(UnsafeByteOperations.unsafeWrap(stretch)));
            bytesOnArchivePage += stretch.length;
            if (bytesOnArchivePage >= PAGE_BYTES) {
                finishArchivePage();
            }
        }
    }

    List<UnitOfWork.Append> entries() {
        finishPage();
        finishArchivePage();
        return done;
    }

    private void grow(int bytes) {
        bytesOnPage += bytes;
        if (bytesOnPage >= PAGE_BYTES) {
            finishPage();
        }
    }

    private void finishPage() {
        if (page.getAcceptedCount() + page.getEndedCount() == 0) {
            return;
        }
        page.addAllCrls(crls);
        if (page.getReportsCount() > 0) {
            page.setReportSeal(sheet.sealed());
        }
        finish(page);
        page = LedgerRecord.newBuilder();
        sealsOnPage = new HashMap<>();
        reportsOnPage = new HashMap<>();
        bytesOnPage = 0;
    }

    private void finishArchivePage() {
        if (archivePage.getArchivedCount() > 0) {
            finish(archivePage);
            archivePage = LedgerRecord.newBuilder();
            bytesOnArchivePage = 0;
        }
    }

    private void finish(LedgerRecord.Builder full) {
        long id = ids.next(1);
        byte[] bytes = full.setId(id).setAtMs(nowMs).build().toByteArray();
        done.add(new UnitOfWork.Append(StorageQueue.LEDGER, new Entry(id, 1, 5, 0, Unpooled.wrappedBuffer(bytes))));
    }
}
