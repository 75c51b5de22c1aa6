package eu.ccngateway.monitoring.sla;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.monitoring.availability.Prober;
import eu.ccngateway.monitoring.availability.Probes;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.availability.ServicesFile;
import eu.ccngateway.monitoring.availability.Span;
import eu.ccngateway.monitoring.availability.Tracker;
import eu.ccngateway.monitoring.calendar.Announcement;
import eu.ccngateway.monitoring.calendar.CalendarBook;
import eu.ccngateway.monitoring.calendar.Cause;
import eu.ccngateway.monitoring.calendar.Party;
import eu.ccngateway.monitoring.calendar.Type;
import eu.ccngateway.monitoring.ledger.CheckedLines;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.monitoring.ledger.MemoryLines;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clock of its own for each functionality of an application of a domain, and what becomes of a part that fails. */
class FunctionalityTest {

    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final Span HOUR = Span.between(START, START.plus(Duration.ofHours(1)));
    private static final String YAML = """
            zone: UTC
            notice: { working-days: 5, agreement: false }
            partial-from: 50
            windows: { 24x7: {} }
            services:
              CCN_CSI: {}
              NCTS: { behind: CCN_CSI, members: [NCTS/IE, NCTS/FR] }
              NCTS/IE/DEPARTURE: { behind: NCTS/IE }
              NCTS/IE/TRANSIT: { behind: NCTS/IE }
            """;

    private final MemoryLines seen = new MemoryLines();
    private final MemoryLines today = new MemoryLines();
    private Services services;

    @BeforeEach
    void read() throws Exception {
        services = ServicesFile.parse(YAML.getBytes(StandardCharsets.UTF_8), "services.yaml");
    }

    /** An hour in which some services lose a part of what is tried, from the tenth to the thirtieth minute. */
    private Figures figures(int lost, List<Entry> book, String... names) throws Exception {
        List<String> clocks = services.clocks();
        Probes probes = now -> clocks.stream()
                .mapToInt(clock -> List.of(names).contains(clock) && isBetween(now) ? lost : 0)
                .toArray();
        try (Tracker tracker =
                new Tracker(clocks, Ledger.open(seen, Clock.fixed(START, ZoneOffset.UTC)), CheckedLines.open(today))) {
            Prober prober = new Prober(clocks, probes, tracker, services.partialFrom());
            for (int minute = 0; minute < 60; minute++) {
                prober.tick(START.plus(Duration.ofMinutes(minute)));
            }
            prober.finish();
        }
        return new Records(
                        services,
                        Ledger.read(seen.read(), "seen"),
                        CheckedLines.read(today.read(), "today"),
                        book,
                        List.of())
                .figures();
    }

    private static boolean isBetween(Instant now) {
        return !now.isBefore(START.plus(Duration.ofMinutes(10))) && now.isBefore(START.plus(Duration.ofMinutes(30)));
    }

    private static Tally tally(Figures figures, String service) {
        return figures.of(service, "24x7", "hour", HOUR).tally();
    }

    @Test
    void countsAFunctionalityThatFailsAloneForItselfAlone() throws Exception {
        Figures figures = figures(100, List.of(), "NCTS/IE/DEPARTURE");

        assertThat(tally(figures, "NCTS/IE/DEPARTURE").unscheduled()).isEqualTo(20);
        for (String other : List.of("NCTS/IE", "NCTS/IE/TRANSIT", "NCTS", "CCN_CSI")) {
            assertThat(tally(figures, other).down()).as(other).isZero();
        }
    }

    @Test
    void givesDowntimeOfTheApplicationToItAndNotToItsFunctionalities() throws Exception {
        Figures figures = figures(100, List.of(), "NCTS/IE", "NCTS/IE/DEPARTURE", "NCTS/IE/TRANSIT");

        assertThat(tally(figures, "NCTS/IE").unscheduled()).isEqualTo(20);
        assertThat(tally(figures, "NCTS/IE/DEPARTURE").down()).isZero();
        assertThat(tally(figures, "NCTS/IE/DEPARTURE").notObservable()).isEqualTo(20);
        assertThat(tally(figures, "NCTS").unscheduled()).as("of two members").isEqualTo(20);
        assertThat(tally(figures, "NCTS").window()).isEqualTo(120);
    }

    @Test
    void countsAPartialOutageFromTheDeclaredShareOn() throws Exception {
        assertThat(tally(figures(50, List.of(), "NCTS/FR"), "NCTS/FR").unscheduled())
                .isEqualTo(20);
    }

    @Test
    void callsLessThanThatDegradedAndCountsItAsUp() throws Exception {
        Tally tally = tally(figures(49, List.of(), "NCTS/FR"), "NCTS/FR");

        assertThat(tally.degraded()).isEqualTo(20);
        assertThat(tally.down()).isZero();
    }

    @Test
    void schedulesAStopOfOneFunctionality() throws Exception {
        List<Entry> book;
        Clock earlier = Clock.fixed(START.minus(Duration.ofDays(14)), ZoneOffset.UTC);
        try (Ledger ledger = Ledger.open(new MemoryLines(), earlier)) {
            new CalendarBook(ledger)
                    .announce(new Announcement(
                            "NCTS/IE/DEPARTURE",
                            Type.S,
                            START,
                            Optional.of(START.plus(Duration.ofMinutes(20))),
                            Cause.MAINTENANCE,
                            Party.NATIONAL,
                            "departure only"));
            book = ledger.entries();
        }
        Figures figures = figures(100, book, "NCTS/IE/DEPARTURE", "NCTS/IE/TRANSIT");

        assertThat(tally(figures, "NCTS/IE/DEPARTURE").scheduled()).isEqualTo(10);
        assertThat(tally(figures, "NCTS/IE/DEPARTURE").unscheduled())
                .as("overrun")
                .isEqualTo(10);
        assertThat(tally(figures, "NCTS/IE/TRANSIT").scheduled()).isZero();
    }
}
