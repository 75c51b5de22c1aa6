package eu.ccngateway.gateway.semantics;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.testkit.CapturedLog;
import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.Provokes;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.protocol.refusal.RefusalCode;
import org.junit.jupiter.api.Test;

/** A mistake of ours costs one request, and is seen. */
class InternalFaultTest extends GatewayTest {

    @Test
    @Provokes(RefusalCode.INTERNAL)
    void refusesAPutThatMeetsAFaultAndGoesOn() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawMessage small = fr.message(CORE_IE, "small");
        RawMessage large = new RawMessage(fr.header(CORE_IE).build(), new byte[300_000]);
        CapturedLog.Section log = CapturedLog.begin();

        gateway.observer().breakPuts(true);
        assertThat(refusal(() -> fr.put(small))).isEqualTo(RefusalCode.INTERNAL);
        assertThat(refusal(() -> fr.putLarge(large))).isEqualTo(RefusalCode.INTERNAL);
        gateway.observer().breakPuts(false);

        assertThat(log.alarms()).hasSize(2).allMatch(line -> line.contains("broken on purpose"));
        assertAccepted(fr.put(small));
        assertAccepted(fr.putLarge(large));
        assertThat(gateway.directory().resolve("data/spool")).isEmptyDirectory();
    }
}
