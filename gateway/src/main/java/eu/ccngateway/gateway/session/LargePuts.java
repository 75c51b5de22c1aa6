package eu.ccngateway.gateway.session;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Chunk;
import eu.ccngateway.protocol.wire.Item;
import eu.ccngateway.protocol.wire.PutLarge;
import eu.ccngateway.protocol.wire.Seal;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Payloads of one session that come in chunks. They gather in files, so that their size is no matter of memory, and go
 * through the pipeline once they are whole, like any other. The files are no store: what is left of them is swept away
 * when the gateway starts.
 *
 * <p>Runs on the session's serial executor; only {@link #begin} and {@link #chunk} are called from the event loop.
 */
final class LargePuts {

    private static final Logger LOG = LoggerFactory.getLogger(LargePuts.class);

    private static final class Unfinished {
        private final PutLarge put;
        private final Seal seal;
        private final byte[] header;
        private final Path file;
        private final FileChannel out;
        private long length;

        Unfinished(PutLarge put, Seal seal, byte[] header, Path file, FileChannel out) {
            this.put = put;
            this.seal = seal;
            this.header = header;
            this.file = file;
            this.out = out;
        }
    }

    private final Session session;
    private final PutDesk desk;
    private final SessionLimits limits;
    private final Path spool;
    private final Clock clock;
    private final Map<Long, Unfinished> unfinished = new HashMap<>();

    LargePuts(Session session, PutDesk desk, SessionLimits limits, Path spool, Clock clock) {
        this.session = session;
        this.desk = desk;
        this.limits = limits;
        this.spool = spool;
        this.clock = clock;
    }

    /** Takes the frame over. */
    void begin(WireFrame frame) {
        PutLarge put = frame.head().getPutLarge();
        Seal seal;
        byte[] header;
        try {
            seal = session.seal(put.getSeal());
            if (frame.tail().readableBytes() > limits.headerMax()) {
                throw new RefusedException(
                        RefusalCode.HEADER_INVALID,
                        "header: " + frame.tail().readableBytes() + " bytes (expected: at most " + limits.headerMax()
                                + ")");
            }
            header = ByteBufUtil.getBytes(frame.tail());
        } catch (RefusedException e) {
            session.send(Session.refusal(put.getRequest(), e));
            return;
        } finally {
            frame.release();
        }
        session.inOrder(() -> refusing(put.getRequest(), () -> open(put, seal, header)));
    }

    /** Takes the frame over. */
    void chunk(WireFrame frame) {
        int length = frame.tail().readableBytes();
        session.began(length);
        session.inOrder(() -> {
            try {
                refusing(frame.head().getChunk().getOf(), () -> add(frame.head().getChunk(), frame.tail()));
            } finally {
                session.answered(length);
                frame.release();
            }
        });
    }

    private interface Step {
        void run() throws IOException;
    }

    private void refusing(long request, Step step) {
        try {
            step.run();
        } catch (RefusedException e) {
            drop(request);
            session.send(Session.refusal(request, e));
        } catch (RuntimeException e) {
            LOG.error("large put of {} failed at something it should not fail at", session.node(), e);
            drop(request);
            session.send(Session.refusal(request, Session.INTERNAL));
        } catch (IOException e) {
            LOG.error("the spool {} cannot be written: {}", spool, e.toString());
            drop(request);
            session.send(Session.refusal(
                    request,
                    new RefusedException(
                            RefusalCode.STORE_UNAVAILABLE,
                            "the gateway has no room to gather the payload; put it again later")));
        }
    }

    private void open(PutLarge put, Seal seal, byte[] header) throws IOException {
        if (put.getPayloadLength() < 0 || put.getPayloadLength() > limits.payloadMax()) {
            throw new RefusedException(
                    RefusalCode.PAYLOAD_TOO_LARGE,
                    "payload_length: " + Long.toUnsignedString(put.getPayloadLength()) + " (expected: at most "
                            + limits.payloadMax() + ")");
        }
        if (unfinished.size() >= SessionLimits.LARGE_PUTS_MAX || unfinished.containsKey(put.getRequest())) {
            throw new RefusedException(
                    RefusalCode.TOO_MUCH_IN_FLIGHT,
                    "large payloads begun: " + unfinished.size() + " (expected: at most " + SessionLimits.LARGE_PUTS_MAX
                            + ", each with its own request)");
        }
        Path file = Files.createTempFile(spool, "put-", ".part");
        FileChannel out = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        unfinished.put(put.getRequest(), new Unfinished(put, seal, header, file, out));
        if (put.getPayloadLength() == 0) {
            finish(put.getRequest());
        }
    }

    private void add(Chunk chunk, ByteBuf bytes) throws IOException {
        Unfinished large = unfinished.get(chunk.getOf());
        if (large == null) {
            return; // Refused or given up before; what is still on its way is of no use.
        }
        if (chunk.getAbandon()) {
            throw new RefusedException(
                    RefusalCode.PAYLOAD_INCOMPLETE, "chunk: the payload was given up after " + large.length + " bytes");
        }
        if (large.length + bytes.readableBytes() > large.put.getPayloadLength()) {
            throw new RefusedException(
                    RefusalCode.PAYLOAD_INCOMPLETE,
                    "chunks: more than " + large.put.getPayloadLength() + " bytes (expected: the length announced)");
        }
        large.length += bytes.readableBytes();
        bytes.readBytes(large.out, bytes.readableBytes());
        if (large.length == large.put.getPayloadLength()) {
            finish(chunk.getOf());
        }
    }

    private void finish(long request) throws IOException {
        Unfinished large = java.util.Objects.requireNonNull(unfinished.get(request));
        ByteBuf payload = Unpooled.wrappedBuffer(large.out.map(FileChannel.MapMode.READ_ONLY, 0, large.length));
        unfinished.remove(request);
        large.out.close();
        Files.delete(large.file);
        ByteBuf front = Unpooled.buffer(Item.LENGTHS + large.header.length);
        front.writeInt(large.header.length).writeInt((int) large.length).writeBytes(large.header);
        CompositeByteBuf whole =
                Unpooled.compositeBuffer(2).addComponent(true, front).addComponent(true, payload);
        Item item = Item.readAll(whole, 1, limits.headerMax()).get(0);
        session.began(large.length);
        try {
            desk.put(
                    session,
                    new PutDesk.Piece(
                            request,
                            large.seal,
                            List.of(item),
                            List.of(large.put.getProof()),
                            whole,
                            large.length,
                            clock.millis()));
        } catch (RuntimeException e) {
            session.answered(large.length);
            whole.release();
            throw e;
        }
    }

    private void drop(long request) {
        Unfinished large = unfinished.remove(request);
        if (large != null) {
            drop(large);
        }
    }

    private static void drop(Unfinished large) {
        try {
            large.out.close();
            Files.deleteIfExists(large.file);
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", large.file, e.toString());
        }
    }

    /** The session is over. */
    void close() {
        session.inOrder(() -> {
            unfinished.values().forEach(LargePuts::drop);
            unfinished.clear();
        });
    }
}
