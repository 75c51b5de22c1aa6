package eu.ccngateway.gateway.report;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import eu.ccngateway.protocol.message.GatewayId;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Kind;
import eu.ccngateway.protocol.wire.Report;
import eu.ccngateway.protocol.wire.ReportType;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Writes reports in the gateway's name. All reports of one unit of work go onto one sheet, under one seal. */
public final class ReportIssuer {

    private final String gateway;
    private final Statement statement;
    private final Supplier<SealingKey> key;
    /** Of this run of the gateway; with moment and counter it makes ids that nobody else makes. */
    private final long run;

    private final AtomicLong counter = new AtomicLong();

    /** @param key the key in force; it may be renewed while running */
    public ReportIssuer(GatewayId gateway, Statement statement, Supplier<SealingKey> key, RandomGenerator random) {
        this.gateway = gateway.toString();
        this.statement = statement;
        this.key = key;
        this.run = random.nextLong();
    }

    /**
     * What is reported upon.
     *
     * @param leaf hash of the original's statement
     */
    public record Original(Header header, byte[] leaf, long acceptance) {}

    /**
     * What happened to it.
     *
     * @param code refusal code, for an exception
     * @param reason in words, for an exception
     * @param receiver who acknowledged, for a CoD
     */
    public record Event(ReportType type, long atMs, int code, String reason, String receiver) {

        public static Event arrival(long atMs) {
            return new Event(ReportType.COA, atMs, 0, "", "");
        }
    }

    /** An empty sheet. */
    public ReportSheet sheet() {
        return new ReportSheet(this, statement, key.get());
    }

    /** The header of a report on one message; there is no payload. */
    Header header(Original original, Event event) {
        ByteString of = original.header().getId();
        return header(original.header(), event, 1)
                .setCorrelationId(of)
                .setReport(report(original.header(), event)
                        .setOriginalLeaf(UnsafeByteOperations.unsafeWrap(original.leaf()))
                        .setOriginalId(of)
                        .setAcceptance(original.acceptance()))
                .build();
    }

    /**
     * The header of a report on several messages; its payload says on which.
     *
     * @param first has what they have in common
     */
    Header header(Original first, Event event, int messages) {
        return header(first.header(), event, messages)
                .setReport(report(first.header(), event))
                .build();
    }

    private Header.Builder header(Header of, Event event, int messages) {
        return Header.newBuilder()
                .setSender(gateway)
                .setTo(of.getReplyTo())
                .setKind(Kind.REPORT)
                .setType(event.type().name())
                .setId(freshId(event.atMs(), messages))
                .setCreatedMs(event.atMs());
    }

    private static Report.Builder report(Header of, Event event) {
        return Report.newBuilder()
                .setType(event.type())
                .setOriginalSender(of.getSender())
                .setOriginalTo(of.getTo())
                .setOriginalType(of.getType())
                .setAtMs(event.atMs())
                .setRefusal(event.code())
                .setReason(event.reason())
                .setReceiver(event.receiver());
    }

    /** The first of as many ids as there are messages. */
    private ByteString freshId(long nowMs, int messages) {
        ByteBuffer id = ByteBuffer.allocate(MessageId.LENGTH);
        return UnsafeByteOperations.unsafeWrap(id.putLong(nowMs)
                .putLong(run)
                .putLong(counter.getAndAdd(messages) + 1)
                .flip());
    }
}
