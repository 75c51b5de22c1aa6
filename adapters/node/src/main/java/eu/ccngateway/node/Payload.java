package eu.ccngateway.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A message's content: in memory, or part of a file that is read while it is sent. */
sealed interface Payload {

    long length();

    /** All of it in memory. */
    byte[] toBytes();

    InputStream open() throws IOException;

    /** In memory, never changed. */
    record Bytes(byte[] array, int offset, int size) implements Payload {

        static Bytes of(byte[] array) {
            return new Bytes(array, 0, array.length);
        }

        static Bytes of(ByteBuffer buffer) {
            if (buffer.hasArray()) {
                return new Bytes(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
            }
            byte[] copy = new byte[buffer.remaining()];
            buffer.get(buffer.position(), copy);
            return of(copy);
        }

        @Override
        public long length() {
            return size;
        }

        @Override
        public byte[] toBytes() {
            if (offset == 0 && size == array.length) {
                return array;
            }
            byte[] copy = new byte[size];
            System.arraycopy(array, offset, copy, 0, size);
            return copy;
        }

        @Override
        public InputStream open() {
            return new java.io.ByteArrayInputStream(array, offset, size);
        }
    }

    /** A stretch of a file that must not change until the message is accepted. */
    record Stretch(Path file, long offset, long length) implements Payload {

        static Stretch of(Path file) {
            try {
                return new Stretch(file, 0, Files.size(file));
            } catch (IOException e) {
                throw new UncheckedIOException("payload: " + file + " cannot be read; check path and permissions", e);
            }
        }

        @Override
        public byte[] toBytes() {
            byte[] bytes = new byte[Math.toIntExact(length)];
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                read(channel, 0, ByteBuffer.wrap(bytes));
                return bytes;
            } catch (IOException e) {
                throw new UncheckedIOException("payload: " + file + " cannot be read", e);
            }
        }

        /** Fills the buffer from a position within the stretch. */
        void read(FileChannel channel, long from, ByteBuffer into) throws IOException {
            long at = offset + from;
            while (into.hasRemaining()) {
                int count = channel.read(into, at);
                if (count < 0) {
                    throw new IOException(file + ": ends at byte " + at + " (expected: " + (offset + length)
                            + " bytes); it was cut while it was being sent");
                }
                at += count;
            }
        }

        @Override
        public InputStream open() throws IOException {
            InputStream in = Files.newInputStream(file);
            in.skipNBytes(offset);
            return new FirstBytes(in, length);
        }
    }
}
