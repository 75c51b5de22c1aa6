package eu.ccngateway.applications.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.identifier.Mrn;
import eu.ccngateway.applications.movement.Bench;
import eu.ccngateway.applications.movement.TableWalk;
import eu.ccngateway.applications.xml.Element;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One export message refused for each reason there is. */
class ExportRefusalsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");
    private static final String DE = "NECA.DE";

    private final Random random = new Random(31);
    private final Ecs ecs = new Ecs();
    private final Bench be = new Bench(Bench.engine(ecs, "NECA.BE", random), ecs);
    private String mrn = "";

    @BeforeEach
    void release() {
        Map<String, String> details = Map.of("office", "BE000001", "exit", "DE000002");
        mrn = be.act(new Act("dispatch", "", details), NOW).made().orElseThrow();
    }

    private Element message(String name) {
        Element given = Element.group(name);
        given = ecs.messages().outline(name).has(Exports.MRN) ? given.with(Exports.MRN, mrn) : given;
        return Exports.content(ecs.messages().complete(given, random, 0, NOW));
    }

    private Reaction receive(Element content, String correlation) {
        return be.receive(content, DE, correlation, NOW);
    }

    @Test
    void resultsAfterTheEndAre92() {
        receive(message("CD518C"), "");
        assertRefused(receive(message("CD518C"), ""), "92", "/CD518C", "N/A");
    }

    @Test
    void unknownExportIs90OnlyWhereNoNegativeAnswerExists() {
        mrn = Mrn.make(2026, "BE", Mrn.Procedure.EXPORT, random).text();
        assertRefused(receive(message("CD518C"), ""), "90", "/CD518C/ExportOperation/MRN", "N/A");
        assertThat(receive(message("CD502C"), "").outgoing())
                .extracting(Outgoing::name)
                .containsExactly("CD503C");
    }

    @Test
    void wrongCheckDigitIs93() {
        mrn = mrn.substring(0, 17) + (char) ('0' + (mrn.charAt(17) - '0' + 1) % 10);
        assertRefused(receive(message("CD502C"), ""), "93", "/CD502C/ExportOperation/MRN", "N/A");
    }

    @Test
    void duplicateIdentificationIs26() {
        byte[] request = be.written(message("CD502C"), DE, "", NOW);
        assertThat(be.receive("CD502C", request, DE, NOW).outgoing())
                .extracting(Outgoing::name)
                .containsExactly("CD503C");
        assertRefused(be.receive("CD502C", request, DE, NOW), "26", "/CD502C/messageIdentification", "N/A");
    }

    @Test
    void officeOfAStrangeCountryIs12() {
        Element request = message("CD502C").with("CustomsOfficeOfExitActual/referenceNumber", "US000001");
        assertRefused(receive(request, ""), "12", "/CD502C/CustomsOfficeOfExitActual/referenceNumber", "CL141");
    }

    @Test
    void positiveAnswerWithoutDataIs13AndNegativeWithDataIs15() {
        assertThat(text(receive(message("CD503C"), "asked")))
                .contains("<errorCode>13<", "<errorReason>C0365<", "/CD503C/Consignment<");
        Element negative = ecs.messages()
                .select("CD503C", be.engine().movement(mrn).data())
                .with(Exports.REASON, "2");
        assertThat(text(receive(Exports.content(ecs.messages().complete(negative, random, 0, NOW)), "asked")))
                .contains("<errorCode>15<", "<errorReason>C0365<", "/CD503C/Consignment<");
    }

    @Test
    void messageForSomebodyElseIs14() {
        byte[] other = new String(be.written(message("CD502C"), DE, "", NOW), StandardCharsets.UTF_8)
                .replace("<messageRecipient>NECA.BE<", "<messageRecipient>NECA.PL<")
                .getBytes(StandardCharsets.UTF_8);
        assertRefused(be.receive("CD502C", other, DE, NOW), "14", "/CD502C/messageRecipient", "N/A");
    }

    @Test
    void faultOfFormIsRefusedWithLineColumnAndCode() {
        byte[] bad = new String(be.written(message("CD502C"), DE, "", NOW), StandardCharsets.UTF_8)
                .replace("referenceNumber>", "reference>")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(text(be.receive("CD502C", bad, DE, NOW)))
                .contains("<ecs:CD917C", "<errorLineNumber>12<", "<errorColumnNumber>", "<errorCode>15<");
    }

    @Test
    void refusalsAreNotRefused() {
        byte[] broken = "<".getBytes(StandardCharsets.UTF_8);
        assertThat(receive(message("CD906C"), "x").outgoing()).isEmpty();
        assertThat(be.receive("CD917C", broken, DE, NOW).outgoing()).isEmpty();
        assertThat(be.receive("CD906C", broken, DE, NOW).outgoing())
                .extracting(Outgoing::name)
                .containsExactly("CD917C");
    }

    private static void assertRefused(Reaction reaction, String code, String pointer, String reason) {
        assertThat(TableWalk.refusals(reaction)).containsExactly(code);
        assertThat(text(reaction))
                .contains("<errorPointer>" + pointer + "<", "<errorCode>" + code + "<", "<errorReason>" + reason + "<");
    }

    private static String text(Reaction reaction) {
        assertThat(reaction.outgoing()).hasSize(1);
        return new String(reaction.outgoing().get(0).payload(), StandardCharsets.UTF_8);
    }
}
