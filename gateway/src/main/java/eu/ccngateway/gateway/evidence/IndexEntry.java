package eu.ccngateway.gateway.evidence;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.store.ArchivedPayload;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.wire.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
 * @param id MsgId of an ACCEPTED, CorrelId of a CORRELATED, else zeros
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
        PAYLOAD,
        /** Stands behind the ACCEPTED of a message that has a CorrelId. */
        CORRELATED;

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
    static List<IndexEntry> of(Frame frame, SegmentFile.Kind kind) throws IOException {
        return kind == SegmentFile.Kind.LEDGER
                ? LedgerScan.of(frame.bytes()).entries(frame)
                : List.of(of(frame, ArchivedPayload.parseFrom(frame.bytes())));
    }

    /**
     * Numbers of an accepted message.
     *
     * @param domain of its sender
     */
    record About(long acceptance, long atMs, long createdMs, long domain) {}

    static IndexEntry accepted(Frame frame, int ordinal, About about, ByteString id, ByteString leaf) {
        return new IndexEntry(
                Kind.ACCEPTED,
                ordinal,
                frame.offset(),
                frame.bytes().length,
                about.acceptance,
                about.atMs,
                about.createdMs,
                about.domain,
                padded(id, NO_ID),
                padded(leaf, NO_LEAF));
    }

    /** The entry by which the message of this one is found by its CorrelId; empty where it has none. */
    Optional<IndexEntry> correlated(ByteString correlation) {
        ByteString whole = padded(correlation, NO_ID);
        return whole.equals(NO_ID)
                ? Optional.empty()
                : Optional.of(new IndexEntry(
                        Kind.CORRELATED, ordinal, offset, length, acceptance, atMs, createdMs, domain, whole, NO_LEAF));
    }

    static IndexEntry ended(Frame frame, int ordinal, long acceptance, long atMs) {
        int length = frame.bytes().length;
        return new IndexEntry(Kind.ENDED, ordinal, frame.offset(), length, acceptance, atMs, 0, 0, NO_ID, NO_LEAF);
    }

    static IndexEntry record(Frame frame, long id, long atMs) {
        int length = frame.bytes().length;
        return new IndexEntry(Kind.RECORD, 0, frame.offset(), length, id, atMs, 0, frame.checksum(), NO_ID, NO_LEAF);
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
