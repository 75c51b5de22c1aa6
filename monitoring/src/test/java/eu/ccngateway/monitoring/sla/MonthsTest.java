package eu.ccngateway.monitoring.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.monitoring.availability.ServicesFile;
import eu.ccngateway.monitoring.availability.Tracker;
import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.Kind;
import eu.ccngateway.monitoring.ledger.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** April 2019 has 43,200 minutes; NET was down for 90 of them, and nobody looked for 10. */
class MonthsTest {

    private static final YearMonth APRIL = YearMonth.of(2019, 4);
    private static final Instant MAY = Instant.parse("2019-05-02T08:00:00Z");
    private static final Clock CLOCK = Clock.fixed(MAY, ZoneOffset.UTC);

    @TempDir
    private Path root;

    private AvailabilityDirectory directory = new AvailabilityDirectory(Path.of(""));

    @BeforeEach
    void measure() throws Exception {
        directory = new AvailabilityDirectory(root);
        Files.writeString(
                root.resolve(AvailabilityDirectory.SERVICES),
                "zone: UTC\nwindows: { 24x7: {} }\nservices: { NET: { title: Net, target: 99.9 } }\n");
        long first = Instant.parse("2019-04-01T00:00:00Z").getEpochSecond() / 60;
        try (Tracker tracker =
                directory.openTracker(directory.services(), CLOCK).tracker()) {
            for (int i = 0; i < 30 * 1440; i++) {
                if (i < 5000 || i >= 5010) {
                    tracker.observe(first + i, new byte[] {(byte) (i >= 20_000 && i < 20_090 ? 3 : 1)});
                }
            }
        }
    }

    private void write(Entry.Draft draft) throws IOException {
        try (Ledger calendar = directory.openCalendar(CLOCK)) {
            calendar.append(draft);
        }
    }

    private Figure figure(Records records) {
        return records.figures().ofMonth("NET", "24x7", APRIL);
    }

    private void correct(State state) throws IOException {
        write(Entry.Draft.of(Kind.CORRECTED)
                .with(Column.SERVICE, "NET")
                .with(Column.FROM, "2019-04-14T21:20:00Z")
                .with(Column.TO, "2019-04-14T22:50:00Z")
                .with(Column.VALUE, state.name())
                .with(Column.NOTE, "announced by telephone"));
    }

    @Test
    void printsUnknownMinutesAsAnInterval() throws Exception {
        Figure april = figure(directory.records());

        assertThat(april.tally().unscheduled()).isEqualTo(90);
        assertThat(april.published()).isEqualTo("99.77-99.79");
        assertThat(april.budgetLeft().orElseThrow()).isEqualByComparingTo("-46.8");
        assertThat(april.burnRate().orElseThrow()).isEqualByComparingTo("2.08");
    }

    @Test
    void issuesANewVersionAfterACorrectionAndKeepsTheOld() throws Exception {
        write(new Months(directory.records()).close(APRIL, MAY));
        correct(State.SCHEDULED);
        write(new Months(directory.records()).close(APRIL, MAY));
        Months months = new Months(directory.records());

        assertThat(months.versions(APRIL))
                .extracting(entry -> entry.text(Column.VALUE))
                .containsExactly("1", "2");
        assertThat(figure(months.version(APRIL, 1)).withoutPlanned()).isEqualTo("99.77-99.79");
        assertThat(figure(months.version(APRIL, 2)).withoutPlanned()).isEqualTo("99.98-100.00");
        assertThat(figure(months.version(APRIL, 2)).published()).isEqualTo("99.77-99.79");
        assertThat(months.changed()).isEmpty();
    }

    @Test
    void refusesToCloseWhatIsNotOverOrHasNotChanged() throws Exception {
        write(new Months(directory.records()).close(APRIL, MAY));
        Months months = new Months(directory.records());

        assertThatThrownBy(() -> months.close(APRIL, MAY)).hasMessageContaining("version 1 has these figures");
        assertThatThrownBy(() -> months.close(YearMonth.of(2019, 5), MAY)).hasMessageContaining("not over");
    }

    @Test
    void noticesAMonthThatIsNotWhatItWasClosedWith() throws Exception {
        write(new Months(directory.records()).close(APRIL, MAY));
        Records closed = directory.records();
        Records forged = new Records(
                ServicesFile.parse(
                        "zone: UTC\nwindows: { 24x7: { from: 07:00 } }\nservices: { NET: {} }\n"
                                .getBytes(StandardCharsets.UTF_8),
                        "forged"),
                closed.seen(),
                closed.today(),
                closed.book(),
                closed.counted());

        assertThat(new Months(forged).changed()).containsExactly("2019-04 version 1");
        assertThat(new Months(Records.ofExport(closed.export(MAY), "ledger")).changed())
                .isEmpty();
    }

    @Test
    void makesAPageThatNeedsNothingElse() throws Exception {
        String page = new HtmlReport(directory.records(), List.of("2019-04")).text();

        assertThat(page)
                .contains("99.77-99.79 %")
                .contains("2019-04-14T21:20:00Z")
                .doesNotContain("http", "<script", "src=");
    }
}
