package eu.ccngateway.applications.ncts;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.applications.movement.OfficialSchema;
import eu.ccngateway.applications.movement.TableWalk;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EveryTransitionTest {

    private final long seed = System.nanoTime();
    private final TableWalk walk = new TableWalk(new Situations(new Random(seed)), "seed " + seed);

    @Test
    void everyLineOfEveryTableLeadsWhereItSaysAndSendsValidMessages() {
        OfficialSchema schema = OfficialSchema.of("ncts-p5-51.8", "CD.*\\.xsd", "http://ncts.dgtaxud.ec");
        int lines = walk.everyLine(message ->
                assertThat(schema.fault(message.payload())).as(message.name()).isEmpty());

        assertThat(lines).isGreaterThan(250);
    }

    @Test
    void everyStateCanBeReachedFromNone() {
        walk.everyStateIsReached();
    }

    @Test
    void whatHasNoLineIsRefusedOnceAndChangesNothing() {
        assertThat(walk.everythingElse()).isGreaterThan(1000);
    }
}
