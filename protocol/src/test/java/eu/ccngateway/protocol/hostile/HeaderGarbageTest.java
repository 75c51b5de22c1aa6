package eu.ccngateway.protocol.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import eu.ccngateway.protocol.message.HeaderRules;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Kind;
import eu.ccngateway.protocol.wire.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderGarbageTest {

    private static final int ROUNDS = 5_000;
    private static final List<String> HOSTILE = List.of(
            "NTA.FR@CUSTTAX.FR\nsender=NTA.IE@CUSTTAX.IE",
            "NTA.FR@CUSTTAX.FR\n",
            "A=B@C",
            "A@B@C",
            "@",
            "A@",
            "@B",
            "",
            "A B@C",
            "A\u0000@B",
            "\u00c4@B",
            "A@B\r",
            "x".repeat(65) + "@B",
            "A@" + "x".repeat(1000));

    private final Garbage garbage = Garbage.fresh();
    private final Statement statement = new Statement("demo", "RCT");

    private static Header good() {
        return Header.newBuilder()
                .setSender("NTA.FR@CUSTTAX.FR")
                .setTo("CORE-RCT-QUE.NCTS@CUSTTAX.IE")
                .setKind(Kind.DATAGRAM)
                .setType("CD001C-MSG.NCTS")
                .setId(ByteString.copyFrom(new byte[24]))
                .setReplyTo("REPORT-RCT-QUE.NCTS@CUSTTAX.FR")
                .setCreatedMs(1)
                .putProperties("a", "b")
                .build();
    }

    /** Whoever passes the rules makes a statement of ten lines, each with one key. */
    private void check(Header header) {
        try {
            HeaderRules.checkMessage(header);
        } catch (RefusedException e) {
            assertThat(e.code()).as(garbage.seed).isEqualTo(RefusalCode.HEADER_INVALID);
            assertThat(e.reason()).as(garbage.seed).doesNotContain("\n").hasSizeLessThan(400);
            return;
        }
        byte[] hash = Sha256.of(header.toByteArray());
        String text = statement.text(header, hash, hash);
        assertThat(text.split("\n", -1)).as(garbage.seed).hasSize(11);
        assertThat(text.chars().filter(c -> c == '=').count()).as(garbage.seed).isEqualTo(9);
        assertThat(text)
                .as(garbage.seed)
                .startsWith("ccn-message-1\nnetwork=demo\n")
                .endsWith("\n");
    }

    @Test
    void takesOrRefusesDamagedHeaders() {
        byte[] good = good().toByteArray();
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            try {
                check(Header.parseFrom(i % 5 == 0 ? garbage.bytes(100) : garbage.damaged(good)));
                read++;
            } catch (InvalidProtocolBufferException e) {
                assertThat(e).isNotNull();
            }
        }
        assertThat(read).as(garbage.seed).isPositive();
    }

    @Test
    void letsNoValueBreakOutOfItsLine() {
        for (String value : HOSTILE) {
            assertRefused(good().toBuilder().setSender(value).build());
            assertRefused(good().toBuilder().setTo(value).build());
            if (!value.isEmpty()) {
                assertRefused(good().toBuilder().setReplyTo(value).build());
            }
            assertRefused(good().toBuilder().setType(value).build());
            assertRefused(good().toBuilder().putProperties(value, "b").build());
        }
        assertRefused(good().toBuilder().putProperties("a", "b\nc").build());
        assertRefused(good().toBuilder().setContentType("a\u0007").build());
    }

    private void assertRefused(Header header) {
        assertThat(refusalOf(header)).isEqualTo(RefusalCode.HEADER_INVALID);
    }

    private static RefusalCode refusalOf(Header header) {
        try {
            HeaderRules.checkMessage(header);
            throw new AssertionError("taken: " + header);
        } catch (RefusedException e) {
            return e.code();
        }
    }

    @Test
    void refusesNodesThatReport() {
        assertRefused(good().toBuilder().setKind(Kind.REPORT).build());
        assertRefused(good().toBuilder().setReport(Report.getDefaultInstance()).build());
        assertRefused(good().toBuilder().setKindValue(99).build());
        assertRefused(good().toBuilder().setReports(1).clearReplyTo().build());
    }

    @Test
    void takesTheGoodOne() {
        HeaderRules.checkMessage(good());
        check(good());
    }
}
