package eu.ccngateway.monitoring.ledger;

import java.io.IOException;

/** Where bytes are appended: a file, or memory for a replay that nobody keeps. */
public interface LineStore extends AutoCloseable {

    /** Everything in it. */
    byte[] read() throws IOException;

    /** Adds bytes at the end; they survive the end of this process, and a power cut after {@link #sync}. */
    void append(byte[] bytes) throws IOException;

    void sync() throws IOException;

    /** Cuts it to a length. */
    void truncate(long length) throws IOException;

    @Override
    void close() throws IOException;
}
