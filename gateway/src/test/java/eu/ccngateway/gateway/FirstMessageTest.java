package eu.ccngateway.gateway;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.queue.LeakWatch;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.protocol.wire.PutResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The shortest way through the whole gateway. */
@ExtendWith(LeakWatch.class)
class FirstMessageTest {

    @TempDir
    Path directory;

    @Test
    void carriesAMessageFromItsPutToItsAcknowledgement() {
        try (TestGateway gateway = TestGateway.start(directory)) {
            RawNode fr = gateway.node(FR);
            RawNode ie = gateway.node(IE);
            RawMessage message = fr.message(CORE_IE, "hello");

            PutResult result = fr.put(message);
            Taken taken = ie.getOne(CORE_IE);
            ie.acknowledge(taken);

            assertThat(result.hasRefused()).isFalse();
            assertThat(taken.delivery().getAcceptance()).isEqualTo(result.getAcceptance());
            assertThat(taken.message().header()).isEqualTo(message.header());
            assertThat(taken.payload()).isEqualTo(message.payload());
            gateway.verification().message(taken);
            assertThat(ie.get(CORE_IE, 1, 0)).isEmpty();
        }
    }
}
