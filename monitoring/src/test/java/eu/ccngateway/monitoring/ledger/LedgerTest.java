package eu.ccngateway.monitoring.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void writeThree() throws IOException {
        file = directory.resolve("calendar.csv");
        try (Ledger ledger = open()) {
            for (String note : new String[] {"plain", "with \"quotes\", commas", "\u00e9t\u00e9"}) {
                ledger.append(
                        Entry.Draft.of(Kind.ANNOUNCED).with(Column.ID, "UA-1").with(Column.NOTE, note));
            }
        }
    }

    private Ledger open() throws IOException {
        return Ledger.open(FileLines.open(file), CLOCK);
    }

    @Test
    void keepsWhatWasWritten() throws IOException {
        assertThat(Ledger.read(file))
                .extracting(entry -> entry.text(Column.NOTE))
                .containsExactly("plain", "with \"quotes\", commas", "\u00e9t\u00e9");
    }

    @Test
    void cutsATornEndAtEveryByteAndSaysSo() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int lastLine = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf('\n', whole.length - 2) + 1;
        for (int length = lastLine + 1; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (Ledger ledger = open()) {
                assertThat(ledger.entries()).as("cut at %d", length).hasSize(2);
                assertThat(ledger.repair().orElseThrow())
                        .contains("cut " + (length - lastLine) + " bytes after line 2");
                ledger.append(Entry.Draft.of(Kind.AGREED).with(Column.ID, "UA-1"));
            }
            assertThat(Ledger.read(file)).hasSize(3);
        }
    }

    @Test
    void refusesALineThatWasChanged() throws IOException {
        String text = Files.readString(file);
        Files.writeString(file, text.replace("plain", "other"));

        assertThatThrownBy(this::open).isInstanceOf(LedgerDamaged.class).hasMessageContaining("line 1 is not what");
    }

    @Test
    void refusesALineThatWasTakenOut() throws IOException {
        String text = Files.readString(file);
        Files.writeString(file, text.substring(text.indexOf('\n') + 1));

        assertThatThrownBy(this::open).isInstanceOf(LedgerDamaged.class).hasMessageContaining("'2' where line 1");
    }

    @Test
    void hasOneWriterAtATime() throws IOException {
        try (Ledger first = open()) {
            assertThat(first.entries()).hasSize(3);
            assertThatThrownBy(this::open).hasMessageContaining("another process writes it");
        }
        open().close();
    }

    @Test
    void refusesTextThatWouldBreakALine() {
        assertThatThrownBy(() -> Entry.Draft.of(Kind.ANNOUNCED).with(Column.NOTE, "two\nlines"))
                .hasMessageContaining("on one line");
    }
}
