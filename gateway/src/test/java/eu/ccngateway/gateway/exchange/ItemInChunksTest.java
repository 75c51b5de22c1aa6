package eu.ccngateway.gateway.exchange;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.testkit.Batch;
import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.PutBatch;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A good seal over an item that says its payload follows in chunks, which only a delivery may say. */
class ItemInChunksTest extends GatewayTest {

    private static final int IN_CHUNKS = 0xFFFFFFFF;

    @Test
    void refusesPutThatLeavesItsPayloadToChunks() {
        RawNode fr = start().node(FR);
        RawMessage message = fr.message(CORE_IE, "");
        Batch batch = fr.seal(message);
        byte[] tail = ByteBuffer.allocate(8 + message.header().length)
                .putInt(message.header().length)
                .putInt(IN_CHUNKS)
                .put(message.header())
                .array();
        long request = fr.nextRequest();

        fr.wire()
                .send(
                        Frame.newBuilder()
                                .setPutBatch(PutBatch.newBuilder()
                                        .setRequest(request)
                                        .setSeal(batch.seal())),
                        tail);

        assertThat(fr.results(request))
                .singleElement()
                .satisfies(result -> assertThat(refusal(result)).isEqualTo(RefusalCode.REQUEST_INVALID));
        assertAccepted(fr.put(batch).get(0));
    }
}
