package eu.ccngateway.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Ledger.Limits LIMITS = new Ledger.Limits(Duration.ofDays(2), 3);

    @TempDir
    Path directory;

    private Ledger open(Instant now) throws IOException {
        return Ledger.open(directory.resolve("ledger"), LIMITS, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void theFirstValueOfANameStaysAlsoAcrossAStart() throws IOException {
        try (Ledger ledger = open(NOW)) {
            assertThat(ledger.getOrPut("a", "1 2")).isEqualTo("1 2");
            assertThat(ledger.getOrPut("a", "3")).isEqualTo("1 2");
        }
        try (Ledger ledger = open(NOW)) {
            assertThat(ledger.getOrPut(Map.of("a", "4", "b", "5")))
                    .containsEntry("a", "1 2")
                    .containsEntry("b", "5");
        }
    }

    @Test
    void aLineThatACrashToreIsNone() throws IOException {
        try (Ledger ledger = open(NOW)) {
            ledger.getOrPut("a", "1");
        }
        Files.writeString(directory.resolve("ledger"), NOW.toEpochMilli() + " b to", StandardOpenOption.APPEND);

        try (Ledger ledger = open(NOW)) {
            assertThat(ledger.get("b")).isEmpty();
            ledger.getOrPut("b", "2");
        }
        try (Ledger ledger = open(NOW)) {
            assertThat(ledger.get("a")).contains("1");
            assertThat(ledger.get("b")).contains("2");
        }
    }

    @Test
    void forgetsWhatIsOldAndTheOldestOfTooMany() throws IOException {
        try (Ledger ledger = open(NOW.minus(Duration.ofDays(3)))) {
            ledger.getOrPut("old", "1");
        }
        try (Ledger ledger = open(NOW)) {
            assertThat(ledger.get("old")).isEmpty();
            for (String name : "a b c d".split(" ")) {
                ledger.getOrPut(name, "1");
            }
        }
        try (Ledger ledger = open(NOW)) {
            assertThat(ledger.get("a")).isEmpty();
            assertThat(ledger.get("d")).contains("1");
        }
    }

    @Test
    void takesOnlyWhatItCanReadAgain() throws IOException {
        try (Ledger ledger = open(NOW)) {
            assertThatThrownBy(() -> ledger.getOrPut("two words", "1")).hasMessageContaining("one word");
            assertThatThrownBy(() -> ledger.getOrPut("a", "1\n2")).hasMessageContaining("on one line");
            assertThat(ledger.get("a")).isEmpty();
        }
    }
}
