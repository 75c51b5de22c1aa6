package eu.ccngateway.gateway.evidence;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import eu.ccngateway.gateway.store.Accepted;
import eu.ccngateway.gateway.store.ArchivedPayload;
import eu.ccngateway.gateway.store.Ended;
import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.wire.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One line of an index: where in its segment something stands, and what is needed to find it. Of fixed size, with a
 * checksum. The entries of a frame stand together, that of the frame itself last.
 *
 * @param ordinal which of the record's accepted or ended ones
 * @param offset where the frame begins
 * @param length of the frame's bytes
 * @param acceptance of the message; the record's id for a RECORD
 * @param createdMs of an ACCEPTED the sender's time; of a PAYLOAD the offset within the payload
 * @param domain first 8 bytes of the SHA-256 of the sender's domain; of a RECORD the frame's checksum
 * @param id MsgId of an ACCEPTED, else zeros
 * @param leaf of an ACCEPTED, else zeros
 */
record IndexEntry(
        Kind kind,
        int ordinal,
        long offset,
        int length,
        long acceptance,
        long atMs,
        long createdMs,
        long domain,
        ByteString id,
        ByteString leaf) {

    /** What it is about. Stored as a number: the order stays. */
    enum Kind {
        NONE,
        RECORD,
        ACCEPTED,
        ENDED,
        PAYLOAD;

        private static final List<Kind> ALL = List.of(values());
    }

    static final int SIZE = 112;
    private static final int CHECKED = SIZE - 4;
    private static final ByteString NO_ID = ByteString.copyFrom(new byte[24]);
    private static final ByteString NO_LEAF = ByteString.copyFrom(new byte[32]);

    long frameEnd() {
        return offset + SegmentFile.FRAME_HEAD + length;
    }

    /** Whether the frame's entries are complete with it. */
    boolean endsFrame() {
        return kind == Kind.RECORD || kind == Kind.PAYLOAD;
    }

    void write(ByteBuffer out) {
        int start = out.position();
        out.putInt(kind.ordinal()).putInt(ordinal).putLong(offset).putLong(acceptance);
        out.putLong(atMs).putLong(createdMs).putLong(domain);
        id.copyTo(out);
        leaf.copyTo(out);
        out.putInt(length);
        out.putInt(checksum(out, start));
    }

    /** Empty if the bytes are no entry. */
    static Optional<IndexEntry> read(ByteBuffer in) {
        int start = in.position();
        int kind = in.getInt();
        int ordinal = in.getInt();
        long offset = in.getLong();
        long acceptance = in.getLong();
        long atMs = in.getLong();
        long createdMs = in.getLong();
        long domain = in.getLong();
        ByteString id = ByteString.copyFrom(in, 24);
        ByteString leaf = ByteString.copyFrom(in, 32);
        int length = in.getInt();
        if (in.getInt() != checksum(in, start) || kind <= 0 || kind >= Kind.ALL.size()) {
            return Optional.empty();
        }
        return Optional.of(new IndexEntry(
                Kind.ALL.get(kind), ordinal, offset, length, acceptance, atMs, createdMs, domain, id, leaf));
    }

    private static int checksum(ByteBuffer bytes, int start) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(start).limit(start + CHECKED));
        return (int) crc.getValue();
    }

    /** The entries of a frame. */
    static List<IndexEntry> of(Frame frame, SegmentFile.Kind kind) throws InvalidProtocolBufferException {
        return kind == SegmentFile.Kind.LEDGER
                ? of(frame, LedgerRecord.parseFrom(frame.bytes()))
                : List.of(of(frame, ArchivedPayload.parseFrom(frame.bytes())));
    }

    static List<IndexEntry> of(Frame frame, LedgerRecord written) throws InvalidProtocolBufferException {
        List<IndexEntry> entries = new ArrayList<>(written.getAcceptedCount() + written.getEndedCount() + 1);
        for (int i = 0; i < written.getAcceptedCount(); i++) {
            entries.add(accepted(frame, i, written.getAccepted(i), written.getAtMs()));
        }
        for (int i = 0; i < written.getEndedCount(); i++) {
            entries.add(ended(frame, i, written.getEnded(i)));
        }
        entries.add(record(frame, written));
        return entries;
    }

    private static IndexEntry accepted(Frame frame, int ordinal, Accepted accepted, long atMs)
            throws InvalidProtocolBufferException {
        Header header = Header.parseFrom(accepted.getHeader());
        long domain = domainNumber(domainOf(header));
        ByteString id = padded(header.getId(), NO_ID);
        ByteString leaf = padded(accepted.getLeaf(), NO_LEAF);
        int length = frame.bytes().length;
        long acceptance = accepted.getAcceptance();
        long createdMs = header.getCreatedMs();
        return new IndexEntry(
                Kind.ACCEPTED, ordinal, frame.offset(), length, acceptance, atMs, createdMs, domain, id, leaf);
    }

    private static IndexEntry ended(Frame frame, int ordinal, Ended ended) {
        long acceptance = ended.getAcceptance();
        int length = frame.bytes().length;
        return new IndexEntry(
                Kind.ENDED, ordinal, frame.offset(), length, acceptance, ended.getAtMs(), 0, 0, NO_ID, NO_LEAF);
    }

    private static IndexEntry record(Frame frame, LedgerRecord written) {
        long checksum = frame.checksum();
        int length = frame.bytes().length;
        long atMs = written.getAtMs();
        return new IndexEntry(
                Kind.RECORD, 0, frame.offset(), length, written.getId(), atMs, 0, checksum, NO_ID, NO_LEAF);
    }

    static IndexEntry of(Frame frame, ArchivedPayload piece) {
        int length = frame.bytes().length;
        return new IndexEntry(
                Kind.PAYLOAD,
                0,
                frame.offset(),
                length,
                piece.getAcceptance(),
                0,
                piece.getOffset(),
                0,
                NO_ID,
                NO_LEAF);
    }

    private static ByteString padded(ByteString value, ByteString zeros) {
        return value.size() == zeros.size() ? value : zeros;
    }

    /** {@code CUSTTAX.FR} of {@code NTA.FR@CUSTTAX.FR}. */
    static String domainOf(Header header) {
        return header.getSender().substring(header.getSender().indexOf('@') + 1);
    }

    static long domainNumber(String domain) {
        byte[] hash = Sha256.of(domain.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(Arrays.copyOf(hash, 8)).getLong();
    }
}
