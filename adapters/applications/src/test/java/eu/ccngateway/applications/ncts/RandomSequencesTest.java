package eu.ccngateway.applications.ncts;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.movement.OfficialSchema;
import eu.ccngateway.applications.movement.Protocol;
import eu.ccngateway.applications.movement.RandomWalk;
import eu.ccngateway.applications.xml.Element;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomSequencesTest {

    private static final int STEPS = 2_500;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void nothingEscapesNothingIsRefusedTwiceAndNoStateIsOutsideTheTables() {
        RandomWalk walk = new RandomWalk(new World(), random, Situations.NOW, "seed " + seed);
        RandomWalk.Tally tally = walk.steps(STEPS);

        assertThat(tally.refused()).as("seed %d", seed).isGreaterThan(STEPS / 5);
        assertThat(tally.changes()).as("seed %d", seed).isGreaterThan(STEPS / 50);
        assertThat(tally.linesGone()).as("seed %d", seed).hasSizeGreaterThan(15);
    }

    private final class World implements RandomWalk.World {

        private final Situations situations = new Situations(random);
        private final OfficialSchema schema = OfficialSchema.of("ncts-p5-51.8", "CD.*\\.xsd", "http://ncts.dgtaxud.ec");

        @Override
        public Map<String, Protocol> protocols() {
            Map<String, Protocol> protocols = new LinkedHashMap<>();
            List.of("BE", "DE", "CH", "AT").forEach(country -> protocols.put("NTA." + country, new Ncts(country)));
            return protocols;
        }

        @Override
        public Element anyMessage(String name, String movement) {
            return situations.anyMessage(name, movement);
        }

        @Override
        public Map<String, String> details(String act, String country) {
            Map<String, String> details = Situations.detailsIn(act, country);
            if (act.equals("dispatch") || act.equals("declare")) {
                String destination = List.of("DE000002", "CH000002", "AT000002").get(random.nextInt(3));
                details.put("destination", destination);
                details.put("transit", "CH000003");
            }
            return details;
        }

        @Override
        public List<String> movements() {
            return List.of(situations.mrn(), "26BEAAAAAAAAAAAAJ0", "99IT9876AB88901209");
        }

        @Override
        public void check(Outgoing message, String remark) {
            assertThat(schema.fault(message.payload()))
                    .as(remark + " " + message.name())
                    .isEmpty();
        }
    }
}
