package eu.ccngateway.node;

import eu.ccngateway.protocol.wire.Chunk;
import eu.ccngateway.protocol.wire.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Large payloads on their way over one session, in chunks, a chunk of each in turn. A chunk is written only while the
 * channel takes more, so small messages never wait behind more than a few; files are read a chunk ahead, elsewhere.
 */
final class LargePuts {

    private static final Logger LOG = LoggerFactory.getLogger(LargePuts.class);
    private static final int CHUNK = 64 << 10;
    /** How many a gateway takes at a time. */
    private static final int AT_ONCE = 4;

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final ArrayDeque<Large> turns = new ArrayDeque<>();
    private final Session session;
    private final Roles roles;
    private boolean isStopped;

    LargePuts(Session session, Roles roles) {
        this.session = session;
        this.roles = roles;
    }

    /** One that has its turn later; {@code begin} sends its PutLarge and tells the number of that request. */
    private record Waiting(Outgoing message, LongSupplier begin) {}

    void add(Outgoing message, LongSupplier begin) {
        waiting.add(new Waiting(message, begin));
        begin();
        pump();
    }

    private void begin() {
        while (turns.size() < AT_ONCE && !waiting.isEmpty()) {
            Waiting next = waiting.remove();
            if (!next.message.isDone()) {
                turns.add(new Large(next.begin.getAsLong(), next.message));
            }
        }
    }

    /** Writes chunks as far as the channel takes them. */
    void pump() {
        Channel channel = session.channel();
        int idle = 0;
        while (!isStopped && channel.isWritable() && idle < turns.size()) {
            Large next = turns.remove();
            ByteBuf chunk = next.take();
            if (chunk == null) {
                idle++;
                turns.add(next);
                continue;
            }
            idle = 0;
            session.send(Frame.newBuilder().setChunk(Chunk.newBuilder().setOf(next.request)), chunk);
            if (next.isSent()) {
                next.close();
                begin();
            } else {
                turns.add(next);
            }
        }
    }

    /** The message has an answer, perhaps before all of it was sent. */
    void remove(Outgoing message) {
        turns.removeIf(large -> large.message == message && large.close());
        begin();
        pump();
    }

    void stop() {
        isStopped = true;
        turns.forEach(Large::close);
        turns.clear();
        waiting.clear();
    }

    private final class Large {

        private final long request;
        private final Outgoing message;
        private long sent;
        private @Nullable ByteBuf ahead;
        private boolean isReading;
        private boolean isClosed;
        private @Nullable FileChannel file;

        Large(long request, Outgoing message) {
            this.request = request;
            this.message = message;
        }

        boolean isSent() {
            return sent == message.payload.length();
        }

        /** The next chunk; null if it is being read. */
        @Nullable
        ByteBuf take() {
            int size = (int) Math.min(CHUNK, message.payload.length() - sent);
            if (message.payload instanceof Payload.Bytes bytes) {
                ByteBuf chunk = Unpooled.wrappedBuffer(bytes.array(), bytes.offset() + (int) sent, size);
                sent += size;
                return chunk;
            }
            ByteBuf chunk = ahead;
            ahead = null;
            if (chunk != null) {
                sent += size;
            }
            if (!isSent()) {
                readAhead((Payload.Stretch) message.payload);
            }
            return chunk;
        }

        private void readAhead(Payload.Stretch payload) {
            if (isReading) {
                return;
            }
            isReading = true;
            long from = sent;
            byte[] bytes = new byte[(int) Math.min(CHUNK, payload.length() - from)];
            roles.files().execute(() -> {
                try {
                    payload.read(open(payload), from, ByteBuffer.wrap(bytes));
                    session.channel().eventLoop().execute(() -> read(bytes));
                } catch (IOException e) {
                    session.channel().eventLoop().execute(() -> abandon(e));
                }
            });
        }

        /** Only on the thread that reads files. */
        private FileChannel open(Payload.Stretch payload) throws IOException {
            FileChannel open = file;
            if (open == null) {
                open = FileChannel.open(payload.file(), StandardOpenOption.READ);
                file = open;
            }
            return open;
        }

        private void read(byte[] bytes) {
            isReading = false;
            if (!isClosed) {
                ahead = Unpooled.wrappedBuffer(bytes);
                pump();
            }
        }

        private void abandon(IOException e) {
            LOG.warn("Payload of {} cannot be read any more: {}", message.put.id(), e.toString());
            if (!isClosed) {
                turns.remove(this);
                close();
                begin();
                Chunk.Builder chunk = Chunk.newBuilder().setOf(request).setAbandon(true);
                session.send(Frame.newBuilder().setChunk(chunk), Unpooled.EMPTY_BUFFER);
            }
        }

        boolean close() {
            isClosed = true;
            roles.files().execute(() -> {
                try {
                    if (file != null) {
                        file.close();
                    }
                } catch (IOException ignored) {
                    // It was only read.
                }
            });
            return true;
        }
    }
}
