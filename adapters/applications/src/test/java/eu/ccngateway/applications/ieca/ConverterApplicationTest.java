package eu.ccngateway.applications.ieca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.applications.catalogue.Transition;
import eu.ccngateway.applications.conversation.Channel;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Kind;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.identifier.Identifications;
import eu.ccngateway.applications.ieca.Envelope.Part;
import eu.ccngateway.applications.movement.MessageSet;
import eu.ccngateway.applications.xml.Element;
import eu.ccngateway.applications.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConverterApplicationTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");
    private static final MessageSet MESSAGES = MessageSet.load("ncts");
    private static final String DESCRIPTION =
            "Consignment/HouseConsignment/ConsignmentItem/Commodity/descriptionOfGoods";

    private final ConverterApplication converter = new ConverterApplication(
            "EC",
            new Transition(Map.of("NO", "edifact", "CH", "xml"), "EC"),
            new Identifications(Identifications.SHORT, new Random(1)));

    private static Element made(String name, String from, String to) {
        Element head = Element.group(
                name,
                List.of(
                        Element.leaf("messageSender", from),
                        Element.leaf("messageRecipient", to),
                        Element.leaf("messageIdentification", "0123456789abcd"),
                        Element.leaf("messageType", name)));
        if (name.equals("CD906C")) {
            head = head.with("correlationIdentifier", "x");
        }
        return MESSAGES.complete(head, new Random(7), 0, NOW);
    }

    private static Part part(Element root) {
        return new Part(root.name() + "-MSG.NCTS", MESSAGES.write(root));
    }

    private Reaction receive(String node, String type, byte[] payload) {
        return converter.receive(new Incoming(type, node, Kind.DATAGRAM, "EC/00ff", Optional.empty(), payload), NOW);
    }

    private Reaction receive(String node, Optional<Part> context, Part message) {
        return receive(node, message.type(), new Envelope(context, message).write());
    }

    private static Outgoing only(Reaction reaction) {
        assertThat(reaction.outgoing()).as(reaction.changes().toString()).hasSize(1);
        return reaction.outgoing().get(0);
    }

    /** The code, the reason and the pointer of a refusal of the new phase. */
    private static List<String> refusal(Outgoing outgoing) throws Exception {
        Element root = new XmlReader().read(outgoing.payload()).root();
        Element error = root.first("FunctionalError").orElseThrow();
        assertThat(MESSAGES.formFaults(new XmlReader().read(outgoing.payload())))
                .isEmpty();
        return List.of(
                root.value("correlationIdentifier").orElse(""),
                error.value("errorCode").orElse(""),
                error.value("errorReason").orElse(""),
                error.value("errorPointer").orElse(""));
    }

    @Test
    void aStateOfTheOldPhaseGetsTheMessageInItsOwnForm() throws Exception {
        Element record = made("CD001C", "NTA.DE", "NTA.NO");
        Outgoing toNorway = only(receive("NTA.DE@CUST.DE", Optional.empty(), part(record)));
        assertThat(toNorway.to()).isEqualTo("NTA.NO");
        assertThat(toNorway.type()).isEqualTo("CD001A-MSG.NCTS");
        assertThat(toNorway.correlation())
                .isEqualTo(record.value("TransitOperation/MRN").orElseThrow());
        assertThat(new String(toNorway.payload(), StandardCharsets.ISO_8859_1))
                .contains("UNH+0123456789abcd+CUSDEC:D:96B:UN:CD001A'", "UNB+UNOC:3+NTA.DE+NTA.NO+");

        Outgoing toSwitzerland =
                only(receive("NTA.DE@CUST.DE", Optional.empty(), part(made("CD001C", "NTA.DE", "NTA.CH"))));
        assertThat(new XmlReader().read(toSwitzerland.payload()).root().value("HEAHEA/DocNumHEA5"))
                .isPresent();
    }

    @Test
    void aStateOfTheNewPhaseGetsAZipWithTheContextFirst() throws Exception {
        Element record = made("CD001C", "NTA.DE", "NTA.NO");
        Part legacyRecord = new Converter().down(part(record), Optional.empty(), LegacyForm.EDIFACT);
        Part results = new Converter()
                .down(part(made("CD018C", "NTA.NO", "NTA.DE")), Optional.of(part(record)), LegacyForm.EDIFACT);
        Outgoing outgoing = only(receive("NTA.NO@CUST.NO", Optional.of(legacyRecord), results));
        Envelope envelope = Envelope.read(outgoing.payload());
        assertThat(outgoing.type()).isEqualTo("CD018C-MSG.NCTS");
        assertThat(outgoing.kind()).isEqualTo(Kind.DATAGRAM);
        assertThat(envelope.context()).get().extracting(Part::type).isEqualTo("CD001C-MSG.NCTS");
        assertThat(MESSAGES.formFaults(new XmlReader().read(envelope.message().bytes())))
                .isEmpty();
    }

    @Test
    void tellsWith51WhatTheOldFormHasNoRoomOrCharacterFor() throws Exception {
        Element record = made("CD001C", "NTA.DE", "NTA.NO");
        for (String text : List.of("x".repeat(281), "Příkopy")) {
            Outgoing told = only(receive("NTA.DE@CUST.DE", Optional.empty(), part(record.with(DESCRIPTION, text))));
            assertThat(told.to()).isEqualTo("NTA.DE");
            assertThat(told.channel()).isEqualTo(Channel.ADMIN);
            assertThat(refusal(told)).containsExactly("0123456789abcd", "51", "ieCAvB", "/CD001C");
        }
    }

    @Test
    void tellsWith52WhatTheOldPhaseDemandsAndNobodyGave() throws Exception {
        Part results = part(made("CD018C", "NTA.DE", "NTA.NO"));
        assertThat(refusal(only(receive("NTA.DE@CUST.DE", Optional.empty(), results))))
                .as("the number of items is in the record only")
                .containsExactly("0123456789abcd", "52", "ieCAvB", "/CD018C");
        Part record = part(made("CD001C", "NTA.NO", "NTA.DE"));
        assertThat(only(receive("NTA.DE@CUST.DE", Optional.of(record), results)).to())
                .isEqualTo("NTA.NO");
    }

    @Test
    void tellsWith52WhatTheOtherPhaseDoesNotHave() throws Exception {
        Outgoing told = only(receive("NTA.DE@CUST.DE", Optional.empty(), part(made("CD050C", "NTA.DE", "NTA.NO"))));
        assertThat(refusal(told)).contains("52", "/CD050C");
    }

    @Test
    void tellsAStateOfTheOldPhaseInItsOwnForm() throws Exception {
        Part request =
                new Converter().down(part(made("CD002C", "NTA.NO", "NTA.DE")), Optional.empty(), LegacyForm.EDIFACT);
        String broken = new String(request.bytes(), StandardCharsets.ISO_8859_1).replace("LOC+22+", "LOC+22+XX");
        Outgoing told = only(receive("NTA.NO@CUST.NO", request.type(), broken.getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(told.to()).isEqualTo("NTA.NO");
        assertThat(told.type()).isEqualTo("CD906A-MSG.NCTS");
        assertThat(new String(told.payload(), StandardCharsets.ISO_8859_1))
                .contains("CUSRES:D:96B:UN:CD906A+0123456789abcd'", "ERC+51:ieCAvB+/CD002A'");
    }

    @Test
    void neverAnswersARefusal() {
        Element refusal = made("CD906C", "NTA.DE", "NTA.NO").with("FunctionalError/errorReason", "Cř");
        Reaction reaction = receive("NTA.DE@CUST.DE", Optional.empty(), part(refusal));
        assertThat(reaction.outgoing()).isEmpty();
        assertThat(reaction.changes()).singleElement().asString().contains("NOT CONVERTED");
    }

    @Test
    void nobodySpeaksForAnotherState() throws Exception {
        Outgoing told = only(receive("NTA.IT@CUST.IT", Optional.empty(), part(made("CD001C", "NTA.DE", "NTA.NO"))));
        assertThat(told.to()).as("whoever sealed it").isEqualTo("NTA.IT");
        assertThat(refusal(told)).contains("52");
    }

    @Test
    void isNotForStatesOfOnePhase() throws Exception {
        Outgoing told = only(receive("NTA.DE@CUST.DE", Optional.empty(), part(made("CD001C", "NTA.DE", "NTA.FR"))));
        assertThat(refusal(told)).contains("52");
        assertThatThrownBy(() -> new ConverterApplication(
                        "EC", Transition.OVER, new Identifications(Identifications.SHORT, new Random(1))))
                .hasMessageContaining("--legacy NO=edifact");
    }

    @Test
    void whateverComesMakesAtMostOneMessage() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] zip = new Envelope(
                        Optional.of(part(made("CD001C", "NTA.NO", "NTA.DE"))), part(made("CD018C", "NTA.DE", "NTA.NO")))
                .write();
        for (int i = 0; i < 1_500; i++) {
            byte[] damaged = zip.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Reaction reaction = receive("NTA.DE@CUST.DE", "CD018C-MSG.NCTS", damaged);
            assertThat(reaction.outgoing()).as("seed %d, %d", seed, i).hasSizeLessThan(2);
            assertThat(reaction.changes()).as("seed %d, %d", seed, i).hasSize(1);
        }
    }
}
