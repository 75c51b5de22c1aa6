package eu.ccngateway.applications.ics;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.identifier.Mrn;
import eu.ccngateway.applications.movement.OfficialSchema;
import eu.ccngateway.applications.movement.Protocol;
import eu.ccngateway.applications.movement.RandomWalk;
import eu.ccngateway.applications.xml.Element;
import eu.ccngateway.applications.xml.XmlReader;
import eu.ccngateway.applications.xml.XmlRefused;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomEntriesTest {

    private static final int STEPS = 2_500;
    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void nothingEscapesNothingIsRefusedTwiceAndNoStateIsOutsideTheTables() {
        RandomWalk.Tally tally = new RandomWalk(new World(), random, NOW, "seed " + seed).steps(STEPS);

        assertThat(tally.refused()).as("seed %d", seed).isGreaterThan(STEPS / 10);
        assertThat(tally.changes()).as("seed %d", seed).isGreaterThan(STEPS / 100);
        assertThat(tally.linesGone()).as("seed %d", seed).hasSizeGreaterThan(8);
    }

    private final class World implements RandomWalk.World {

        private final Ics customs = new Ics("BE");
        private final Map<String, OfficialSchema> schemas = new HashMap<>();

        World() {
            for (String name : List.of("CC313A", "CC315A", "CC323A")) {
                schemas.put(name, OfficialSchema.of("ics-p1", name + ".*\\.xsd", "http://ics.dgtaxud.ec/" + name));
            }
        }

        @Override
        public Map<String, Protocol> protocols() {
            Map<String, Protocol> protocols = new LinkedHashMap<>();
            protocols.put("TRADER.ZZ", new Traders());
            protocols.put("NICA.BE", customs);
            List.of("DE", "NL").forEach(country -> protocols.put("NICA." + country, new Ics(country)));
            return protocols;
        }

        @Override
        public Element anyMessage(String name, String movement) {
            Element given = Element.group(name);
            for (String path : List.of(Entries.MRN, Entries.DIVERTED_MRN, Lodgements.DIVERSION)) {
                if (customs.messages().outline(name).has(path)) {
                    given = given.with(path, movement);
                }
            }
            if (name.equals("CC313A") || name.equals("CC315A")) {
                given = given.with("HEAHEA/TotNumOfIteHEA305", "1").put("GOOITEGDS", Element.group("GOOITEGDS"));
            }
            return Entries.content(customs.messages().complete(given, random, random.nextInt(2) * 0.3, NOW));
        }

        @Override
        public Map<String, String> details(String act, String country) {
            List<String> offices = List.of("BE000001", "DE000002", "NL000003");
            String own = country.equals("ZZ") ? offices.get(random.nextInt(3)) : country + "000004";
            return Map.of("entry", offices.get(random.nextInt(3)), "later", "NL000005", "office", own, "risk", "B");
        }

        @Override
        public List<String> movements() {
            return List.of(
                    Mrn.make(2026, "BE", Mrn.Procedure.ENTRY_SUMMARY, random).text(), "26BEAAAAAAAAAAAAR0");
        }

        @Override
        public void check(Outgoing message, String remark) {
            OfficialSchema schema = schemas.get(message.name());
            if (schema != null) {
                assertThat(schema.fault(message.payload())).as(remark).isEmpty();
                return;
            }
            try {
                assertThat(customs.messages().formFaults(new XmlReader().read(message.payload())))
                        .as(remark)
                        .isEmpty();
            } catch (XmlRefused e) {
                throw new AssertionError(remark, e);
            }
        }
    }
}
