package eu.ccngateway.applications.ncts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.conversation.Stored;
import eu.ccngateway.applications.movement.Bench;
import eu.ccngateway.applications.movement.Engine;
import eu.ccngateway.applications.movement.Movement;
import eu.ccngateway.applications.xml.Element;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeclarationTest {

    private final Random random = new Random(21);
    private final Engine engine = Ncts.application("BE", random);

    private Reaction declare(Engine at, String... more) {
        Map<String, String> details = new HashMap<>(Map.of("office", "BE000001", "destination", "DE000002"));
        for (int i = 0; i < more.length; i += 2) {
            details.put(more[i], more[i + 1]);
        }
        return at.act(new Act("declare", "", details), Situations.NOW);
    }

    @Test
    void referenceIsUniqueForItsHolderAndForNobodyElse() {
        Reaction first = declare(engine, "lrn", "MY-1", "holder", "BE1");
        declare(engine, "lrn", "MY-1", "holder", "BE2");
        declare(engine, "lrn", "MY-2", "holder", "BE1");

        assertThatThrownBy(() -> declare(engine, "lrn", "MY-1", "holder", "BE1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MY-1")
                .hasMessageContaining(first.made().orElseThrow());
        assertThatThrownBy(() -> declare(engine, "lrn", "has a blank")).hasMessageContaining("22 characters");
    }

    @Test
    void referenceIsRememberedOverARestart() {
        Reaction first = declare(engine, "lrn", "MY-1");
        Engine again = Ncts.application("BE", random);
        for (Stored record : first.records()) {
            again.restore(record);
        }

        assertThatThrownBy(() -> declare(again, "lrn", "MY-1")).hasMessageContaining("has not used");
    }

    @Test
    void carnetIsAsLongAsTheRuleSays() {
        assertThatThrownBy(() -> declare(engine, "type", "TIR", "carnet", "2345678"))
                .hasMessageContaining("R0990");
        assertThat(declare(engine, "type", "TIR", "carnet", "XA250000012").made())
                .isPresent();
    }

    @Test
    void securityDataStayInTheSecurityArea() {
        assertThat(toldTo("DE000002")).contains("<RiskAnalysisIdentification>", "<specificCircumstanceIndicator>A20<");
        assertThat(toldTo("TR000002"))
                .contains("<security>2<")
                .doesNotContain("RiskAnalysisIdentification", "specificCircumstanceIndicator");
    }

    /** The arrival record that a destination gets of a movement with security data. */
    private String toldTo(String destination) {
        String mrn = declare(engine, "destination", destination, "security", "2")
                .made()
                .orElseThrow();
        Movement movement = engine.movement(mrn);
        Element data = movement.data()
                .with("TransitOperation/specificCircumstanceIndicator", "A20")
                .put(
                        "RiskAnalysisIdentification",
                        Element.group("RiskAnalysisIdentification").with("code", "A"));
        engine.restore(Bench.record(new Movement(mrn, movement.states(), movement.facts(), data)));
        Outgoing record =
                engine.act(Act.of("release", mrn), Situations.NOW).outgoing().get(0);
        assertThat(record.name()).isEqualTo("CD001C");
        return new String(record.payload(), StandardCharsets.UTF_8);
    }
}
