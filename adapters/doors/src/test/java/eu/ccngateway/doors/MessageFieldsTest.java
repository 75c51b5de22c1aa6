package eu.ccngateway.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.node.Message;
import eu.ccngateway.node.MessageKind;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.WantedReports;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageFieldsTest {

    private static final Map<String, String> LEAST =
            Map.of("to", "CORE-RCT-QUE.NCTS@CUSTTAX.IE", "type", "CD001C-MSG.NCTS");

    private static Message message(String... more) {
        Map<String, String> fields = new HashMap<>(LEAST);
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return MessageFields.message(fields).build();
    }

    @Test
    void everyFieldReachesTheMessage() {
        Message message = message(
                "kind", "datagram",
                "priority", "9",
                "message-id", "M1",
                "correlation-id", "26FRX4JX5WJBHD7YR9",
                "reply-to", "REPORT-RCT-QUE.NCTS@CUSTTAX.FR",
                "created", "2026-11-20T12:00:00Z",
                "expires", "2026-11-21T12:00:00Z",
                "reports", "coa, COD",
                "content-type", "application/xml",
                "property.mrn", "26FR");

        assertThat(message.kind()).isEqualTo(MessageKind.DATAGRAM);
        assertThat(message.priority()).isEqualTo(9);
        assertThat(message.id()).contains(MessageId.parse("M1"));
        assertThat(message.correlationId()).contains(MessageId.parse("26FRX4JX5WJBHD7YR9"));
        assertThat(message.replyTo()).hasToString("Optional[REPORT-RCT-QUE.NCTS@CUSTTAX.FR]");
        assertThat(message.created()).contains(Instant.parse("2026-11-20T12:00:00Z"));
        assertThat(message.expires()).contains(Instant.parse("2026-11-21T12:00:00Z"));
        assertThat(message.reports()).containsExactlyInAnyOrder(WantedReports.COA, WantedReports.COD);
        assertThat(message.contentType()).contains("application/xml");
        assertThat(message.properties()).containsExactly(Map.entry("mrn", "26FR"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to||to: missing",
                "to|nowhere|expected: QUEUE@GATEWAY",
                "type||type: missing",
                "kind|LETTER|expected: REQUEST, REPLY or DATAGRAM",
                "kind|REPORT|only gateways report",
                "priority|10|expected: 0-9",
                "message-id|far too long for an id of 24 bytes|48 hex digits",
                "created|yesterday|2026-11-20T12:00:00Z",
                "expires-in|soon|for example 24 h",
                "expires-in|0 s|longer than nothing",
                "reports|everything|coa, cod, exception, expiration, or none",
            })
    void aWrongFieldIsNamedWithWhatWasExpected(String name, String value, String said) {
        assertThatThrownBy(() -> message(name, value == null ? "" : value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void aMisspeltNameIsRefusedAndNotOverlooked() {
        assertThatThrownBy(() -> MessageFields.refuseUnknown(Map.of("expire-in", "1 h"), Set.of()))
                .hasMessageContaining("expire-in: unknown")
                .hasMessageContaining("expires-in");
    }
}
