package eu.ccngateway.gateway.evidence;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads from an id to the entries of a full segment's index without reading through it. A key is one number: 40 bits made
 * of the id, and which entry of the index has it. They stand sorted in a file, so that an id is found by halving. What is
 * found there is looked at in the index, which has the whole id and a checksum; without the file the index itself does.
 */
final class SegmentKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentKeys.class);

    private static final long MAGIC = 0x43434e4b45593031L; // CCNKEY01
    private static final int HEAD = 16;
    private static final int ORDINAL_BITS = 24;
    private static final int ENTRIES_MAX = 1 << ORDINAL_BITS;

    private static final long OF_MESSAGE = 1;
    private static final long OF_CORRELATION = 2;
    private static final long OF_ACCEPTANCE = 3;

    private long[] keys = new long[64];
    private int size;
    private int entries;

    /** The next entry of the index. */
    void add(IndexEntry entry) {
        switch (entry.kind()) {
            case ACCEPTED -> {
                add(ofMessage(entry.id()));
                add(ofAcceptance(entry.acceptance()));
            }
            case CORRELATED -> add(ofCorrelation(entry.id()));
            case ENDED, PAYLOAD -> add(ofAcceptance(entry.acceptance()));
            default -> {
                // A record is found by nobody.
            }
        }
        entries++;
    }

    private void add(long key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size++] = key | entries;
    }

    static long ofMessage(ByteString id) {
        return key(OF_MESSAGE, id);
    }

    static long ofCorrelation(ByteString id) {
        return key(OF_CORRELATION, id);
    }

    static long ofAcceptance(long acceptance) {
        return mixed(OF_ACCEPTANCE, acceptance) << ORDINAL_BITS;
    }

    private static long key(long kind, ByteString id) {
        ByteBuffer bytes = id.asReadOnlyByteBuffer();
        long mixed = kind;
        while (bytes.remaining() >= Long.BYTES) {
            mixed = mixed(mixed, bytes.getLong());
        }
        return mixed << ORDINAL_BITS;
    }

    /** Spreads numbers that are near each other (as SplitMix64 does). */
    private static long mixed(long seed, long value) {
        long z = (seed + value) * 0x9e3779b97f4a7c15L + seed;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Writes the file of a full segment. It only makes searching faster, so that its failure is none of the segment's. */
    void write(SegmentFile segment) {
        if (entries > ENTRIES_MAX) {
            return;
        }
        Arrays.sort(keys, 0, size);
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + size * Long.BYTES);
        bytes.putLong(MAGIC).putInt(size).putInt(entries);
        for (int i = 0; i < size; i++) {
            bytes.putLong(keys[i]);
        }
        Path unfinished = segment.keys().resolveSibling(segment.keys().getFileName() + ".new");
        try {
            try (FileChannel out = FileChannel.open(
                    unfinished,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                bytes.flip();
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(false);
            }
            Files.move(unfinished, segment.keys(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("evidence: {} gets no keys, looking things up there takes longer: {}", segment, e.toString());
        }
    }

    /** Makes the file anew from the index. */
    static void make(SegmentFile segment) throws IOException {
        SegmentKeys keys = new SegmentKeys();
        SegmentIndex.walk(segment, keys::add);
        keys.write(segment);
    }

    /** Whether there is a file of keys that fits the index. */
    static boolean areThere(SegmentFile segment) throws IOException {
        try (Opened opened = open(segment).orElse(null)) {
            return opened != null;
        }
    }

    /** Opens the keys; empty where there are none, or none that fit. */
    static Optional<Opened> open(SegmentFile segment) throws IOException {
        FileChannel keys;
        try {
            keys = FileChannel.open(segment.keys(), StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            FileChannel index = FileChannel.open(segment.index(), StandardOpenOption.READ);
            ByteBuffer head = ByteBuffer.allocate(HEAD);
            boolean isHead = keys.read(head, 0) == HEAD && head.flip().getLong() == MAGIC;
            int size = isHead ? head.getInt() : 0;
            boolean isWhole = isHead
                    && keys.size() == HEAD + (long) size * Long.BYTES
                    && index.size() == (long) head.getInt() * IndexEntry.SIZE;
            Opened opened = new Opened(keys, index, size);
            if (!isWhole) {
                opened.close();
                return Optional.empty();
            }
            return Optional.of(opened);
        } catch (IOException e) {
            keys.close();
            if (e instanceof NoSuchFileException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Keys and index of a segment, open for searching. Not thread-safe. */
    static final class Opened implements AutoCloseable {

        private final FileChannel keys;
        private final FileChannel index;
        private final int size;
        private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
        private final ByteBuffer entry = ByteBuffer.allocate(IndexEntry.SIZE);
        private long reads;

        private Opened(FileChannel keys, FileChannel index, int size) {
            this.keys = keys;
            this.index = index;
            this.size = size;
        }

        /** How often something was read, which is what a search costs. */
        long reads() {
            return reads;
        }

        /** Behind the last key of an id, or where it would stand. */
        int endOf(long key) throws IOException {
            long most = key | (ENTRIES_MAX - 1);
            int from = 0;
            int to = size;
            while (from < to) {
                int middle = (from + to) >>> 1;
                if (at(middle) <= most) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            return from;
        }

        /** Whether the key at a place is that of an id. */
        boolean isAt(int place, long key) throws IOException {
            return place >= 0 && (at(place) & -ENTRIES_MAX) == key;
        }

        /** The entry that the key at a place leads to, which may be another id's all the same; empty if it is damaged. */
        Optional<IndexEntry> entry(int place) throws IOException {
            long ordinal = at(place) & (ENTRIES_MAX - 1);
            reads++;
            entry.clear();
            return index.read(entry, ordinal * IndexEntry.SIZE) < IndexEntry.SIZE
                    ? Optional.empty()
                    : IndexEntry.read(entry.flip());
        }

        private long at(int place) throws IOException {
            reads++;
            number.clear();
            if (keys.read(number, HEAD + (long) place * Long.BYTES) < Long.BYTES) {
                throw new IOException("a file of keys is shorter than it was (expected: nobody cuts it); start again");
            }
            return number.flip().getLong();
        }

        @Override
        public void close() throws IOException {
            try (keys;
                    index) {
                number.clear();
            }
        }
    }
}
