package eu.ccngateway.applications.ics;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.identifier.Mrn;
import eu.ccngateway.applications.movement.Bench;
import eu.ccngateway.applications.movement.TableWalk;
import eu.ccngateway.applications.xml.Element;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One message between import control applications, or of a trader, refused for each reason there is. */
class EntryRefusalsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");
    private static final String DE = "NICA.DE";

    private final Random random = new Random(41);
    private final Ics ics = new Ics("BE");
    private final Bench be = new Bench(Bench.engine(ics, "NICA.BE", random), ics);
    private String mrn = "";

    @BeforeEach
    void register() {
        mrn = receive(declaration("LRN-1")).made().orElseThrow();
    }

    private Element whole(Element given) {
        return Entries.content(ics.messages().complete(given, random, 0, NOW));
    }

    private Element declaration(String reference) {
        return whole(Element.group("CC315A")
                .with(Entries.LRN, reference)
                .with("HEAHEA/TotNumOfIteHEA305", "1")
                .with(Entries.FIRST_ENTRY, "BE000001"));
    }

    private Element message(String name) {
        return whole(Element.group(name).with(Entries.MRN, mrn));
    }

    private Reaction receive(Element content) {
        return be.receive(content, DE, "", NOW);
    }

    @Test
    void recordForADeclarationThatIsHereAlreadyAndOverIs92() {
        receive(message("CC347A"));
        assertRefused(receive(message("CD319A")), "92", "/CD319A");
        assertThat(text(receive(message("CC347A")))).contains("<ie:CC349A", "<ErrTypER11>92<");
    }

    @Test
    void unknownDeclarationIs90OnlyWhereNoNegativeAnswerExists() {
        mrn = Mrn.make(2026, "BE", Mrn.Procedure.ENTRY_SUMMARY, random).text();
        assertRefused(receive(message("CC351A")), "90", "/CC351A/" + Entries.MRN);
        assertThat(receive(message("CD302A")).outgoing())
                .extracting(Outgoing::name)
                .containsExactly("CD303A");
    }

    @Test
    void wrongCheckDigitIs93() {
        mrn = mrn.substring(0, 17) + (char) ('0' + (mrn.charAt(17) - '0' + 1) % 10);
        assertRefused(receive(message("CD302A")), "93", "/CD302A/" + Entries.MRN);
    }

    @Test
    void duplicateIdentificationIs26() {
        byte[] request = be.written(message("CD302A"), DE, "", NOW);
        assertThat(be.receive("CD302A", request, DE, NOW).outgoing())
                .extracting(Outgoing::name)
                .containsExactly("CD303A");
        assertRefused(be.receive("CD302A", request, DE, NOW), "26", "/CD302A/MesIdeMES19");
    }

    @Test
    void officeOfAStrangeCountryIs12() {
        Element request = message("CD302A").with(Entries.ACTUAL, "US000001");
        assertRefused(receive(request), "12", "/CD302A/" + Entries.ACTUAL);
    }

    @Test
    void positiveAnswerWithoutTheDeclarationIs13AndNegativeWithItIs15() {
        assertRefused(receive(message("CD303A")), "13", "/CD303A/CUSOFFFENT730");
        Element negative = whole(message("CD303A").with(Entries.REASON, "1").with(Entries.FIRST_ENTRY, "BE000001"));
        assertRefused(receive(negative), "15", "/CD303A/CUSOFFFENT730");
    }

    @Test
    void referenceUsedBeforeAndWrongCountAre14() {
        assertThat(text(receive(declaration("LRN-1")))).contains("<ie:CC316A", "<ErrTypER11>14<", Entries.LRN);
        Element miscounted = declaration("LRN-2").with("HEAHEA/TotNumOfIteHEA305", "2");
        assertThat(text(receive(miscounted))).contains("<ie:CC316A", "<ErrTypER11>14<", "TotNumOfIteHEA305<");
    }

    @Test
    void faultOfFormIsRefusedWithLineColumnAndCode() {
        byte[] bad = new String(be.written(message("CD302A"), DE, "", NOW), StandardCharsets.UTF_8)
                .replace("RefNumCUSOFFENTACTOFF701>", "RefNum>")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(text(be.receive("CD302A", bad, DE, NOW)))
                .contains("<ie:CD917B", "<ErrLinNumER805>13<", "<ErrColNumER806>", "<ErrCodER801>15<");
    }

    @Test
    void refusalsAreNotRefused() {
        byte[] broken = "<".getBytes(StandardCharsets.UTF_8);
        assertThat(receive(message("CD906B")).outgoing()).isEmpty();
        assertThat(be.receive("CD917B", broken, DE, NOW).outgoing()).isEmpty();
        assertThat(be.receive("CD906B", broken, DE, NOW).outgoing())
                .extracting(Outgoing::name)
                .containsExactly("CD917B");
    }

    private static void assertRefused(Reaction reaction, String code, String pointer) {
        assertThat(TableWalk.refusals(reaction)).containsExactly(code);
        assertThat(text(reaction)).contains("<ie:CD906B", "<ErrTypER11>" + code + "<", "<ErrPoiER12>" + pointer + "<");
    }

    private static String text(Reaction reaction) {
        assertThat(reaction.outgoing()).hasSize(1);
        return new String(reaction.outgoing().get(0).payload(), StandardCharsets.UTF_8);
    }
}
