package eu.ccngateway.node;

import eu.ccngateway.protocol.wire.Header;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of messages and, next to it, the numbers of those that are done. Both only grow; both go when all is done.
 *
 * <pre>
 * NAME.log:   u32 length of the rest, u32 CRC-32C of what follows, u64 sequence, u32 header length, header, payload
 * NAME.done:  u64 sequence, u32 CRC-32C of it
 * </pre>
 *
 * <p>A message counts once its record was forced to the disk. The done file is not forced: what it forgets is put again,
 * and never doubled.
 */
final class SpoolSegment implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolSegment.class);
    private static final int FRONT = 8;
    private static final int FIXED = 12;
    private static final int DONE = 12;
    private static final int BUFFER = 64 << 10;
    private static final int HEADER_MAX = 1 << 20;

    private final Path log;
    private final Path doneFile;
    private final FileChannel messages;
    private final FileChannel done;
    private final Set<Long> open = new HashSet<>();
    private long size;
    private long lastSequence;

    /** Where a message is. */
    record Place(SpoolSegment segment, long sequence, long headerAt, int headerLength, long payloadLength) {

        Header header() throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(headerLength);
            segment.read(bytes, headerAt);
            return Header.parseFrom(bytes.flip());
        }

        Payload.Stretch payload() {
            return new Payload.Stretch(segment.log, headerAt + headerLength, payloadLength);
        }
    }

    private SpoolSegment(Path log) throws IOException {
        this.log = log;
        doneFile = doneFile(log);
        messages = FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        done = FileChannel.open(doneFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static Path doneFile(Path log) {
        return log.resolveSibling(log.getFileName().toString().replace(".log", ".done"));
    }

    static SpoolSegment create(Path directory, long firstSequence) throws IOException {
        Path log = directory.resolve(String.format(Locale.ROOT, "%016x.log", firstSequence));
        SpoolSegment made = new SpoolSegment(log);
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
        return made;
    }

    /**
     * Reads what is there. What is not done goes into {@code found}.
     *
     * @param isNewest a torn record at its end is what a crash leaves, and is cut off; elsewhere it is damage, and a copy
     *     of the file is kept
     */
    static SpoolSegment recover(Path log, boolean isNewest, Map<Long, Place> found) throws IOException {
        SpoolSegment segment = new SpoolSegment(log);
        Map<Long, Place> all = new HashMap<>();
        long at = 0;
        long length = segment.messages.size();
        while (at < length) {
            Place place = segment.place(at, length);
            if (place == null) {
                segment.cut(at, isNewest);
                break;
            }
            all.put(place.sequence, place);
            segment.lastSequence = Math.max(segment.lastSequence, place.sequence);
            at = place.headerAt + place.headerLength + place.payloadLength;
        }
        segment.size = at;
        segment.readDone().forEach(all::remove);
        segment.open.addAll(all.keySet());
        found.putAll(all);
        return segment;
    }

    private void cut(long at, boolean isNewest) throws IOException {
        if (!isNewest) {
            Path copy = log.resolveSibling(log.getFileName() + ".damaged");
            Files.copy(log, copy, StandardCopyOption.REPLACE_EXISTING);
            LOG.error("{} is damaged from byte {} on; what follows is lost to the spool and kept in {}", log, at, copy);
        } else {
            LOG.warn("{}: the last {} bytes are no whole record and are cut off", log, messages.size() - at);
        }
        messages.truncate(at);
        messages.force(true);
    }

    /** The record at a position; null if it is torn. */
    private @Nullable Place place(long at, long fileLength) throws IOException {
        if (fileLength - at < FRONT + FIXED) {
            return null;
        }
        ByteBuffer front = ByteBuffer.allocate(FRONT + FIXED);
        read(front, at);
        front.flip();
        long length = Integer.toUnsignedLong(front.getInt());
        int crc = front.getInt();
        long sequence = front.getLong();
        int headerLength = front.getInt();
        boolean isPossible = length <= fileLength - at - FRONT
                && headerLength >= 0
                && headerLength <= HEADER_MAX
                && headerLength <= length - FIXED;
        if (!isPossible || crc != crcOf(at + FRONT, length)) {
            return null;
        }
        return new Place(this, sequence, at + FRONT + FIXED, headerLength, length - FIXED - headerLength);
    }

    private int crcOf(long from, long length) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long at = from;
        while (at < from + length) {
            buffer.clear().limit((int) Math.min(BUFFER, from + length - at));
            read(buffer, at);
            at += buffer.position();
            crc.update(buffer.flip());
        }
        return (int) crc.getValue();
    }

    private void read(ByteBuffer into, long from) throws IOException {
        long at = from;
        while (into.hasRemaining()) {
            int count = messages.read(into, at);
            if (count < 0) {
                throw new IOException(log + ": ends at byte " + at + "; it was cut by somebody else");
            }
            at += count;
        }
    }

    private Set<Long> readDone() throws IOException {
        Set<Long> sequences = new HashSet<>();
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(done.size()));
        while (bytes.hasRemaining() && done.read(bytes, bytes.position()) >= 0) {
            // Until all of it is read.
        }
        bytes.flip();
        while (bytes.remaining() >= DONE) {
            long sequence = bytes.getLong();
            if (bytes.getInt() == crcOf(sequence)) {
                sequences.add(sequence);
            }
        }
        return sequences;
    }

    private static int crcOf(long sequence) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).flip());
        return (int) crc.getValue();
    }

    /** Writes a message behind the others; it is there for good after {@link #force}. */
    Place append(long sequence, byte[] header, Payload payload) throws IOException {
        long at = size;
        long length = FIXED + header.length + payload.length();
        CRC32C crc = new CRC32C();
        ByteBuffer fixed = ByteBuffer.allocate(FIXED + header.length);
        fixed.putLong(sequence).putInt(header.length).put(header).flip();
        crc.update(fixed.duplicate());
        write(fixed, at + FRONT);
        copy(payload, at + FRONT + FIXED + header.length, crc);
        ByteBuffer front = ByteBuffer.allocate(FRONT);
        write(front.putInt((int) length).putInt((int) crc.getValue()).flip(), at);
        size = at + FRONT + length;
        open.add(sequence);
        lastSequence = Math.max(lastSequence, sequence);
        return new Place(this, sequence, at + FRONT + FIXED, header.length, payload.length());
    }

    private void copy(Payload payload, long to, CRC32C crc) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, payload.length()))];
        long left = payload.length();
        try (InputStream in = payload.open()) {
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                crc.update(buffer, 0, count);
                write(ByteBuffer.wrap(buffer, 0, count), to + payload.length() - left);
                left -= count;
            }
        }
        if (left != 0) {
            throw new IOException("the payload ended " + left + " bytes early");
        }
    }

    private void write(ByteBuffer bytes, long to) throws IOException {
        long at = to;
        while (bytes.hasRemaining()) {
            at += messages.write(bytes, at);
        }
    }

    void force() throws IOException {
        messages.force(false);
    }

    /** A message has reached its end; true if it was the last one here. */
    boolean done(long sequence) throws IOException {
        if (open.remove(sequence)) {
            ByteBuffer record = ByteBuffer.allocate(DONE).putLong(sequence).putInt(crcOf(sequence));
            done.write(record.flip(), done.size());
        }
        return open.isEmpty();
    }

    boolean isDone() {
        return open.isEmpty();
    }

    /** The highest number ever given here, done or not. */
    long lastSequence() {
        return lastSequence;
    }

    long size() {
        return size;
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(log);
        Files.deleteIfExists(doneFile);
    }

    @Override
    public void close() throws IOException {
        messages.close();
        done.close();
    }
}
