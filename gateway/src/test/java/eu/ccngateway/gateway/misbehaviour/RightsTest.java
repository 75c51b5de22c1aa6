package eu.ccngateway.gateway.misbehaviour;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_DE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.REPORT_DE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.REPORT_IE;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.testkit.Provokes;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.protocol.refusal.RefusalCode;
import org.junit.jupiter.api.Test;

class RightsTest extends MisbehaviourTest {

    private static final String ECS_IE = "CORE-RCT-QUE.ECS@CUSTTAX.IE";

    @Test
    @Provokes(RefusalCode.QUEUE_UNKNOWN)
    void unknownQueue() {
        RawNode fr = node();

        assertThat(refusal(fr.put(secret(fr, "CORE-RCT-QUE.NCTZ@CUSTTAX.IE")))).isEqualTo(RefusalCode.QUEUE_UNKNOWN);
        assertThat(logged().get(0)).contains("near: [CORE-RCT-QUE.NCTS@CUSTTAX.IE");
    }

    @Test
    void unknownDomain() {
        RawNode fr = node();

        assertThat(refusal(fr.put(secret(fr, "CORE-RCT-QUE.NCTS@CUSTTAX.ZZ")))).isEqualTo(RefusalCode.QUEUE_UNKNOWN);
    }

    @Test
    @Provokes(RefusalCode.NOT_AUTHORISED)
    void unauthorisedType() {
        RawNode fr = node();
        RawMessage message = RawMessage.of(fr.header(CORE_IE).setType("CD501C-MSG.ECS"), SECRET);

        assertThat(refusal(fr.put(message))).isEqualTo(RefusalCode.NOT_AUTHORISED);
    }

    @Test
    void unauthorisedQueue() {
        RawNode fr = node();

        assertThat(refusal(fr.put(secret(fr, REPORT_IE)))).isEqualTo(RefusalCode.NOT_AUTHORISED);
    }

    @Test
    void unauthorisedApplication() {
        RawNode ec = gateway.node("NTA.EC@DG.EC");

        assertThat(refusal(ec.put(RawMessage.of(ec.header(ECS_IE).setType("CD501C-MSG.ECS"), SECRET))))
                .isEqualTo(RefusalCode.NOT_AUTHORISED);
    }

    @Test
    @Provokes(RefusalCode.QUEUE_FOREIGN)
    void takingFromAnotherDomain() {
        expectLines(0);
        RawNode fr = node();

        assertThat(refusal(() -> fr.get(CORE_IE, 1, 0))).isEqualTo(RefusalCode.QUEUE_FOREIGN);
        assertThat(refusal(() -> fr.subscribe(CORE_DE, 1))).isEqualTo(RefusalCode.QUEUE_FOREIGN);
        assertThat(refusal(() -> fr.depth(CORE_DE))).isEqualTo(RefusalCode.QUEUE_FOREIGN);
    }

    @Test
    void takingFromAnotherApplication() {
        expectLines(0);
        RawNode ie = gateway.node("NTA.IE@CUSTTAX.IE");

        assertThat(refusal(() -> ie.get(ECS_IE, 1, 0))).isEqualTo(RefusalCode.NOT_AUTHORISED);
    }

    @Test
    void takingFromAQueueThatIsNone() {
        expectLines(0);
        RawNode fr = node();

        assertThat(refusal(() -> fr.get("no address", 1, 0))).isEqualTo(RefusalCode.QUEUE_UNKNOWN);
        assertThat(refusal(() -> fr.get("A@B", 1, 0))).isEqualTo(RefusalCode.QUEUE_UNKNOWN);
        assertThat(refusal(() -> fr.get("x".repeat(100_000), 1, 0))).isEqualTo(RefusalCode.QUEUE_UNKNOWN);
    }

    @Test
    @Provokes(RefusalCode.REPLY_TO_FOREIGN)
    void reportsToAnotherDomain() {
        RawNode fr = node();

        assertThat(refusal(fr.put(RawMessage.of(fr.header(CORE_IE, REPORT_DE), SECRET))))
                .isEqualTo(RefusalCode.REPLY_TO_FOREIGN);
    }
}
