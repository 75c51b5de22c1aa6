package eu.ccngateway.node;

import static eu.ccngateway.node.TestNetwork.TO_IE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.WantedReports;
import eu.ccngateway.protocol.wire.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final TestNetwork network = new TestNetwork();
    private final Stamp stamp =
            new Stamp(network.config().gateway("127.0.0.1:1").build(), Clock.fixed(NOW, ZoneOffset.UTC), new Random(1));

    @Test
    void carriesWhatItWasBuiltWith() {
        MessageId id = MessageId.parse("24FR1234567890");
        Message message = Message.to(TO_IE)
                .type(TestNetwork.TYPE)
                .kind(MessageKind.DATAGRAM)
                .id(id)
                .correlationId(id)
                .replyTo(TestNetwork.REPORT_FR)
                .priority(9)
                .expires(NOW)
                .contentType("application/xml")
                .property("office", "FR000123")
                .reports(WantedReports.COD)
                .payload(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2))
                .build();
        assertThat(message.to()).hasToString(TO_IE);
        assertThat(message.kind()).isEqualTo(MessageKind.DATAGRAM);
        assertThat(message.id()).contains(id);
        assertThat(message.correlationId()).contains(id);
        assertThat(message.replyTo().orElseThrow()).hasToString(TestNetwork.REPORT_FR);
        assertThat(message.priority()).isEqualTo(9);
        assertThat(message.expires()).contains(NOW);
        assertThat(message.contentType()).contains("application/xml");
        assertThat(message.properties()).containsEntry("office", "FR000123");
        assertThat(message.reports()).containsExactly(WantedReports.COD);
        assertThat(message.payload()).containsExactly(2, 3);
        assertThat(message.payloadLength()).isEqualTo(2);
    }

    @Test
    void isRefusedWhenItCouldNotBeOne() {
        assertThatThrownBy(() -> Message.to("nowhere")).hasMessageContaining("nowhere");
        assertThatThrownBy(() -> Message.to(TO_IE).build()).hasMessageContaining("type");
        assertThatThrownBy(() -> Message.to(TO_IE).priority(10)).hasMessageContaining("10");
        assertThatThrownBy(() -> Message.to(TO_IE).kind(MessageKind.REPORT)).hasMessageContaining("REPORT");
        assertThatThrownBy(() -> Message.to(TO_IE).expiresIn(Duration.ZERO)).hasMessageContaining("PT0S");
    }

    @Test
    void getsDefaultsAndAFreshIdAtEachPut() {
        Message message =
                Message.to(TO_IE).type("T").expiresIn(Duration.ofMinutes(5)).build();
        Header first = stamp.forQueue(message);
        Header second = stamp.forQueue(message);
        assertThat(first.getId()).isNotEqualTo(second.getId());
        assertThat(first.getSender()).isEqualTo(TestNetwork.FR);
        assertThat(first.getCreatedMs()).isEqualTo(NOW.toEpochMilli());
        assertThat(first.getExpiresMs()).isEqualTo(NOW.plusSeconds(300).toEpochMilli());
        assertThat(first.getReplyTo()).isEqualTo(TestNetwork.REPORT_FR);
        assertThat(first.getReports()).isEqualTo(WantedReports.ALL + WantedReports.TOGETHER);
        assertThat(message.reports()).hasSize(4);
    }

    @Test
    void goesWithoutReportsIfNoneAreWanted() {
        Header header = stamp.forQueue(
                Message.to(TO_IE).type("T").kind(MessageKind.DATAGRAM).reports().build());
        assertThat(header.getReports()).isZero();
        assertThat(header.getReplyTo()).isEmpty();
    }

    @Test
    void isAnsweredToItsReplyQueueUnderItsId() {
        Header request = stamp.forQueue(Message.to(TO_IE).type("T").build());
        Message reply = Message.inReplyTo(Message.received(request, Payload.Bytes.of(new byte[0])))
                .type("U")
                .build();
        assertThat(reply.kind()).isEqualTo(MessageKind.REPLY);
        assertThat(reply.to()).hasToString(TestNetwork.REPORT_FR);
        assertThat(reply.correlationId().orElseThrow().toBytes())
                .isEqualTo(request.getId().toByteArray());
        assertThatThrownBy(() -> Message.inReplyTo(reply)).hasMessageContaining("reply-to");
    }

    @Test
    void readsAStretchOfAFile(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("f"), new byte[] {0, 1, 2, 3, 4, 5});
        Payload.Stretch stretch = new Payload.Stretch(file, 2, 3);
        assertThat(stretch.toBytes()).containsExactly(2, 3, 4);
        try (var in = stretch.open()) {
            assertThat(in.skip(1)).isEqualTo(1);
            assertThat(in.available()).isEqualTo(2);
            assertThat(in.read()).isEqualTo(3);
            assertThat(in.readAllBytes()).containsExactly(4);
            assertThat(in.read()).isEqualTo(-1);
        }
        assertThatThrownBy(() -> Message.to(TO_IE).payload(directory.resolve("none")))
                .hasMessageContaining("none");
    }

    @Test
    void acceptanceIdsShowTheirMoment() {
        AcceptanceId id = new AcceptanceId(1_000L << 22);
        assertThat(id).hasToString("00000000fa000000");
        assertThat(id.at()).isEqualTo(Instant.parse("2020-01-01T00:00:01Z"));
        assertThat(id).isLessThan(new AcceptanceId(-1));
    }
}
