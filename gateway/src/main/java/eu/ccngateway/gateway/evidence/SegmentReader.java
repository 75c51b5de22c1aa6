package eu.ccngateway.gateway.evidence;

import eu.ccngateway.gateway.store.ArchivedPayload;
import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.protocol.wire.Header;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Reads the records of one segment that its index points to. */
record SegmentReader(SegmentFile segment, FileChannel channel) implements AutoCloseable {

    static SegmentReader open(SegmentFile segment) throws IOException {
        return new SegmentReader(segment, FileChannel.open(segment.path(), StandardOpenOption.READ));
    }

    LedgerRecord record(IndexEntry entry) throws IOException {
        return LedgerRecord.parseFrom(frame(entry).bytes());
    }

    ArchivedPayload piece(IndexEntry entry) throws IOException {
        return ArchivedPayload.parseFrom(frame(entry).bytes());
    }

    private Frame frame(IndexEntry entry) throws IOException {
        return Frame.read(channel, entry.offset())
                .orElseThrow(() -> new IOException(segment + ": the record at " + entry.offset()
                        + " is damaged (expected: " + entry.length() + " bytes with their checksum);"
                        + " restore the file from a copy"));
    }

    /** The sender's domain of an accepted message. */
    String domain(IndexEntry entry) {
        try {
            return IndexEntry.domainOf(
                    Header.parseFrom(record(entry).getAccepted(entry.ordinal()).getHeader()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
