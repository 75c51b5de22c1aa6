package eu.ccngateway.doors.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.protocol.message.MessageId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JmsMappingTest {

    private static final Map<String, String> SENT = Map.of(
            "APPLICATION", "ECS",
            "COUNTRY_CODE", "DE",
            "QUEUE_BASE_NAME", "COR1-03",
            "MESSAGE_TYPE", "CD501C-MSG.ECS",
            "QUEUE_MESSAGE_TYPE", "DATAGRAM",
            "MESSAGE_ID", "112012000012345678",
            "CORRELATION_ID", "26FRX4JX5WJBHD7YR9",
            "CONTENT_TYPE", "application/octet-stream");

    private static JmsMapping mapping(String... lines) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < lines.length; i += 2) {
            all.put(lines[i], lines[i + 1]);
        }
        return new JmsMapping(JmsNames.of(all), "RCT");
    }

    @Test
    void whatAClientSaysBecomesAMessage() {
        assertThat(mapping("base.COR1-03", "CORE").fields(SENT))
                .containsEntry("to", "CORE-RCT-QUE.ECS@CUST.DE")
                .containsEntry("type", "CD501C-MSG.ECS")
                .containsEntry("kind", "DATAGRAM")
                .containsEntry("message-id", "112012000012345678")
                .containsEntry("correlation-id", "26FRX4JX5WJBHD7YR9")
                .containsEntry("content-type", "application/octet-stream");
    }

    @Test
    void namesMayBeWrittenEitherWay() {
        Map<String, String> camel = new HashMap<>();
        SENT.forEach((name, value) -> camel.put(JmsNames.camel(name), value));
        assertThat(camel).containsKey("QueueMessageType");

        assertThat(mapping().fields(camel)).isEqualTo(mapping().fields(SENT));
    }

    @ParameterizedTest
    @CsvSource({"IE, CUSTTAX.IE", "BE, CUST.BE", "CZ, CUST.CZ", "XX, DG.EC"})
    void aCountryHasItsGateway(String country, String gateway) {
        Map<String, String> sent = new HashMap<>(SENT);
        sent.put("COUNTRY_CODE", country);

        assertThat(mapping("country.XX", "DG.EC").fields(sent)).containsEntry("to", "COR1-03-RCT-QUE.ECS@" + gateway);
    }

    @ParameterizedTest
    @CsvSource({"APPLICATION", "COUNTRY_CODE", "QUEUE_BASE_NAME", "MESSAGE_TYPE"})
    void aMissingPropertyIsNamed(String name) {
        Map<String, String> sent = new HashMap<>(SENT);
        sent.remove(name);

        assertThatThrownBy(() -> mapping().fields(sent))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(JmsNames.camel(name) + ": missing");
        assertThatThrownBy(() -> mapping("names", "constant").fields(sent)).hasMessageContaining(name + ": missing");
    }

    @Test
    void aReportNamesTheMessageAsItsSenderDid() {
        Map<String, String> properties = mapping("names", "constant")
                .properties(Map.of(
                        "to", "REPORT-RCT-QUE.ECS@CUST.BE",
                        "sender", "GW1@demo",
                        "type", "COD",
                        "kind", "REPORT",
                        "message-id", "ff".repeat(24),
                        "report", "COD",
                        "about-message-id",
                                MessageId.parse("112012000012345678").toHex(),
                        "receiver", "NECA.DE@CUST.DE"));

        assertThat(properties)
                .containsEntry("QUEUE_MESSAGE_TYPE", "REPORT")
                .containsEntry("REPORT_TYPE", "COD")
                .containsEntry("CORRELATION_ID", "112012000012345678")
                .containsEntry("MESSAGE_ID", "ff".repeat(24))
                .containsEntry("QUEUE_BASE_NAME", "REPORT")
                .containsEntry("APPLICATION", "ECS")
                .containsEntry("RECEIVER", "NECA.DE@CUST.DE")
                .doesNotContainKey("REASON");
    }
}
