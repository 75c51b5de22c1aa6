package eu.ccngateway.monitoring.replay;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.monitoring.sla.Figure;
import eu.ccngateway.monitoring.sla.Figures;
import eu.ccngateway.monitoring.sla.Records;
import eu.ccngateway.monitoring.sla.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The instrument against what was injected, where nothing was fitted. */
class UnknownScenariosTest {

    private static final int SCENARIOS = 1_000;

    @Test
    void measuresWhatWasInjectedInAThousandScenarios() throws Exception {
        long minutesDown = 0;
        int withGaps = 0;
        for (long seed = 1; seed <= SCENARIOS; seed++) {
            Injection injection = Injection.of(seed);
            Records records = new Replay(injection.services(), injection.scenario(), injection.span()).run();
            Oracle oracle = new Oracle(injection);
            Figures figures = records.figures();
            for (String service : List.of("NET", "MIDDLE", "ALONE", "GROUP", "M/0")) {
                for (String window : List.of("all", "some")) {
                    Oracle.Counts expected = oracle.of(service, window);
                    Figure measured = figures.of(service, window, "stretch", injection.span());
                    Tally tally = measured.tally();
                    assertThat(new Oracle.Counts(
                                    tally.window(), tally.scheduled(), tally.unscheduled(), tally.unknown()))
                            .as("seed %d, %s, %s", seed, service, window)
                            .isEqualTo(expected);
                    assertThat(List.of(measured.published(), measured.withoutPlanned()))
                            .as("seed %d, %s, %s", seed, service, window)
                            .containsExactly(expected.published(), expected.withoutPlanned());
                    minutesDown += expected.scheduled() + expected.unscheduled();
                    withGaps += expected.unknown() > 0 ? 1 : 0;
                }
            }
        }
        assertThat(minutesDown).as("without downtime nothing was tested").isGreaterThan(SCENARIOS);
        assertThat(withGaps).as("without gaps nothing was tested").isGreaterThan(SCENARIOS / 10);
    }

    @Test
    void saysTheSameFromAnExportedLedger() throws Exception {
        for (long seed = 2_001; seed <= 2_050; seed++) {
            Injection injection = Injection.of(seed);
            Records records = new Replay(injection.services(), injection.scenario(), injection.span()).run();
            Records read = Records.ofExport(records.export(Instant.EPOCH), "ledger");

            assertThat(all(read, injection)).as("seed %d", seed).isEqualTo(all(records, injection));
        }
    }

    private static List<Tally> all(Records records, Injection injection) {
        Figures figures = records.figures();
        List<Tally> tallies = new ArrayList<>();
        for (String service : injection.services().byName().keySet()) {
            for (String window : injection.services().windows().keySet()) {
                tallies.add(
                        figures.of(service, window, "stretch", injection.span()).tally());
            }
        }
        return tallies;
    }
}
