package eu.ccngateway.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Kind;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final NodeId NODE = NodeId.parse("NTA.FR@CUSTTAX.FR");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private static Header header(Kind kind) {
        return Header.newBuilder()
                .setSender("NTA.FR@CUSTTAX.FR")
                .setTo("CORE-RCT-QUE.NCTS@CUSTTAX.IE")
                .setKind(kind)
                .setType("CD001C-MSG.NCTS")
                .setId(ByteString.copyFrom(MessageId.parse("M1").toBytes()))
                .build();
    }

    @Test
    void keepsWhatWasSentAndTakenAndGoesOnWhereItWas() throws Exception {
        Path file = directory.resolve("journal.csv");
        try (Journal journal = Journal.open(file, NODE, CLOCK)) {
            journal.sent(header(Kind.REQUEST), 8);
        }
        try (Journal journal = Journal.open(file, NODE, CLOCK)) {
            journal.taken(header(Kind.DATAGRAM), 9);
            assertThat(Files.readAllLines(file))
                    .as("before it is closed")
                    .containsExactly(
                            Journal.TITLE,
                            "2026-11-20T10:00:00Z,OPENED,,NTA.FR@CUSTTAX.FR,,,",
                            "2026-11-20T10:00:00Z,SENT," + MessageId.parse("M1").toHex()
                                    + ",NTA.FR@CUSTTAX.FR,CORE-RCT-QUE.NCTS@CUSTTAX.IE,CD001C-MSG.NCTS,8",
                            "2026-11-20T10:00:00Z,OPENED,,NTA.FR@CUSTTAX.FR,,,",
                            "2026-11-20T10:00:00Z,TAKEN,"
                                    + MessageId.parse("M1").toHex()
                                    + ",NTA.FR@CUSTTAX.FR,CORE-RCT-QUE.NCTS@CUSTTAX.IE,CD001C-MSG.NCTS,9");
        }
    }

    @Test
    void leavesReportsOut() throws Exception {
        Path file = directory.resolve("journal.csv");
        try (Journal journal = Journal.open(file, NODE, CLOCK)) {
            journal.taken(header(Kind.REPORT), 0);
        }
        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void saysWhichFileCannotBeWritten() {
        assertThatThrownBy(() -> Journal.open(directory, NODE, CLOCK))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(directory.toString());
    }
}
