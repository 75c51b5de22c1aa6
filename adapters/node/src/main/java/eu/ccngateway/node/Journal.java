package eu.ccngateway.node;

import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's own account of what it sent and took, to be held against the gateway's: a line of CSV for each message that was
 * accepted and each whose acknowledgement the gateway confirmed, before the program is told. It survives the end of the
 * process. Reports are not in it. Thread-safe.
 */
final class Journal implements AutoCloseable {

    /** Its first line. */
    static final String TITLE = "at,what,id,sender,to,type,bytes";

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path file;
    private final Clock clock;
    private final FileChannel channel;
    private boolean hasFailed;

    private Journal(Path file, Clock clock, FileChannel channel) {
        this.file = file;
        this.clock = clock;
        this.channel = channel;
    }

    /** @param node whose account it is; a line says when it began to be kept */
    static Journal open(Path file, NodeId node, Clock clock) {
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            Journal journal = new Journal(file, clock, channel);
            if (channel.size() == 0) {
                journal.write(TITLE + "\n");
            }
            journal.write(clock.instant() + ",OPENED,," + node + ",,,\n");
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException("journal: " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    void sent(Header header, long bytes) {
        line("SENT", header, bytes);
    }

    void taken(Header header, long bytes) {
        line("TAKEN", header, bytes);
    }

    private void line(String what, Header header, long bytes) {
        if (header.getKind() != Kind.REPORT) {
            write(String.join(
                            ",",
                            clock.instant().toString(),
                            what,
                            MessageId.of(header.getId().toByteArray()).toHex(),
                            header.getSender(),
                            header.getTo(),
                            header.getType(),
                            Long.toString(bytes))
                    + "\n");
        }
    }

    /** Messages go on when the journal does not: it is an account of them, not a condition. */
    private synchronized void write(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            hasFailed = false;
        } catch (IOException e) {
            if (!hasFailed) {
                LOG.error("journal: {} cannot be written, messages are missing from it: {}", file, e.toString());
            }
            hasFailed = true;
        }
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("journal: {} did not close in order: {}", file, e.toString());
        }
    }
}
