package eu.ccngateway.applications.ics;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.identifier.Mrn;
import eu.ccngateway.applications.movement.Bench;
import eu.ccngateway.applications.movement.Engine;
import eu.ccngateway.applications.movement.MessageSet;
import eu.ccngateway.applications.movement.Movement;
import eu.ccngateway.applications.movement.Net;
import eu.ccngateway.applications.movement.OfficialSchema;
import eu.ccngateway.applications.movement.Protocol;
import eu.ccngateway.applications.movement.TableWalk;
import eu.ccngateway.applications.xml.Document;
import eu.ccngateway.applications.xml.Element;
import eu.ccngateway.applications.xml.XmlReader;
import eu.ccngateway.applications.xml.XmlRefused;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntryLivesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");
    private static final String BE = "NICA.BE";
    private static final String DE = "NICA.DE";
    private static final String NL = "NICA.NL";

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final MessageSet messages = MessageSet.load("ics");
    private final Net net = new Net();
    private int next;

    EntryLivesTest() {
        for (String country : new String[] {"BE", "DE", "NL"}) {
            net.add(Ics.application(country, random));
        }
    }

    /** A trader's message, sealed by the node that speaks for traders. */
    private Reaction lodge(String to, Element content) {
        Element head = Element.group(
                content.name(),
                Element.leaf("MesSenMES3", "BE0123456789/branch"),
                Element.leaf("MesRecMES6", to),
                Element.leaf("MesIdeMES19", "trader" + next++),
                Element.leaf("MesTypMES20", content.name()));
        Element whole = counted(messages.complete(head.and(content.children()), random, 0.1, NOW));
        return net.hand(to, "TRADER.BE", content.name() + "-MSG.ICS", messages.write(whole));
    }

    /** With as many items as it says. */
    private static Element counted(Element root) {
        String total = "HEAHEA/TotNumOfIteHEA305";
        return root.has(total)
                ? root.with(total, Long.toString(root.all("GOOITEGDS").count()))
                : root;
    }

    private static Element declaration(String firstEntry, String laterEntry) {
        return Element.group("CC315A")
                .with("HEAHEA/RefNumHEA4", "LRN1")
                .with(Entries.FIRST_ENTRY, firstEntry)
                .with("CUSOFFSENT740/RefNumSUBENR909", laterEntry);
    }

    @Test
    void declarationBecomesAnMrnAndReachesTheOfficesOfLaterEntry() {
        Reaction reaction = lodge(BE, declaration("BE000001", "DE000002"));
        net.deliver();

        String mrn = reaction.made().orElseThrow();
        assertThat(Mrn.isValid(mrn)).isTrue();
        assertThat(net.exchange()).containsExactly("BE>BE CC328A", "BE>DE CD301A");
        assertThat(net.last("CC328A").to()).isEqualTo("TRADER.BE");
        assertThat(text("CC328A")).contains(mrn, "LRN1", "<MesRecMES6>BE0123456789/branch<");
        assertThat(net.state(BE, mrn, "FIRST_ENTRY")).isEqualTo("REGISTERED");
        assertThat(net.state(DE, mrn, "ENTRY")).isEqualTo("EXPECTED");
    }

    @Test
    void declarationLodgedElsewhereIsForwardedAndAmended() {
        String mrn = lodge(BE, declaration("DE000001", "NL000002")).made().orElseThrow();
        net.deliver();
        lodge(BE, Element.group("CC313A").with(Entries.MRN, mrn).with(Entries.FIRST_ENTRY, "DE000001"));
        net.deliver();

        assertThat(net.exchange())
                .startsWith("BE>BE CC328A", "BE>DE CD319A", "DE>NL CD301A", "BE>BE CC304A", "BE>DE CD319A");
        assertThat(net.state(BE, mrn, "LODGEMENT")).isEqualTo("FORWARDED");
        assertThat(net.state(DE, mrn, "FIRST_ENTRY")).isEqualTo("REGISTERED");
    }

    @Test
    void diversionIsAcknowledgedAndTheNewOfficeAsksAndGetsTheDeclaration() {
        String mrn = lodge(BE, declaration("BE000001", "BE000002")).made().orElseThrow();
        lodge(
                BE,
                Element.group("CC323A")
                        .with("HEAHEA/DivRefNumHEA119", "DIV1")
                        .with(Entries.ACTUAL, "NL000003")
                        .with(Entries.DIVERTED_MRN, mrn));
        net.deliver();
        net.act(DE, "request", mrn, "office", "DE000005");
        lodge(NL, arrival(mrn, "NL000003"));
        net.act(NL, "release", mrn);

        assertThat(net.exchange())
                .containsExactly(
                        "BE>BE CC328A", "BE>BE CC325A", "BE>NL CD301A", "DE>BE CD302A", "BE>DE CD303A", "NL>BE CC348A");
        assertThat(net.state(BE, mrn, "FIRST_ENTRY")).isEqualTo("DIVERTED");
        assertThat(net.state(DE, mrn, "ENTRY")).isEqualTo("EXPECTED");
        assertThat(net.state(NL, mrn, "ENTRY")).isEqualTo("RELEASED");
    }

    @Test
    void tradersGetTheRejectionOfTheirOwnKind() {
        String unknown =
                Mrn.make(2026, "BE", Mrn.Procedure.ENTRY_SUMMARY, random).text();
        lodge(BE, arrival(unknown, "BE000001"));
        lodge(BE, Element.group("CC313A").with(Entries.MRN, unknown).with(Entries.FIRST_ENTRY, "BE000001"));
        lodge(BE, Element.group("CC323A").with(Entries.DIVERTED_MRN, unknown).with(Entries.ACTUAL, "NL000001"));
        lodge(BE, declaration("US000001", "DE000002"));

        assertThat(net.sent())
                .extracting(sent -> sent.message().name())
                .containsExactly("CC349A", "CC305A", "CC324A", "CC316A");
        assertThat(text("CC305A")).contains("<ErrTypER11>90<", unknown);
        assertThat(text("CC316A")).contains("<ErrTypER11>12<", "CL141", "<RefNumHEA4>LRN1<");
    }

    @Test
    void interventionReachesTheTraderWhoLodged() {
        String mrn = lodge(BE, declaration("BE000001", "BE000002")).made().orElseThrow();
        net.act(BE, "intervene", mrn);
        net.act(BE, "allow", mrn);

        assertThat(net.last("CC351A").to()).isEqualTo("TRADER.BE");
        assertThat(net.state(BE, mrn, "FIRST_ENTRY")).isEqualTo("REGISTERED");
    }

    @Test
    void unknownDeclarationIsAnsweredNegatively() {
        String mrn = Mrn.make(2026, "BE", Mrn.Procedure.ENTRY_SUMMARY, random).text();
        net.act(DE, "request", mrn, "office", "DE000005");

        assertThat(text("CD303A")).contains("<RejReaHEA>1<").doesNotContain("GOOITEGDS", "CUSOFFFENT730");
        assertThat(net.state(DE, mrn, "ENTRY")).isEqualTo("REFUSED");
    }

    @Test
    void traderMessagesMadeHereAreValidAgainstTheOfficialSchemas() throws XmlRefused {
        for (String name : List.of("CC313A", "CC315A", "CC323A")) {
            OfficialSchema schema = OfficialSchema.of("ics-p1", name + ".*\\.xsd", "http://ics.dgtaxud.ec/" + name);
            for (int i = 0; i < 300; i++) {
                byte[] written = made(name, i == 0 ? 0 : random.nextDouble() * 0.4);
                assertThat(schema.fault(written))
                        .as("%s, seed %d, %d", name, seed, i)
                        .isEmpty();
            }
        }
    }

    @Test
    void everyMessageIsWhatItsOutlineSays() throws XmlRefused {
        for (String name : messages.names()) {
            for (int i = 0; i < 30; i++) {
                Document read = new XmlReader().read(made(name, random.nextDouble() * 0.4));
                assertThat(messages.formFaults(read))
                        .as("%s, seed %d", name, seed)
                        .isEmpty();
                assertThat(messages.codeFaults(read.root()))
                        .as("%s, seed %d", name, seed)
                        .isEmpty();
            }
        }
    }

    private byte[] made(String name, double density) {
        Element given = Element.group(name, Element.leaf("MesTypMES20", name), Element.leaf("MesSenMES3", "BE1/x"));
        return messages.write(messages.complete(given, random, density, NOW));
    }

    @Test
    void everyLineOfTheTablesLeadsWhereItSaysAndEverythingElseIsRefused() {
        TableWalk walk = new TableWalk(new World(), "seed " + seed);

        assertThat(walk.everyLine(message -> assertThat(message.payload()).isNotEmpty()))
                .isGreaterThan(20);
        assertThat(walk.everythingElse()).isGreaterThan(50);
        walk.everyStateIsReached();
    }

    private static Element arrival(String mrn, String office) {
        return Element.group("CC347A").with(Entries.MRN, mrn).with(Entries.ACTUAL, office);
    }

    private String text(String name) {
        Outgoing message = net.last(name);
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    private final class World implements TableWalk.World {

        private final Protocol protocol = new Ics("BE");
        private final Protocol ofOthers = new Ics("DE");
        private final Movement movement;

        World() {
            String mrn = lodge(BE, declaration("BE000001", "NL000002")).made().orElseThrow();
            movement = Bench.blank(net.engine(BE).movement(mrn));
        }

        @Override
        public Protocol protocol() {
            return protocol;
        }

        @Override
        public Engine engine(String role) {
            return role.equals("ENTRY") ? Bench.engine(ofOthers, DE, random) : Bench.engine(protocol, BE, random);
        }

        @Override
        public Movement movement(String role) {
            return movement;
        }

        @Override
        public Map<String, String> details(String act, String role) {
            return Map.of("office", "DE000005", "risk", "B");
        }

        @Override
        public Map<String, List<String>> events() {
            return Map.of();
        }

        @Override
        public Instant now() {
            return NOW;
        }

        @Override
        public Element message(String trigger) {
            String name = trigger.replaceFirst(":.*", "");
            Element given = Element.group(name);
            given = name.equals("CC323A")
                    ? given.with(Entries.DIVERTED_MRN, movement.mrn()).with(Entries.ACTUAL, "NL000003")
                    : given.with(Entries.MRN, movement.mrn());
            given = switch (trigger) {
                case "CC315A:here" -> declaration("BE000001", "NL000002");
                case "CC315A:elsewhere" -> declaration("DE000001", "NL000002");
                case "CD303A:positive" -> protocol.messages().select(name, movement.data());
                case "CD303A:negative" -> given.with(Entries.REASON, "1");
                default -> given;
            };
            return Entries.content(counted(protocol.messages().complete(given, random, 0, NOW)));
        }
    }
}
