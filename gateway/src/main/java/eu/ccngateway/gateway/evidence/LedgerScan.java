package eu.ccngateway.gateway.evidence;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import eu.ccngateway.gateway.store.Accepted;
import eu.ccngateway.gateway.store.Ended;
import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.protocol.wire.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads of a serialized {@link LedgerRecord} what the index needs, and steps over the rest: making all its objects would
 * cost more than writing it to the disk. One for each record; not thread-safe.
 */
final class LedgerScan {

    private final byte[] record;
    private long id;
    private long atMs;
    private boolean hasArchive;
    private String lastSender = "";
    private long lastDomain;

    private LedgerScan(byte[] record) {
        this.record = record;
    }

    /** Reads what the record says of itself. */
    static LedgerScan of(byte[] record) throws IOException {
        LedgerScan scan = new LedgerScan(record);
        CodedInputStream in = CodedInputStream.newInstance(record);
        for (int field = field(in); field != 0; field = field(in)) {
            switch (field) {
                case LedgerRecord.ID_FIELD_NUMBER -> scan.id = in.readUInt64();
                case LedgerRecord.AT_MS_FIELD_NUMBER -> scan.atMs = in.readInt64();
                default -> {
                    scan.hasArchive |= field == LedgerRecord.ARCHIVED_FIELD_NUMBER;
                    in.skipField(in.getLastTag());
                }
            }
        }
        return scan;
    }

    long id() {
        return id;
    }

    /** Whether payloads, or what is left of their place, stand in it. */
    boolean hasArchive() {
        return hasArchive;
    }

    /** The entries of the index, once it is known where the record stands. */
    List<IndexEntry> entries(Frame frame) throws IOException {
        int acceptedCount = 0;
        List<IndexEntry> accepted = new ArrayList<>();
        List<IndexEntry> ended = new ArrayList<>();
        CodedInputStream in = CodedInputStream.newInstance(record);
        for (int field = field(in); field != 0; field = field(in)) {
            switch (field) {
                case LedgerRecord.ACCEPTED_FIELD_NUMBER -> accepted(in, frame, acceptedCount++, accepted);
                case LedgerRecord.ENDED_FIELD_NUMBER -> ended.add(ended(in, frame, ended.size()));
                default -> in.skipField(in.getLastTag());
            }
        }
        accepted.addAll(ended);
        accepted.add(IndexEntry.record(frame, id, atMs));
        return accepted;
    }

    private void accepted(CodedInputStream in, Frame frame, int ordinal, List<IndexEntry> to) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        long acceptance = 0;
        ByteString leaf = ByteString.EMPTY;
        Sender sender = new Sender();
        for (int field = field(in); field != 0; field = field(in)) {
            switch (field) {
                case Accepted.ACCEPTANCE_FIELD_NUMBER -> acceptance = in.readUInt64();
                case Accepted.LEAF_FIELD_NUMBER -> leaf = in.readBytes();
                case Accepted.HEADER_FIELD_NUMBER -> header(in, sender);
                default -> in.skipField(in.getLastTag());
            }
        }
        in.popLimit(outer);
        IndexEntry.About about = new IndexEntry.About(acceptance, atMs, sender.createdMs, lastDomain);
        IndexEntry entry = IndexEntry.accepted(frame, ordinal, about, sender.id, leaf);
        to.add(entry);
        entry.correlated(sender.correlation).ifPresent(to::add);
    }

    /** What a header tells of its sender's side. */
    private static final class Sender {
        private ByteString id = ByteString.EMPTY;
        private ByteString correlation = ByteString.EMPTY;
        private long createdMs;
    }

    private void header(CodedInputStream in, Sender of) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        for (int field = field(in); field != 0; field = field(in)) {
            switch (field) {
                case Header.SENDER_FIELD_NUMBER -> sender(in.readString());
                case Header.ID_FIELD_NUMBER -> of.id = in.readBytes();
                case Header.CORRELATION_ID_FIELD_NUMBER -> of.correlation = in.readBytes();
                case Header.CREATED_MS_FIELD_NUMBER -> of.createdMs = in.readInt64();
                default -> in.skipField(in.getLastTag());
            }
        }
        in.popLimit(outer);
    }

    /** Many messages of a record come from the same node. */
    private void sender(String sender) {
        if (!sender.equals(lastSender)) {
            lastSender = sender;
            lastDomain = IndexEntry.domainNumber(sender.substring(sender.indexOf('@') + 1));
        }
    }

    private static IndexEntry ended(CodedInputStream in, Frame frame, int ordinal) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        long acceptance = 0;
        long at = 0;
        for (int field = field(in); field != 0; field = field(in)) {
            switch (field) {
                case Ended.ACCEPTANCE_FIELD_NUMBER -> acceptance = in.readUInt64();
                case Ended.AT_MS_FIELD_NUMBER -> at = in.readInt64();
                default -> in.skipField(in.getLastTag());
            }
        }
        in.popLimit(outer);
        return IndexEntry.ended(frame, ordinal, acceptance, at);
    }

    /** The number of the next field; 0 at the end. */
    private static int field(CodedInputStream in) throws IOException {
        return WireFormat.getTagFieldNumber(in.readTag());
    }
}
