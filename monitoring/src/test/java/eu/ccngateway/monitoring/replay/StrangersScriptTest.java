package eu.ccngateway.monitoring.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.availability.ServicesFile;
import eu.ccngateway.monitoring.availability.Span;
import eu.ccngateway.monitoring.calendar.Announcement;
import eu.ccngateway.monitoring.calendar.CalendarBook;
import eu.ccngateway.monitoring.calendar.Cause;
import eu.ccngateway.monitoring.calendar.Party;
import eu.ccngateway.monitoring.calendar.Type;
import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.Kind;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.monitoring.ledger.MemoryLines;
import eu.ccngateway.monitoring.sla.FigureLines;
import eu.ccngateway.monitoring.sla.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that shares no code with us gets the same digits from an exported ledger. */
class StrangersScriptTest {

    private static final Path SCRIPT = Path.of("recompute.py");

    @TempDir
    private Path directory;

    @Test
    void isShortEnoughToBeRead() throws Exception {
        assertThat(Files.readAllLines(SCRIPT)).hasSizeLessThan(100);
    }

    @Test
    void getsTheSameDigitsForADeclaredYear() throws Exception {
        Services services = ServicesFile.parse(Resources.bytes(Resources.SERVICES), Resources.SERVICES);
        Scenario scenario = ScenarioFile.parse(Resources.scenario(2019).orElseThrow(), "scenario-2019.yaml", services);
        Records records = Replay.ofYear(services, scenario).run();

        assertThat(script(records, "2019", "2019-03")).isEqualTo(ours(records, "2019", "2019-03"));
    }

    @Test
    void getsTheSameDigitsWhereEverythingGoesWrong() throws Exception {
        // Side by side: most of the time is the script's.
        assertThat(LongStream.rangeClosed(3_001, 3_012).parallel().filter(this::isTheSame))
                .as("seeds")
                .hasSize(12);
    }

    private boolean isTheSame(long seed) {
        try {
            Injection injection = Injection.of(seed);
            Records run = new Replay(injection.services(), injection.scenario(), injection.span()).run();
            Records records = new Records(run.services(), run.seen(), run.today(), later(run, seed), run.counted());
            String month = Span.instant(injection.span().from())
                    .atZone(injection.services().zone())
                    .toLocalDate()
                    .toString()
                    .substring(0, 7);
            assertThat(script(records, month)).as("seed %d", seed).isEqualTo(ours(records, month));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("seed " + seed, e);
        }
    }

    /** The calendar with amendments, withdrawals and corrections. */
    private static List<Entry> later(Records run, long seed) throws IOException {
        Random random = new Random(seed);
        VirtualClock clock = new VirtualClock(Instant.parse("2019-03-01T00:00:00.123456Z"));
        List<Entry> book = new ArrayList<>(run.book());
        try (Ledger ledger = Ledger.open(new MemoryLines(), clock)) {
            CalendarBook calendar = new CalendarBook(ledger);
            Instant first = Span.instant(Span.minute(
                    run.seen().isEmpty()
                            ? clock.instant()
                            : run.seen().get(0).moment(Column.FROM).orElseThrow()));
            for (int i = 0; i < 8; i++) {
                Instant from = first.plus(Duration.ofMinutes(random.nextInt(2000)));
                clock.set(from.minus(Duration.ofDays(9)));
                String id = calendar.announce(new Announcement(
                        random.nextBoolean() ? "GROUP" : "NET",
                        Type.S,
                        from,
                        Optional.of(from.plus(Duration.ofMinutes(300))),
                        Cause.RELEASE,
                        Party.NETWORK,
                        "a \"release\", with commas"));
                calendar.agree(id);
                clock.set(from.minus(Duration.ofMinutes(random.nextInt(12_000) - 200))
                        .plusNanos(random.nextInt(1_000_000_000)));
                Instant moved = from.plus(Duration.ofMinutes(random.nextInt(400) - 200));
                calendar.amend(id, moved, moved.plus(Duration.ofMinutes(1 + random.nextInt(500))));
                if (random.nextBoolean()) {
                    calendar.agree(id);
                }
                if (random.nextInt(3) == 0) {
                    calendar.withdraw(id);
                }
            }
            ledger.append(Entry.Draft.of(Kind.CORRECTED)
                    .with(Column.SERVICE, "M/0")
                    .with(Column.FROM, first.plusSeconds(3_000))
                    .with(Column.TO, first.plusSeconds(33_000))
                    .with(Column.VALUE, "SCHEDULED"));
            for (Entry entry : ledger.entries()) {
                book.add(renamed(entry));
            }
        }
        return book;
    }

    private static Entry renamed(Entry entry) {
        Entry.Draft draft = Entry.Draft.of(entry.kind());
        entry.fields().forEach((column, text) -> draft.with(column, column == Column.ID ? "later " + text : text));
        return draft.unnumbered(entry.recorded());
    }

    private static String ours(Records records, String... periods) {
        return FigureLines.csv(FigureLines.of(records, List.of(periods)));
    }

    private String script(Records records, String... periods) throws Exception {
        Path ledger = Files.write(Files.createTempFile(directory, "ledger", ".csv"), records.export(Instant.EPOCH));
        List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString(), ledger.toString()));
        command.addAll(List.of(periods));
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeThat(System.getenv("CI")).as("python3 is not installed").isNotNull();
            throw e;
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
