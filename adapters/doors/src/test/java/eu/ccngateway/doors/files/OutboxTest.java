package eu.ccngateway.doors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import eu.ccngateway.protocol.message.MessageId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {

    private static final String HEADER = "to: CORE-RCT-QUE.NCTS@CUSTTAX.IE\ntype: CD001C-MSG.NCTS\n";
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final long LONG_AGO = Duration.ofMinutes(2).toNanos();

    @TempDir
    Path out;

    private Outbox outbox;

    @BeforeEach
    void open() throws IOException {
        outbox = reopened();
    }

    private Outbox reopened() throws IOException {
        return new Outbox(out, new DropReader(1_000, Clock.fixed(NOW, ZoneOffset.UTC), new Random()));
    }

    private Drop drop(String name, String payload, String header) throws IOException {
        Files.writeString(out.resolve(name), payload);
        Files.writeString(out.resolve(name + ".ccn"), header);
        return found(name, 0);
    }

    private Drop found(String name, long quietNanos) throws IOException {
        Path header = out.resolve(name + ".ccn");
        Path payload = out.resolve(name);
        return new Drop(header, payload, FileStamp.of(header).orElseThrow(), FileStamp.of(payload), quietNanos);
    }

    private Outgoing taken(String name) throws Exception {
        return outbox.take(drop(name, "<X/>", HEADER)).orElseThrow();
    }

    @Test
    void whatIsTakenKeepsItsIdAndMomentForEver() throws Exception {
        Outgoing before = taken("m.xml");

        assertThat(reopened().recover()).singleElement().satisfies(after -> {
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.message().id()).isEqualTo(before.message().id());
            assertThat(after.message().created()).contains(NOW);
            assertThat(after.message().payload()).asString().isEqualTo("<X/>");
        });
        assertThat(out.resolve("m.xml")).doesNotExist();
        assertThat(out.resolve("m.xml.ccn")).doesNotExist();
    }

    @Test
    void aCrashBeforeTheTakingLeavesTheDropWhereItWas() throws Exception {
        Outgoing taken = taken("m.xml");
        // As it is just before the one step: the header has not been renamed yet, the payload not removed.
        Files.move(taken.folder().resolve(".dropped"), out.resolve("m.xml.ccn"));
        Files.copy(taken.folder().resolve("m.xml"), out.resolve("m.xml"));

        assertThat(reopened().recover()).isEmpty();
        assertThat(Folders.files(out)).containsExactly("m.xml", "m.xml.ccn");
    }

    @Test
    void aCrashAfterTheTakingRemovesThePayloadThatWasDroppedButNoOther() throws Exception {
        Drop drop = drop("m.xml", "<X/>", HEADER);
        Files.createLink(out.resolve("kept"), out.resolve("m.xml"));
        assertThat(outbox.take(drop)).isPresent();
        Files.move(out.resolve("kept"), out.resolve("m.xml"));
        reopened().recover();
        assertThat(out.resolve("m.xml")).doesNotExist();

        Files.writeString(out.resolve("m.xml"), "<NEXT/>");
        reopened().recover();
        assertThat(out.resolve("m.xml")).hasContent("<NEXT/>");
    }

    @Test
    void whatWasSentOrRefusedIsSeenWhole() throws Exception {
        Outgoing good = taken("good.xml");
        Outgoing bad = taken("bad.xml");

        outbox.sent(good, Map.of("acceptance-id", "1"));
        outbox.refused(bad, "401 NOT_AUTHORISED: no");

        String g = "sent/" + good.id() + "/";
        String b = "refused/" + bad.id() + "/";
        assertThat(Folders.files(out))
                .containsExactlyInAnyOrder(
                        g + ".dropped",
                        g + "good.xml",
                        g + "good.xml.ccn",
                        g + "good.xml.accepted.ccn",
                        b + ".dropped",
                        b + "bad.xml",
                        b + "bad.xml.ccn",
                        b + "bad.xml.refused.txt");
        assertThat(reopened().recover()).isEmpty();
    }

    @Test
    void aReportBelongsToItsMessageWhereverThatIs() throws Exception {
        Outgoing outgoing = taken("m.xml");
        assertThat(outbox.reportFile(outgoing.id(), "coa"))
                .contains(outgoing.folder().resolve("m.xml.coa.ccn"));

        outbox.sent(outgoing, Map.of());

        assertThat(outbox.reportFile(outgoing.id(), "coa"))
                .contains(out.resolve("sent/" + outgoing.id() + "/m.xml.coa.ccn"));
        assertThat(outbox.reportFile(MessageId.parse("OTHER"), "coa")).isEmpty();
    }

    @Test
    void waitsForAPayloadThatIsMissingOrStillGrows() throws Exception {
        Files.writeString(out.resolve("m.xml.ccn"), HEADER + "length: 4\n");
        assertThat(outbox.take(found("m.xml", 0))).isEmpty();

        Files.writeString(out.resolve("m.xml"), "<X");
        assertThat(outbox.take(found("m.xml", 0))).isEmpty();

        Files.writeString(out.resolve("m.xml"), "<X/>");
        assertThat(outbox.take(found("m.xml", 0))).isPresent();
    }

    @Test
    void leavesAFileThatChangesWhileItIsTaken() throws Exception {
        Drop drop = drop("m.xml", "<X/>", HEADER);
        Files.writeString(out.resolve("m.xml"), "<Y/>");
        Files.setLastModifiedTime(out.resolve("m.xml"), FileTime.from(NOW));

        assertThat(outbox.take(drop)).isEmpty();
        assertThat(Folders.files(out)).containsExactly("m.xml", "m.xml.ccn");
    }

    @Test
    void refusesWhatItCannotSendAndSaysWhy() throws Exception {
        assertRefused(drop("no header.xml", "", HEADER), "name: 'no header.xml'");
        assertRefused(drop("a.xml", "", "type: X\n"), "to: missing");
        assertRefused(drop("b.xml", "", HEADER + "prio: 1\n"), "prio: unknown");
        assertRefused(drop("c.xml", "x".repeat(1_001), HEADER), "1001 bytes (expected: at most 1000)");
        assertRefused(drop("d.xml", "<X/>", HEADER + "sha256: 00\n"), "sha256: payload has");
        assertRefused(drop("e.xml", "", "#" + "x".repeat(70_000)), "header: 70001 bytes");
        Files.writeString(out.resolve("f.xml"), "<X");
        Files.writeString(out.resolve("f.xml.ccn"), HEADER + "length: 4\n");
        assertRefused(found("f.xml", LONG_AGO), "payload: 2 bytes (expected: 4");
        assertThat(Folders.files(out.resolve("sending"))).isEmpty();
    }

    @Test
    void followsNoLinks() throws Exception {
        Path secret = Files.writeString(out.resolve("secret"), "key");
        Files.createSymbolicLink(out.resolve("l.xml"), secret);
        Files.writeString(out.resolve("l.xml.ccn"), HEADER);
        assertRefused(found("l.xml", 0), "payload: not a plain file");

        Files.writeString(out.resolve("h.xml"), "<X/>");
        Files.createSymbolicLink(out.resolve("h.xml.ccn"), secret);
        Drop drop = found("h.xml", 0);
        assertRefused(drop, "header: not a plain file");

        outbox.refused(drop, MessageId.parse("R"), "header: not a plain file");
        assertThat(secret).hasContent("key");
        assertThat(Files.isSymbolicLink(out.resolve("refused/" + MessageId.parse("R") + "/h.xml.ccn")))
                .isTrue();
    }

    @Test
    void refusesWhatItMayNotRead() throws Exception {
        Drop drop = drop("m.xml", "<X/>", HEADER);
        Files.setPosixFilePermissions(out.resolve("m.xml"), PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(out.resolve("m.xml")), "this user may read everything");

        assertRefused(drop, "not readable for the door");
    }

    private void assertRefused(Drop drop, String said) {
        assertThatThrownBy(() -> outbox.take(drop))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(said)
                .hasMessageContaining("expected: ");
    }

    @Test
    void twoThatAreRefusedUnderOneIdBothStay() throws Exception {
        MessageId id = MessageId.parse("SAME");
        outbox.refused(drop("a.xml", "1", HEADER), id, "first");
        outbox.refused(drop("a.xml", "2", HEADER), id, "second");

        assertThat(out.resolve("refused/" + id + "/a.xml")).hasContent("1");
        assertThat(out.resolve("refused/" + id + "-2/a.xml")).hasContent("2");
    }

    @Test
    void onlyWhatWasLeftAloneIsReady() throws Exception {
        DropScan scan = new DropScan(out);
        drop("m.xml", "<X/>", HEADER);
        Files.writeString(out.resolve(".hidden.ccn"), HEADER);
        assertThat(quiet(scan, 0)).containsExactly(0L);
        assertThat(quiet(scan, 500)).containsExactly(500L);

        Files.writeString(out.resolve("m.xml"), "<XX/>");
        assertThat(quiet(scan, 700)).containsExactly(0L);
        assertThat(quiet(scan, 900)).containsExactly(200L);
        assertThat(Optional.of(scan.look(901).get(0).name())).hasToString("Optional[m.xml]");
    }

    private static List<Long> quiet(DropScan scan, long nowNanos) throws IOException {
        return scan.look(nowNanos).stream().map(Drop::quietNanos).toList();
    }
}
