package eu.ccngateway.applications.ncts;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.movement.Bench;
import eu.ccngateway.applications.movement.Movement;
import eu.ccngateway.applications.movement.TableWalk;
import eu.ccngateway.applications.xml.Element;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One message refused for each reason there is, with the code, the pointer and the reason that belong to it. */
class RefusalsTest {

    private final Situations situations = new Situations(new Random(11));
    private final Bench be = new Bench(Ncts.application("BE", new Random(12)), situations.protocol());

    @Test
    void duplicateIdentificationIs26AndRedeliveryIsSilence() {
        be.put(situations.movement().inState("DEPARTURE", "RELEASED"));
        byte[] message = written("CD027C", situations.message("CD027C"), "");
        Reaction first = be.receive("CD027C", message, "NTA.FR", Situations.NOW);
        Reaction second = be.receive("CD027C", message, "NTA.FR", Situations.NOW);

        assertThat(first.outgoing()).extracting(Outgoing::name).containsExactly("CD038C");
        assertRefused(second, "26", "/CD027C/messageIdentification", "N/A");
    }

    @Test
    void wrongCheckDigitIs93WithTheNumber() {
        String wrong = situations.mrn().substring(0, 17)
                + (char) ('0' + (situations.mrn().charAt(17) - '0' + 1) % 10);
        Element message = situations.anyMessage("CD006C", wrong);

        assertRefused(receive(message, ""), "93", "/CD006C/TransitOperation/MRN", "N/A");
        assertThat(text(receive(message, ""))).contains("<originalAttributeValue>" + wrong + "<");
    }

    @Test
    void unknownMovementIs90OnlyWhereNoNegativeAnswerExists() {
        assertRefused(
                receive(situations.message("CD115C:positive"), "asked"), "90", "/CD115C/TransitOperation/MRN", "N/A");
        assertThat(receive(situations.message("CD002C"), "").outgoing())
                .extracting(Outgoing::name)
                .containsExactly("CD003C");
    }

    @Test
    void resultsDuringControlAtDepartureAre92() {
        be.put(situations.movement().inState("DEPARTURE", "UNDER_CONTROL"));

        assertRefused(receive(situations.message("CD018C:satisfactory"), ""), "92", "/CD018C", "N/A");
    }

    @Test
    void valueOutsideItsCodeListIs12() {
        Element message = situations.message("CD180C").with("Consignment/Incident/code", "9");

        assertRefused(receive(message, ""), "12", "/CD180C/Consignment/Incident[1]/code", "CL019");
    }

    @Test
    void officeOfAStrangeCountryIs12() {
        Element message =
                situations.message("CD002C").with("CustomsOfficeOfDestinationActual/referenceNumber", "US000001");

        assertRefused(receive(message, ""), "12", "/CD002C/CustomsOfficeOfDestinationActual/referenceNumber", "CL172");
    }

    @Test
    void missingCorrelationOfAnAnswerIs13AndOneOfAnOpeningIs15() {
        assertRefused(
                receive(situations.message("CD003C:negative"), ""), "13", "/CD003C/correlationIdentifier", "C0511");
        assertRefused(receive(situations.message("CD002C"), "some"), "15", "/CD002C/correlationIdentifier", "C0511");
    }

    @Test
    void negativeAnswerWithDataIs15AndPositiveWithoutIs13() {
        Element negative = situations.message("CD003C:positive").with(Transit.REASON, "1");
        assertThat(text(receive(negative, "asked")))
                .contains("<errorCode>15<", "C0365", "C0466", "C0811", "/CD003C/Consignment<");
        Element positive = situations.message("CD003C:positive").without("Consignment");
        assertRefused(receive(positive, "asked"), "13", "/CD003C/Consignment", "C0466");
    }

    @Test
    void enquiryLimitOfAnotherDayIs14() {
        Element message = situations.message("CD142C").with("Enquiry/limitForTheEnquiryResponseDate", "2026-04-01");

        assertRefused(receive(message, ""), "14", "/CD142C/Enquiry/limitForTheEnquiryResponseDate", "G0125");
    }

    @Test
    void procedureLetterThatDoesNotFitTheSecurityDataIs14() {
        Element message = situations.message("CD001C").with("TransitOperation/security", "0");

        assertRefused(receive(message, ""), "14", "/CD001C/TransitOperation/MRN", "R0410");
    }

    @Test
    void securityDataFromOutsideTheSecurityAreaAre15() {
        Element message =
                ordered(situations.message("CD001C").with("TransitOperation/specificCircumstanceIndicator", "A20"));
        assertThat(TableWalk.refusals(be.receive(message, "NTA.FR", "", Situations.NOW)))
                .isEmpty();

        Reaction refused = be.receive(message, "NTA.TR", "", Situations.NOW);
        assertRefused(refused, "15", "/CD001C/TransitOperation/specificCircumstanceIndicator", "C0812");
    }

    @Test
    void securityDataForSomebodyOutsideTheSecurityAreaAre15() {
        Bench turkey = new Bench(Ncts.application("TR", new Random(13)), new Ncts("TR"));
        Element risk = Element.group("RiskAnalysisIdentification").with("code", "A");
        Element message = situations.message("CD001C").put("RiskAnalysisIdentification", risk);

        Reaction refused = turkey.receive(ordered(message), "NTA.FR", "", Situations.NOW);
        assertRefused(refused, "15", "/CD001C/RiskAnalysisIdentification", "C0813");
    }

