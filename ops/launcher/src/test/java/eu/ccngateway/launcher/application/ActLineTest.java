package eu.ccngateway.launcher.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.applications.conversation.Act;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActLineTest {

    @Test
    void understandsAnActWithAndWithoutAMovement() {
        assertThat(ActLine.parse("arrive 26DE1 office=FR000001"))
                .isEqualTo(new Act("arrive", "26DE1", Map.of("office", "FR000001")));
        assertThat(ActLine.parse("  send type=CHECK  to=FR "))
                .isEqualTo(new Act("send", "", Map.of("type", "CHECK", "to", "FR")));
        assertThat(ActLine.parse("publish")).isEqualTo(new Act("publish", "", Map.of()));
    }

    @Test
    void refusesAWordThatIsNeither() {
        assertThatThrownBy(() -> ActLine.parse("send type=CHECK now")).hasMessageContaining("'now'");
    }
}
