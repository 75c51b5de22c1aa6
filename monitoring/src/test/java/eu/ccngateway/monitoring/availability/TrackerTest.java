package eu.ccngateway.monitoring.availability;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.monitoring.ledger.CheckedLines;
import eu.ccngateway.monitoring.ledger.FileLines;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.monitoring.ledger.MemoryLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final long DAY = DayPack.start(Span.minute(Instant.parse("2026-11-20T12:00:00Z")));
    private static final byte UP = (byte) Observation.UP.ordinal();
    private static final byte DOWN = (byte) Observation.DOWN.ordinal();

    @TempDir
    private Path directory;

    private Tracker open(Path at, String... services) throws IOException {
        return new Tracker(
                List.of(services),
                Ledger.open(FileLines.open(at.resolve("seen.csv")), CLOCK),
                CheckedLines.open(FileLines.open(at.resolve("today.csv"))));
    }

    private static Observed read(Path at) throws IOException {
        return Observed.of(
                Ledger.read(at.resolve("seen.csv")),
                CheckedLines.read(Files.readAllBytes(at.resolve("today.csv")), "today.csv"));
    }

    private static String letters(Path at, String service, long from, long to) throws IOException {
        StringBuilder text = new StringBuilder();
        for (byte seen : read(at).of(service, new Span(from, to))) {
            text.append(Observation.at(seen).letter());
        }
        return text.toString();
    }

    @Test
    void keepsMinutesAcrossDaysAndRestarts() throws IOException {
        try (Tracker tracker = open(directory, "A", "B")) {
            for (long minute = DAY + 1430; minute < DAY + 1445; minute++) {
                tracker.observe(minute, new byte[] {UP, minute % 2 == 0 ? DOWN : UP});
            }
        }
        try (Tracker tracker = open(directory, "B", "C")) {
            assertThat(tracker.last()).isEqualTo(DAY + 1444);
            tracker.observe(DAY + 1444, new byte[] {DOWN, DOWN});
            tracker.observe(DAY + 1448, new byte[] {DOWN, UP});
            tracker.observe(DAY + 2 * 1440, new byte[] {UP, UP});
        }

        assertThat(letters(directory, "A", DAY + 1428, DAY + 1450)).isEqualTo("--UUUUUUUUUUUUUUU-----");
        assertThat(letters(directory, "B", DAY + 1428, DAY + 1450)).isEqualTo("--DUDUDUDUDUDUDUD---D-");
        assertThat(letters(directory, "C", DAY + 1440, DAY + 1450)).isEqualTo("--------U-");
    }

    @Test
    void losesNoMinuteToAKillAtAnyByte() throws IOException {
        try (Tracker tracker = open(directory, "A")) {
            for (long minute = DAY + 1437; minute < DAY + 1442; minute++) {
                tracker.observe(minute, new byte[] {UP});
            }
        }
        byte[] today = Files.readAllBytes(directory.resolve("today.csv"));
        for (int length = 0; length <= today.length; length++) {
            Path copy = Files.createDirectories(directory.resolve("at" + length));
            Files.copy(directory.resolve("seen.csv"), copy.resolve("seen.csv"), StandardCopyOption.REPLACE_EXISTING);
            Files.write(copy.resolve("today.csv"), Arrays.copyOf(today, length));
            long linesWhole = new String(today, 0, length, StandardCharsets.US_ASCII)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            open(copy, "A").close();
            String expected = "UUU" + "U".repeat((int) Math.max(0, linesWhole - 1)) + "----";

            assertThat(letters(copy, "A", DAY + 1437, DAY + 1444))
                    .as("cut at %d", length)
                    .isEqualTo(expected.substring(0, 7));
        }
    }

    @Test
    void writesADayOnceThoughItIsKilledBetweenLedgerAndClearing() throws IOException {
        MemoryLines seen = new MemoryLines();
        MemoryLines before = new MemoryLines();
        MemoryLines today = new MemoryLines();
        try (Tracker tracker = new Tracker(List.of("A"), Ledger.open(seen, CLOCK), CheckedLines.open(today))) {
            tracker.observe(DAY + 5, new byte[] {DOWN});
            before.append(today.read());
            tracker.observe(DAY + 1440, new byte[] {UP});
        }
        try (Tracker tracker = new Tracker(List.of("A"), Ledger.open(seen, CLOCK), CheckedLines.open(before))) {
            tracker.observe(DAY + 1441, new byte[] {UP});
        }

        assertThat(Ledger.read(seen.read(), "seen")).hasSize(1);
    }

    @Test
    void needsWellUnderAMegabyteForTheWorstYearOfAService() throws IOException {
        Random random = new Random(7);
        try (Tracker tracker = new Tracker(
                List.of("A"),
                Ledger.open(FileLines.open(directory.resolve("seen.csv")), CLOCK),
                CheckedLines.open(new MemoryLines()))) {
            for (long minute = DAY; minute < DAY + 366 * 1440L; minute++) {
                tracker.observe(minute, new byte[] {random.nextBoolean() ? UP : DOWN});
            }
        }
        assertThat(Files.size(directory.resolve("seen.csv"))).isBetween(300_000L, 650_000L);
    }

    @Test
    void judgesAMinuteByTheShareOfWhatFailedInIt() throws IOException {
        int[][] looks = {{0, 0, 0, 0}, {100, 0, 0, 0}, {100, 0, 100, 0}, {-1, -1, -1, -1}, {100, -1, -1, -1}};
        MemoryLines today = new MemoryLines();
        try (Tracker tracker =
                new Tracker(List.of("A"), Ledger.open(new MemoryLines(), CLOCK), CheckedLines.open(today))) {
            int[] tick = new int[1];
            Prober prober = new Prober(List.of("A"), now -> new int[] {looks[tick[0] / 4][tick[0] % 4]}, tracker, 50);
            for (tick[0] = 0; tick[0] < looks.length * 4; tick[0]++) {
                prober.tick(Span.instant(DAY).plusSeconds(15L * tick[0]));
            }
            prober.finish();
        }
        Observed observed = Observed.of(List.of(), CheckedLines.read(today.read(), "today"));

        assertThat(observed.of("A", new Span(DAY, DAY + 5)))
                .containsExactly(
                        Observation.UP.ordinal(),
                        Observation.DEGRADED.ordinal(),
                        Observation.DOWN.ordinal(),
                        Observation.NOTHING.ordinal(),
                        Observation.DOWN.ordinal());
    }
}