    @Test
    void carnetNumberOfAnotherLengthIs14() {
        Element message = ordered(situations.message("CD001C").with("TransitOperation/TIRCarnetNumber", "2345678"));

        assertRefused(receive(message, ""), "14", "/CD001C/TransitOperation/TIRCarnetNumber", "R0990");
    }

    @Test
    void unavailabilityWithoutEndOrBackwardsIsRefused() {
        Element planned = situations.message("CD071C").put("Country", country("S", "2026-03-02T10:00:00", ""));
        assertRefused(receive(planned, ""), "13", "/CD071C/Country/Action/Unavailability/endDateAndTime", "C0400");
        Element backwards =
                situations.message("CD071C").put("Country", country("S", "2026-03-02T10:00:00", "2026-03-02T10:00:00"));
        assertRefused(receive(backwards, ""), "14", "/CD071C/Country/Action/Unavailability/endDateAndTime", "R0519");
    }

    @Test
    void messageForSomebodyElseIsRefused() {
        String text = new String(written("CD002C", situations.message("CD002C"), ""), StandardCharsets.UTF_8);
        byte[] other = text.replace("<messageRecipient>NTA.BE<", "<messageRecipient>NTA.PL<")
                .getBytes(StandardCharsets.UTF_8);

        assertRefused(be.receive("CD002C", other, "NTA.FR", Situations.NOW), "14", "/CD002C/messageRecipient", "N/A");
    }

    @Test
    void faultOfFormIsRefusedWithLineColumnAndCode() {
        String text = new String(written("CD002C", situations.message("CD002C"), ""), StandardCharsets.UTF_8);
        byte[] bad = text.replace("</TransitOperation>", "<x>1</x></TransitOperation>")
                .getBytes(StandardCharsets.UTF_8);
        Reaction reaction = be.receive("CD002C", bad, "NTA.FR", Situations.NOW);

        assertThat(reaction.outgoing())
                .extracting(Outgoing::name, Outgoing::to)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("CD917C", "NTA.FR"));
        assertThat(text(reaction))
                .contains(
                        "<errorLineNumber>10<", "<errorColumnNumber>", "<errorCode>15<", "/CD002C/TransitOperation/x<")
                .contains("<correlationIdentifier>mine-0000000001<");
    }

    @Test
    void brokenXmlIsRefusedToTheNodeThatSentIt() {
        Reaction reaction =
                be.receive("CD002C", "<a><b></a>".getBytes(StandardCharsets.UTF_8), "NTA.FR", Situations.NOW);

        assertThat(reaction.outgoing()).extracting(Outgoing::to).containsExactly("NTA.FR");
        assertThat(text(reaction)).contains("<errorCode>52<");
    }

    @Test
    void refusalsAreNotRefused() {
        Element functional = situations.message("CD906C").with("Header/MRN", situations.mrn());
        assertThat(receive(functional, "").outgoing())
                .as("906 without correlation is let go")
                .isEmpty();
        assertThat(receive(situations.message("CD917C"), "x").outgoing()).isEmpty();
        byte[] broken = "<".getBytes(StandardCharsets.UTF_8);
        assertThat(be.receive("CD917C", broken, "NTA.FR", Situations.NOW).outgoing())
                .isEmpty();
        assertThat(be.receive("CD906C", broken, "NTA.FR", Situations.NOW).outgoing())
                .extracting(Outgoing::name)
                .containsExactly("CD917C");
    }

    @Test
    void refusedMessageMayComeAgainUnderTheSameIdentification() {
        byte[] message = written("CD118C", situations.message("CD118C"), "");
        assertRefused(
                be.receive("CD118C", message, "NTA.FR", Situations.NOW), "90", "/CD118C/TransitOperation/MRN", "N/A");
        Movement released = situations.movement().inState("DEPARTURE", "RELEASED");
        be.put(released);

        assertThat(be.receive("CD118C", message, "NTA.FR", Situations.NOW).outgoing())
                .isEmpty();
        assertThat(be.engine().movement(released.mrn()).fact("crossed")).isPresent();
    }

    /** With its parts in the order of the structure. */
    private Element ordered(Element content) {
        return Transit.content(situations.messages().complete(content, new Random(14), 0, Situations.NOW));
    }

    private Reaction receive(Element content, String correlation) {
        return be.receive(content, "NTA.FR", correlation, Situations.NOW);
    }

    private byte[] written(String name, Element content, String correlation) {
        Element head = Element.group(name)
                .with("messageSender", "NTA.FR")
                .with("messageRecipient", "NTA.BE")
                .with("preparationDateAndTime", "2026-03-01T10:15:30")
                .with("messageIdentification", "mine-0000000001")
                .with("messageType", name);
        Element whole = correlation.isEmpty() ? head : head.with("correlationIdentifier", correlation);
        return situations.messages().write(whole.and(content.children()));
    }

    private static Element country(String type, String start, String end) {
        Element one = Element.group("Unavailability")
                .with("sequenceNumber", "1")
                .with("type", type)
                .with("functionality", "A")
                .with("startDateAndTime", start);
        Element ended = end.isEmpty() ? one : one.with("endDateAndTime", end);
        Element action = Element.group("Action")
                .with("sequenceNumber", "1")
                .with("operation", "C")
                .put("Unavailability", ended.with("explanation", "01"));
        return Element.group("Country").with("country", "FR").put("Action", action);
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
