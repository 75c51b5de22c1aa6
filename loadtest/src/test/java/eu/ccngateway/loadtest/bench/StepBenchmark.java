package eu.ccngateway.loadtest.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import eu.ccngateway.gateway.parcel.ParcelWriter;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.store.ParcelHead;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.FrameDecoder;
import eu.ccngateway.protocol.wire.FrameEncoder;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Item;
import eu.ccngateway.protocol.wire.Kind;
import eu.ccngateway.protocol.wire.PutBatch;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Steps without keys: hashing, headers, parcels and frames. Parcels and frames hold 64 messages of the mean size. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StepBenchmark {

    private static final int MESSAGES = 64;
    private static final int PAYLOAD = 4_670;
    private static final int FRAME_MAX = 1 << 20;

    private final Statement statement = new Statement("demo", "RCT");
    private final ParcelWriter parcels = new ParcelWriter(PooledByteBufAllocator.DEFAULT);
    private final byte[] payload = new byte[PAYLOAD];
    private Header header;
    private byte[] headerBytes;
    private byte[] headerSha256;
    private byte[] payloadSha256;
    private ByteBuf item;
    private ByteBuf tail;
    private ByteBuf wire;
    private List<ByteBuf> items;

    @Setup
    public void setUp() {
        new Random(1).nextBytes(payload);
        header = Header.newBuilder()
                .setSender("NTA.FR@CUSTTAX.FR")
                .setTo("CORE-RCT-QUE.NCTS@CUSTTAX.IE")
                .setKind(Kind.REQUEST)
                .setType("CD001C-MSG.NCTS")
                .setId(ByteString.copyFrom(new byte[24]))
                .setReplyTo("REPORT-RCT-QUE.NCTS@CUSTTAX.FR")
                .setCreatedMs(1_800_000_000_000L)
                .setReports(15)
                .build();
        headerBytes = header.toByteArray();
        headerSha256 = Sha256.of(headerBytes);
        payloadSha256 = Sha256.of(payload);
        item = Unpooled.directBuffer();
        Item.write(item, headerBytes, Unpooled.wrappedBuffer(payload));
        items = Collections.nCopies(MESSAGES, item);
        tail = Unpooled.directBuffer();
        items.forEach(one -> tail.writeBytes(one, one.readerIndex(), one.readableBytes()));
        wire = encoded();
    }

    private Frame head() {
        return Frame.newBuilder()
                .setPutBatch(PutBatch.newBuilder().setRequest(1))
                .build();
    }

    private ByteBuf encoded() {
        EmbeddedChannel channel = new EmbeddedChannel(new FrameEncoder());
        channel.writeOutbound(new WireFrame(head(), tail.retainedDuplicate()));
        ByteBuf all = Unpooled.directBuffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        channel.finishAndReleaseAll();
        return all;
    }

    @Benchmark
    public byte[] hashPayload() {
        return Sha256.of(payload);
    }

    @Benchmark
    public byte[] leafOfStatement() {
        return statement.leaf(header, headerSha256, payloadSha256);
    }

    @Benchmark
    public Header parseHeader() throws InvalidProtocolBufferException {
        return Header.parseFrom(headerBytes);
    }

    @Benchmark
    public byte[] writeHeader() {
        return header.toByteArray();
    }

    @Benchmark
    public int writeParcelOf64() {
        ParcelHead.Builder head = ParcelHead.newBuilder().setParcel(1).setPriority(5);
        List<Entry> entries = parcels.write(head, items);
        entries.forEach(entry -> entry.body().release());
        return entries.size();
    }

    @Benchmark
    public int encodeFrameOf64() {
        ByteBuf encoded = encoded();
        int bytes = encoded.readableBytes();
        encoded.release();
        return bytes;
    }

    @Benchmark
    public int decodeFrameOf64() {
        EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(FRAME_MAX));
        channel.writeInbound(wire.retainedDuplicate());
        WireFrame frame = channel.readInbound();
        int count = Item.readAll(frame.tail(), MESSAGES, PAYLOAD).size();
        frame.release();
        channel.finishAndReleaseAll();
        return count;
    }
}
