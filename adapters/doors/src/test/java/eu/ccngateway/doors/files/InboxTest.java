package eu.ccngateway.doors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {

    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path directory;

    private Path in;
    private Inbox inbox;

    @BeforeEach
    void open() throws IOException {
        in = Files.createDirectories(directory.resolve("in"));
        inbox = reopened();
    }

    private Inbox reopened() throws IOException {
        Outbox outbox = new Outbox(
                Files.createDirectories(directory.resolve("out")), new DropReader(1_000, CLOCK, new Random()));
        Inbox opened = new Inbox(in, outbox);
        opened.recover(CLOCK);
        return opened;
    }

    private static Arrival arrival(String key, String payload) {
        return new Arrival(
                key,
                key + ".xml",
                Map.of("message-id", key),
                Optional.of(() -> new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8))));
    }

    private void assertShownOnce(String key) {
        assertThat(Folders.files(in)).containsExactlyInAnyOrder(".door/shown/" + key, key + ".xml", key + ".xml.ccn");
    }

    @Test
    void showsAMessageWithItsHeader() throws IOException {
        assertThat(inbox.keep(List.of(arrival("k", "<X/>")))).hasSize(1);

        assertShownOnce("k");
        assertThat(in.resolve("k.xml")).hasContent("<X/>");
        assertThat(in.resolve("k.xml.ccn")).hasContent("message-id: k");
    }

    @Test
    void doesNotShowAgainWhatComesAgainThoughItWasTakenAway() throws IOException {
        inbox.keep(List.of(arrival("k", "<X/>")));
        Files.delete(in.resolve("k.xml"));
        Files.delete(in.resolve("k.xml.ccn"));

        assertThat(inbox.keep(List.of(arrival("k", "<X/>")))).isEmpty();
        assertThat(reopened().keep(List.of(arrival("k", "<X/>")))).isEmpty();

        assertThat(Folders.files(in)).containsExactly(".door/shown/k");
    }

    @Test
    void finishesAfterACrashWhatItHadBegunToShow() throws IOException {
        inbox.keep(List.of(arrival("k", "<X/>")));
        Path staged = Files.createDirectories(in.resolve(".door/staged/k"));
        // As it is between the two renamings.
        Files.move(in.resolve("k.xml.ccn"), staged.resolve("k.xml.ccn"));

        reopened();

        assertShownOnce("k");
    }

    @Test
    void forgetsAfterACrashWhatItHadOnlyBegunToWrite() throws IOException {
        Path staged = Files.createDirectories(in.resolve(".door/staged/k"));
        Files.writeString(staged.resolve("k.xml"), "<X");

        Inbox next = reopened();
        assertThat(Folders.files(in)).isEmpty();
        assertThat(next.keep(List.of(arrival("k", "<X/>")))).hasSize(1);
        assertShownOnce("k");
        assertThat(in.resolve("k.xml")).hasContent("<X/>");
    }

    @Test
    void showsNothingOfARoundThatCouldNotBeWritten() throws IOException {
        Arrival torn = new Arrival("t", "t.xml", Map.of(), Optional.of(() -> {
            throw new IOException("No space left on device");
        }));

        assertThatThrownBy(() -> inbox.keep(List.of(arrival("k", "<X/>"), torn)))
                .hasMessageContaining("No space");
        assertThat(in.resolve("k.xml.ccn")).doesNotExist();

        assertThat(inbox.keep(List.of(arrival("k", "<X/>"), arrival("t", "<T/>"))))
                .hasSize(2);
        assertThat(in.resolve("k.xml.ccn")).exists();
        assertThat(in.resolve("t.xml.ccn")).exists();
    }

    @Test
    void forgetsWhatWillNotComeAgain() throws IOException {
        inbox.keep(List.of(arrival("k", "<X/>")));
        inbox.forget(arrival("k", ""));
        assertThat(in.resolve(".door/shown/k")).doesNotExist();

        inbox.keep(List.of(arrival("old", "<X/>")));
        Files.setLastModifiedTime(
                in.resolve(".door/shown/old"), FileTime.from(Instant.now().minus(Duration.ofDays(31))));
        reopened();
        assertThat(in.resolve(".door/shown/old")).doesNotExist();
    }

    @Test
    void aReportOnNothingOfThisDoorIsShownAmongTheMessages() throws IOException {
        Arrival report =
                new Arrival("r", "r", Map.of("report", "COA", "about-message-id", "ab".repeat(24)), Optional.empty());

        inbox.keep(List.of(report));

        assertThat(Folders.files(in)).containsExactly(".door/shown/r", "r.ccn");
    }

    @Test
    void isFullWhenNobodyTakesAnythingAway() throws IOException {
        inbox.keep(List.of(arrival("a", ""), arrival("b", "")));

        assertThat(inbox.isFull(3)).isFalse();
        assertThat(inbox.isFull(2)).isTrue();
    }
}
