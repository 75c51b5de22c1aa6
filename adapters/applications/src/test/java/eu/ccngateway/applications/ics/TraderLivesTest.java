package eu.ccngateway.applications.ics;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.identifier.Mrn;
import eu.ccngateway.applications.movement.Bench;
import eu.ccngateway.applications.movement.Engine;
import eu.ccngateway.applications.movement.Movement;
import eu.ccngateway.applications.movement.Net;
import eu.ccngateway.applications.movement.OfficialSchema;
import eu.ccngateway.applications.movement.Protocol;
import eu.ccngateway.applications.movement.TableWalk;
import eu.ccngateway.applications.xml.Element;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TraderLivesTest {

    private static final String TRADER = "TRADER.ZZ";
    private static final String BE = "NICA.BE";
    private static final String DE = "NICA.DE";
    private static final String NL = "NICA.NL";

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Net net = new Net();

    TraderLivesTest() {
        net.add(Traders.application(TRADER, random));
        for (String country : new String[] {"BE", "DE", "NL"}) {
            net.add(Ics.application(country, random));
        }
    }

    /** Lodges, and returns the MRN that came back. */
    private String lodged(String... details) {
        String reference = net.act(TRADER, "lodge", "", details);
        assertThat(net.state(TRADER, reference, "DECLARATION")).isEqualTo("LODGED");
        return net.engine(TRADER).movement(reference).fact("mrn").orElseThrow();
    }

    @Test
    void declarationGetsItsNumberAndTheGoodsArrive() {
        String mrn = lodged("entry", "BE000001", "later", "DE000002,NL000003", "items", "3");
        net.act(TRADER, "arrive", mrn);

        assertThat(Mrn.isValid(mrn)).isTrue();
        assertThat(net.exchange())
                .containsExactly(
                        "ZZ>BE CC315A", "BE>ZZ CC328A", "BE>DE CD301A", "BE>NL CD301A", "ZZ>BE CC347A", "BE>ZZ CC348A");
        assertThat(net.state(TRADER, mrn, "TRADER")).isEqualTo("ARRIVED");
        assertThat(net.state(BE, mrn, "FIRST_ENTRY")).isEqualTo("ARRIVED");
        assertThat(text("CC315A")).contains("<TotNumOfIteHEA305>3<");
    }

    @Test
    void declarationGoesToNoOfficeThatTheTraderDidNotName() {
        for (int i = 0; i < 100; i++) {
            lodged("entry", "NL000001");
        }
        assertThat(net.exchange()).as("seed %d", seed).containsOnly("ZZ>NL CC315A", "NL>ZZ CC328A");
    }

    @Test
    void doNotLoadComesByWayOfWhereItWasLodged() {
        String mrn = lodged("office", "NL000001", "entry", "BE000001");
        net.act(BE, "intervene", mrn);
        assertThat(net.state(TRADER, mrn, "TRADER")).isEqualTo("DO_NOT_LOAD");
        assertThat(net.state(NL, mrn, "LODGEMENT")).isEqualTo("DO_NOT_LOAD");
        net.act(TRADER, "amend", mrn, "mass", "77");
        net.act(BE, "allow", mrn);

        assertThat(net.exchange())
                .containsExactly(
                        "ZZ>NL CC315A",
                        "NL>ZZ CC328A",
                        "NL>BE CD319A",
                        "BE>NL CC351A",
                        "NL>ZZ CC351A",
                        "ZZ>NL CC313A",
                        "NL>ZZ CC304A",
                        "NL>BE CD319A");
        assertThat(text("CD319A")).contains("<TotGroMasHEA307>77<");
        assertThat(net.state(TRADER, mrn, "TRADER")).isEqualTo("REGISTERED");
    }

    @Test
    void wrongCountIsRejectedWithTheReferenceAndMayBeMendedUnderIt() {
        String reference = net.act(TRADER, "lodge", "", "entry", "BE000001", "items", "2", "total", "3", "lrn", "A-1");

        assertThat(reference).isEqualTo("A-1");
        assertThat(net.state(TRADER, "A-1", "DECLARATION")).isEqualTo("REJECTED");
        assertThat(text("CC316A")).contains("<RefNumHEA4>A-1<", "<ErrTypER11>14<", "/CC315A/HEAHEA/TotNumOfIteHEA305<");
        assertThat(Mrn.isValid(lodged("entry", "BE000001", "items", "2", "lrn", "A-1")))
                .isTrue();
    }

    @Test
    void referenceMayBeUsedOnceByATrader() {
        lodged("entry", "BE000001", "lrn", "A-2");
        net.act(TRADER, "lodge", "", "entry", "BE000001", "lrn", "A-2");

        assertThat(text("CC316A")).contains("<ErrTypER11>14<", "/CC315A/HEAHEA/RefNumHEA4<", ">A-2<");
    }

    @Test
    void diversionIsRejectedOnceTheGoodsAreThere() {
        String mrn = lodged("entry", "BE000001");
        net.act(TRADER, "divert", mrn, "office", "DE000004");
        assertThat(net.state(TRADER, mrn, "TRADER")).isEqualTo("DIVERTED");
        net.act(TRADER, "arrive", mrn, "office", "DE000004");
        assertThat(net.state(DE, mrn, "ENTRY")).isEqualTo("ARRIVED");

        String other = lodged("entry", "BE000001");
        net.engine(BE).restore(arrived(net.engine(BE), other));
        net.act(TRADER, "divert", other, "office", "DE000004");
        assertThat(text("CC324A")).contains("<ErrTypER11>92<", other);
        assertThat(net.state(TRADER, other, "TRADER")).isEqualTo("REGISTERED");
    }

    private static eu.ccngateway.applications.conversation.Stored arrived(Engine engine, String mrn) {
        return Bench.record(engine.movement(mrn).inState("FIRST_ENTRY", "ARRIVED"));
    }

    @Test
    void arrivalOfWhatNobodyLodgedIsRejected() {
        String mrn = net.act(TRADER, "arrive", "", "office", "BE000001");

        assertThat(text("CC349A")).contains("<ErrTypER11>90<", mrn);
        assertThat(net.state(TRADER, mrn, "TRADER")).isEqualTo("NOT_ARRIVED");
    }

    @Test
    void numberForAReferenceThatNobodyUsedIsRefused() {
        Bench bench = new Bench(net.engine(TRADER), new Traders());
        String mrn = Mrn.make(2026, "BE", Mrn.Procedure.ENTRY_SUMMARY, random).text();
        Element number = Element.group("CC328A")
                .with(Entries.LRN, "NEVER")
                .with(Entries.MRN, mrn)
                .with("HEAHEA/DecRegDatTimHEA115", "202603011015");
        var reaction = bench.receive(number, BE, "", net.now());

        assertThat(reaction.outgoing()).extracting(Outgoing::name).containsExactly("CD906B");
        assertThat(net.engine(TRADER).movement(mrn).isKnown()).isFalse();
    }

    @Test
    void whatATraderSendsIsValidAgainstTheOfficialSchemas() {
        Map<String, OfficialSchema> schemas = new HashMap<>();
        for (String name : Set.of("CC313A", "CC315A", "CC323A")) {
            schemas.put(name, OfficialSchema.of("ics-p1", name + ".*\\.xsd", "http://ics.dgtaxud.ec/" + name));
        }
        for (int i = 0; i < 350; i++) {
            String mrn = lodged("entry", "BE000001", "later", "DE000002", "items", Integer.toString(1 + i % 5));
            net.act(TRADER, "amend", mrn, "mass", Integer.toString(1 + i));
            net.act(TRADER, "divert", mrn, "office", "DE000002");
        }
        int checked = 0;
        for (var sent : net.sent()) {
            OfficialSchema schema = schemas.get(sent.message().name());
            if (schema != null) {
                assertThat(schema.fault(sent.message().payload()))
                        .as("seed %d", seed)
                        .isEmpty();
                checked++;
            }
        }
        assertThat(checked).isEqualTo(3 * 350);
    }

    @Test
    void everyLineOfTheTablesLeadsWhereItSaysAndEverythingElseIsRefused() {
        TableWalk walk = new TableWalk(new World(), "seed " + seed);

        assertThat(walk.everyLine(message -> assertThat(message.payload()).isNotEmpty()))
                .isGreaterThan(15);
        assertThat(walk.everythingElse()).isGreaterThan(30);
        walk.everyStateIsReached();
    }

    private String text(String name) {
        return new String(net.last(name).payload(), StandardCharsets.UTF_8);
    }

    private final class World implements TableWalk.World {

        private final Protocol protocol = new Traders();
        private final Movement movement;

        World() {
            String mrn = lodged("entry", "BE000001", "lrn", "A-3");
            movement = Bench.blank(net.engine(TRADER).movement(mrn));
        }

        @Override
        public Protocol protocol() {
            return protocol;
        }

        /** One that has lodged before. */
        @Override
        public Engine engine(String role) {
            Engine engine = Bench.engine(protocol, TRADER, random);
            engine.restore(
                    Bench.record(Bench.blank(net.engine(TRADER).movement("A-3")).inState("DECLARATION", "LODGED")));
            return engine;
        }

        /** A declaration goes by its reference, then by its MRN. */
        @Override
        public Movement movement(String role) {
            return role.equals("TRADER")
                    ? movement
                    : new Movement("A-4", movement.states(), movement.facts(), movement.data());
        }

        @Override
        public Map<String, String> details(String act, String role) {
            return Map.of("entry", "BE000001", "office", "DE000004", "lrn", "A-4");
        }

        @Override
        public Map<String, List<String>> events() {
            return Map.of();
        }

        @Override
        public java.time.Instant now() {
            return net.now();
        }

        @Override
        public Element message(String trigger) {
            Element given = Element.group(trigger);
            given = switch (trigger) {
                case "CC316A" -> given.with(Entries.LRN, "A-4");
                case "CC324A", "CC325A" -> given.with(Lodgements.DIVERSION, movement.mrn());
                case "CC328A" -> given.with(Entries.LRN, "A-3").with(Entries.MRN, movement.mrn());
                default -> given.with(Entries.MRN, movement.mrn());
            };
            return Entries.content(protocol.messages().complete(given, random, 0, net.now()));
        }
    }
}
