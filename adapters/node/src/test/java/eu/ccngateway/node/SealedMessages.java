package eu.ccngateway.node;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.message.HeaderRules;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.ReportRows;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.wire.Deliver;
import eu.ccngateway.protocol.wire.Delivery;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Item;
import eu.ccngateway.protocol.wire.Kind;
import eu.ccngateway.protocol.wire.Proof;
import eu.ccngateway.protocol.wire.Report;
import eu.ccngateway.protocol.wire.ReportType;
import eu.ccngateway.protocol.wire.Seal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Messages under one seal, as a gateway would deliver them. */
final class SealedMessages {

    private static long lastId;

    private final List<byte[]> headers = new ArrayList<>();
    private final List<byte[]> payloads = new ArrayList<>();
    private final MerkleTree tree;
    private final Seal seal;

    private SealedMessages(SealingKey key, List<Header> all, List<byte[]> contents) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            byte[] header = all.get(i).toByteArray();
            headers.add(header);
            payloads.add(contents.get(i));
            leaves.add(
                    HeaderRules.isOnSeveral(all.get(i))
                            ? TestNetwork.STATEMENT.leaf(all.get(i), Sha256.of(header), new ReportRows(contents.get(i)))
                            : TestNetwork.STATEMENT.leaf(all.get(i), Sha256.of(header), Sha256.of(contents.get(i))));
        }
        tree = new MerkleTree(leaves);
        seal = key.seal(tree);
    }

    static SealedMessages of(SealingKey key, Header header, byte[] payload) {
        return new SealedMessages(key, List.of(header), List.of(payload));
    }

    /** Messages of NTA.IE to NTA.FR. */
    static SealedMessages texts(TestNetwork network, String... texts) {
        List<Header> headers = new ArrayList<>();
        List<byte[]> payloads = new ArrayList<>();
        for (String text : texts) {
            headers.add(header().build());
            payloads.add(text.getBytes(StandardCharsets.UTF_8));
        }
        return new SealedMessages(TestNetwork.sealing(network.ie), headers, payloads);
    }

    static Header.Builder header() {
        return Header.newBuilder()
                .setSender(TestNetwork.IE)
                .setTo(TestNetwork.CORE_FR)
                .setKind(Kind.REQUEST)
                .setType(TestNetwork.TYPE)
                .setId(freshId())
                .setCreatedMs(System.currentTimeMillis());
    }

    /** A report of the gateway on a message. */
    static Header.Builder report(ReportType type, ByteString originalId) {
        return Header.newBuilder()
                .setSender(TestNetwork.GATEWAY)
                .setTo(TestNetwork.REPORT_FR)
                .setKind(Kind.REPORT)
                .setType(type.name())
                .setId(freshId())
                .setCorrelationId(originalId)
                .setCreatedMs(System.currentTimeMillis())
                .setReport(Report.newBuilder()
                        .setType(type)
                        .setOriginalLeaf(ByteString.copyFrom(new byte[32]))
                        .setOriginalId(originalId)
                        .setOriginalSender(TestNetwork.FR)
                        .setOriginalTo(TestNetwork.TO_IE)
                        .setOriginalType(TestNetwork.TYPE)
                        .setAcceptance(77)
                        .setAtMs(1_700_000_000_000L)
                        .setRefusal(type == ReportType.EXCEPTION ? 801 : 0)
                        .setReason(type == ReportType.EXCEPTION ? "rolled back 6 times" : "")
                        .setReceiver(type == ReportType.COD ? TestNetwork.IE : ""));
    }

    /** A report of the gateway on several messages, and their ids. */
    static SealedMessages together(TestNetwork network, ReportType type, List<ByteString> originalIds) {
        Header.Builder header = report(type, ByteString.EMPTY);
        header.getReportBuilder().clearOriginalLeaf().clearAcceptance();
        ByteBuffer rows = ByteBuffer.allocate(originalIds.size() * ReportRows.ROW);
        for (int i = 0; i < originalIds.size(); i++) {
            ReportRows.write(rows, originalIds.get(i).asReadOnlyByteBuffer(), new byte[32], 70 + i);
        }
        return of(TestNetwork.sealing(network.gatewaySeal), header.build(), rows.array());
    }

    static synchronized ByteString freshId() {
        byte[] id = new byte[MessageId.LENGTH];
        ByteBuffer.wrap(id).putLong(++lastId);
        return ByteString.copyFrom(id);
    }

    Seal seal() {
        return seal;
    }

    int size() {
        return headers.size();
    }

    /** All of them, numbered from {@code first}. */
    List<Delivery> deliveries(long first) {
        List<Delivery> all = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            all.add(delivery(i, first + i).build());
        }
        return all;
    }

    Delivery.Builder delivery(int index, long number) {
        return Delivery.newBuilder()
                .setDelivery(number)
                .setProof(Proof.newBuilder().setIndex(index).setPath(ByteString.copyFrom(tree.path(index))))
                .setAcceptance(500 + index)
                .setAcceptedAtMs(System.currentTimeMillis());
    }

    Frame.Builder frame(long request, List<Delivery> deliveries) {
        return Frame.newBuilder()
                .setDeliver(Deliver.newBuilder()
                        .setRequest(request)
                        .setSeal(seal.getId())
                        .addAllDeliveries(deliveries));
    }

    ByteBuf tail(List<Delivery> deliveries) {
        ByteBuf tail = Unpooled.buffer();
        for (Delivery delivery : deliveries) {
            int index = delivery.getProof().getIndex();
            if (delivery.getPayloadLength() > 0) {
                Item.writeChunked(tail, headers.get(index));
            } else {
                Item.write(tail, headers.get(index), Unpooled.wrappedBuffer(payloads.get(index)));
            }
        }
        return tail;
    }

    byte[] payload(int index) {
        return payloads.get(index);
    }
}
