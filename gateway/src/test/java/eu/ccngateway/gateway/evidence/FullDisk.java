package eu.ccngateway.gateway.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A disk with so much room, which may also fail to sync. What fits is written, also of what does not fit whole. */
final class FullDisk implements SegmentWriter.Disk {

    final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    volatile boolean failsToSync;

    @Override
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        return new Limited(FileChannel.open(file, options));
    }

    private final class Limited extends FileChannel {

        private final FileChannel file;

        Limited(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            int fits = (int) Math.min(source.remaining(), room.get());
            if (fits == 0 && source.hasRemaining()) {
                throw new IOException("No space left on device");
            }
            room.addAndGet(-fits);
            int written = file.write(source.slice(source.position(), fits), position);
            source.position(source.position() + written);
            return written;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            if (failsToSync) {
                throw new IOException("Input/output error");
            }
            file.force(metaData);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public int read(ByteBuffer target) {
            throw unused();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw unused();
        }

        @Override
        public int write(ByteBuffer source) {
            throw unused();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw unused();
        }

        @Override
        public long position() {
            throw unused();
        }

        @Override
        public FileChannel position(long newPosition) {
            throw unused();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw unused();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw unused();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            throw unused();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw unused();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw unused();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw unused();
        }

        private IllegalStateException unused() {
            return new IllegalStateException("a segment is only appended to");
        }
    }
}
