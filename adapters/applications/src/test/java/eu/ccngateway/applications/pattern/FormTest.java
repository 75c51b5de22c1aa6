package eu.ccngateway.applications.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

    private static final Form FORM = new Form(
            "EBTI",
            "DECISION",
            "NA.FR",
            "CENTRE.EC",
            "N1",
            "",
            Instant.parse("2026-11-20T10:00:00Z"),
            Map.of("reference", "FRBTI1", "text", "<wine> & \"beer\"\näöü€"),
            List.of(Map.of("a", "1"), Map.of("b", "2")));

    @Test
    void isWhatItWasAfterWritingAndReading() throws FormInvalid {
        assertThat(Form.read(FORM.toXml())).isEqualTo(FORM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no XML",
                "<form/>",
                "<other xmlns='urn:ccngateway:form:1'/>",
                "<form xmlns='urn:ccngateway:form:1' application='A' type='T' sender='S' recipient='R' id='I' at='yesterday'/>",
                "<form xmlns='urn:ccngateway:form:1' application='A' type='T' sender='S' recipient='R' id='I' at='2026-11-20T10:00:00Z'><x/></form>",
                "<form xmlns='urn:ccngateway:form:1' application='A' type='T' sender='S' recipient='R' id='I' at='2026-11-20T10:00:00Z'><field name='1 2'>x</field></form>",
                "<!DOCTYPE form [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><form xmlns='urn:ccngateway:form:1'>&x;</form>",
            })
    void refusesWhatIsNoForm(String text) {
        assertThatThrownBy(() -> Form.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(FormInvalid.class);
    }

    @Test
    void refusesWhatXmlCannotHold() {
        assertThatThrownBy(() -> new Form("A", "T", "S", "R", "I", "", Instant.EPOCH, Map.of("a", "\u0000"), List.of()))
                .hasMessageContaining("field a");
    }
}
