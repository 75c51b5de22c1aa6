package eu.ccngateway.gateway.evidence;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.store.ArchivedPayload;
import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.protocol.seal.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ledger records in files, for as long as {@link Retention} says. Archived payloads stand in files of their own, so that
 * they can go earlier. One process writes; {@link EvidenceSearch} reads meanwhile, from any process.
 *
 * <p>What was appended is durable once {@link #sync} returned. When either throws, everything since the last good sync is
 * taken back, and must be appended again.
 */
public final class EvidenceStore implements AutoCloseable {

    /** Told of every acceptance. */
    public interface AcceptanceVisitor {
        void accepted(String senderDomain, byte[] id, byte[] leaf, long acceptance, long acceptedAtMs, long createdMs);
    }

    /** A record as it comes again after a crash: the same id, the same bytes. */
    private record Key(long id, long checksum) {}

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceStore.class);

    /** Many more than the drain ever has in its hands, which is what can come again. */
    private static final int REMEMBERED = 2048;

    private final EvidenceLayout layout;
    private final FileChannel lock;
    private final Clock clock;
    private final SegmentSeries ledger;
    private final SegmentSeries payloads;
    private final boolean archives;
    private final Set<Key> remembered = new LinkedHashSet<>();
    private long lastAcceptance;
    private long lastRecordId;
    private boolean mustRollBack;

    private EvidenceStore(
            EvidenceLayout layout, FileChannel lock, Retention retention, Clock clock, SegmentWriter.Disk disk) {
        this.layout = layout;
        this.lock = lock;
        this.clock = clock;
        this.archives = retention.archivedBytesMax() > 0;
        SegmentSeries.Limits ofLedger =
                new SegmentSeries.Limits(retention.age(), Long.MAX_VALUE, SegmentFile.ROLL_BYTES);
        SegmentSeries.Limits ofPayloads =
                new SegmentSeries.Limits(retention.age(), retention.archivedBytesMax(), SegmentFile.ROLL_BYTES);
        this.ledger = new SegmentSeries(layout.directory(), SegmentFile.Kind.LEDGER, ofLedger, clock, disk);
        this.payloads = new SegmentSeries(layout.directory(), SegmentFile.Kind.PAYLOAD, ofPayloads, clock, disk);
    }

    /**
     * Opens a directory for writing; makes it if need be. What the last process did not finish is put right.
     *
     * @param statement the network the evidence is about
     * @throws IOException also if another process writes there, or it is another network's
     */
    public static EvidenceStore open(Path directory, Statement statement, Retention retention, Clock clock)
            throws IOException {
        return open(directory, statement, retention, clock, FileChannel::open);
    }

    static EvidenceStore open(
            Path directory, Statement statement, Retention retention, Clock clock, SegmentWriter.Disk disk)
            throws IOException {
        Files.createDirectories(directory);
        EvidenceLayout layout = new EvidenceLayout(directory);
        FileChannel lock = lock(layout);
        try {
            layout.claimFor(statement);
            EvidenceStore store = new EvidenceStore(layout, lock, retention, clock, disk);
            store.ledger.open();
            store.payloads.open();
            store.recall();
            store.retire();
            return store;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel lock(EvidenceLayout layout) throws IOException {
        FileChannel channel = FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean mine;
        try {
            mine = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            mine = false;
        }
        if (!mine) {
            channel.close();
            throw new IOException(layout.directory() + ": another gateway is writing evidence here (expected: one);"
                    + " stop it, or give this one a data directory of its own");
        }
        return channel;
    }

    /** Reads what must be known of earlier: the records that may come again, and the highest numbers. */
    private void recall() throws IOException {
        List<SegmentFile> segments = ledger.segments();
        List<Key> newestFirst = new ArrayList<>();
        for (int i = segments.size() - 1; i >= 0 && (newestFirst.size() < REMEMBERED || lastAcceptance == 0); i--) {
            List<Key> keys = new ArrayList<>();
            SegmentIndex.walk(segments.get(i), entry -> {
                raise(entry);
                if (entry.kind() == IndexEntry.Kind.RECORD) {
                    keys.add(new Key(entry.acceptance(), entry.domain()));
                }
            });
            Collections.reverse(keys);
            newestFirst.addAll(keys);
        }
        for (int i = Math.min(newestFirst.size(), REMEMBERED) - 1; i >= 0; i--) {
            remembered.add(newestFirst.get(i));
        }
    }

    private void remember(Key key) {
        remembered.add(key);
        if (remembered.size() > REMEMBERED) {
            remembered.remove(remembered.iterator().next());
        }
    }

    private void raise(IndexEntry entry) {
        if (entry.kind() == IndexEntry.Kind.RECORD) {
            lastRecordId = Math.max(lastRecordId, entry.acceptance());
        } else if (entry.kind() == IndexEntry.Kind.ACCEPTED) {
            lastAcceptance = Math.max(lastAcceptance, entry.acceptance());
        }
    }

    /**
     * Appends a record; one that is there already is left alone.
     *
     * @param body a serialized {@link LedgerRecord}
     * @return whether it was appended
     */
    public synchronized boolean append(byte[] body) throws IOException {
        finishRollBack();
        try {
            LedgerScan record = LedgerScan.of(body);
            LedgerRecord archive =
                    record.hasArchive() ? LedgerRecord.parseFrom(body) : LedgerRecord.getDefaultInstance();
            Frame frame =
                    ledger.next(record.hasArchive() ? withoutBytes(archive).toByteArray() : body);
            Key key = new Key(record.id(), frame.checksum());
            if (remembered.contains(key)) {
                return false;
            }
            if (archives) {
                for (ArchivedPayload piece : archive.getArchivedList()) {
                    payloads.append(piece);
                }
            }
            List<IndexEntry> entries = record.entries(frame);
            ledger.append(frame, entries);
            entries.forEach(this::raise);
            remember(key);
            return true;
        } catch (IOException e) {
            rollBack();
            throw e;
        }
    }

    /** What of the payload is archived stays noted, so that pieces of one payload are records that differ. */
    private static LedgerRecord withoutBytes(LedgerRecord record) {
        LedgerRecord.Builder written = record.toBuilder();
        written.getArchivedBuilderList().forEach(piece -> piece.setBytes(ByteString.EMPTY));
        return written.build();
    }

    /** Makes all that was appended durable. */
    public synchronized void sync() throws IOException {
        finishRollBack();
        try {
            payloads.sync();
            ledger.sync();
        } catch (IOException e) {
            rollBack();
            throw e;
        }
    }

    private void rollBack() {
        mustRollBack = true;
        try {
            finishRollBack();
        } catch (IOException e) {
            LOG.warn(
                    "evidence: {} could not be put right yet, it is tried again: {}", layout.directory(), e.toString());
        }
    }

    private void finishRollBack() throws IOException {
        if (mustRollBack) {
            ledger.rollBack();
            payloads.rollBack();
            remembered.clear();
            recall();
            mustRollBack = false;
        }
    }

    /** Keeps a revocation list; gives its SHA-256, for {@code LedgerRecord.crls}. */
    public byte[] keepCrl(byte[] der) throws IOException {
        return layout.crls().keep(der);
    }

    /**
     * Keeps what messages are judged by from now on; gives the SHA-256 of each list, for {@code LedgerRecord.crls}.
     *
     * @param authorities roots, and issuing authorities that nodes need not send
     */
    public List<ByteString> keepTrust(List<X509Certificate> authorities, List<X509CRL> crls) throws IOException {
        try {
            for (X509Certificate authority : authorities) {
                layout.anchors().keep(authority.getEncoded());
            }
            List<ByteString> hashes = new ArrayList<>();
            for (X509CRL crl : crls) {
                hashes.add(ByteString.copyFrom(keepCrl(crl.getEncoded())));
            }
            return List.copyOf(hashes);
        } catch (CertificateEncodingException | CRLException e) {
            throw new IOException("a trust anchor or revocation list cannot be encoded: " + e.getMessage(), e);
        }
    }

    /** Hands over every acceptance since a moment, oldest first. */
    public void replay(Instant since, AcceptanceVisitor visitor) throws IOException {
        Map<Long, String> domains = new HashMap<>();
        long sinceMs = since.toEpochMilli();
        for (SegmentFile segment : ledger.segmentsSince(since)) {
            try (SegmentReader reader = SegmentReader.open(segment)) {
                SegmentIndex.walk(segment, entry -> {
                    if (entry.kind() == IndexEntry.Kind.ACCEPTED && entry.atMs() >= sinceMs) {
                        String domain = domains.computeIfAbsent(entry.domain(), number -> reader.domain(entry));
                        visitor.accepted(
                                domain,
                                entry.id().toByteArray(),
                                entry.leaf().toByteArray(),
                                entry.acceptance(),
                                entry.atMs(),
                                entry.createdMs());
                    }
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }

    /** The highest acceptance id there is; 0 if none. */
    public synchronized long lastAcceptance() {
        return lastAcceptance;
    }

    /** The highest {@code LedgerRecord.id} there is; 0 if none. */
    public synchronized long lastRecordId() {
        return lastRecordId;
    }

    /** Up to where the ledger is durable: what stands before it is never taken back. */
    public synchronized EvidenceWalk.Position synced() {
        return ledger.synced();
    }

    /** For reading the ledger on, from place to place. */
    public EvidenceWalk walk() {
        return new EvidenceWalk(layout.directory());
    }

    /** For looking things up. */
    public EvidenceSearch search() throws IOException {
        return new EvidenceSearch(layout.directory());
    }

    /** For finding messages and what became of them. */
    public MessageLookup lookup() throws IOException {
        return new MessageLookup(layout.directory());
    }

    /** Deletes what is older than it need be. Happens by itself with every new file. */
    public synchronized void retire() throws IOException {
        ledger.retire(clock.instant());
        payloads.retire(clock.instant());
    }

    @Override
    public synchronized void close() throws IOException {
        try (lock;
                ledger;
                payloads) {
            sync();
        }
    }
}
