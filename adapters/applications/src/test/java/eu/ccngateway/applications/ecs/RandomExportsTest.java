package eu.ccngateway.applications.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.identifier.Mrn;
import eu.ccngateway.applications.movement.Protocol;
import eu.ccngateway.applications.movement.RandomWalk;
import eu.ccngateway.applications.xml.Element;
import eu.ccngateway.applications.xml.XmlReader;
import eu.ccngateway.applications.xml.XmlRefused;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomExportsTest {

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

        private final Ecs ecs = new Ecs();

        @Override
        public Map<String, Protocol> protocols() {
            Map<String, Protocol> protocols = new LinkedHashMap<>();
            List.of("BE", "DE", "PL").forEach(country -> protocols.put("NECA." + country, ecs));
            return protocols;
        }

        @Override
        public Element anyMessage(String name, String movement) {
            Element given = Element.group(name);
            if (ecs.messages().outline(name).has(Exports.MRN)) {
                given = given.with(Exports.MRN, movement);
            }
            Element whole = ecs.messages().complete(given, random, random.nextInt(2), NOW);
            return Exports.content(whole);
        }

        @Override
        public Map<String, String> details(String act, String country) {
            String exit = List.of("DE000002", "PL000003").get(random.nextInt(2));
            return Map.of("office", country + "000001", "exit", exit);
        }

        @Override
        public List<String> movements() {
            return List.of(Mrn.make(2026, "BE", Mrn.Procedure.EXPORT, random).text(), "26BEAAAAAAAAAAAAA0");
        }

        /** No public schema says what these are; they are at least what their outlines say. */
        @Override
        public void check(Outgoing message, String remark) {
            try {
                assertThat(ecs.messages().formFaults(new XmlReader().read(message.payload())))
                        .as(remark)
                        .isEmpty();
            } catch (XmlRefused e) {
                throw new AssertionError(remark, e);
            }
        }
    }
}
