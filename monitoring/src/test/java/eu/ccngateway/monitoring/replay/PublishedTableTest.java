package eu.ccngateway.monitoring.replay;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.availability.ServicesFile;
import eu.ccngateway.monitoring.replay.Published.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The published table, from the events that come with us. */
class PublishedTableTest {

    private static List<Cell> cells = List.of();

    @BeforeAll
    static void replay() throws Exception {
        cells = replay(text -> text, 2017, 2018, 2019);
    }

    /** The table after somebody has changed the scenarios. */
    private static List<Cell> replay(UnaryOperator<String> change, int... asked) throws Exception {
        Services services = ServicesFile.parse(Resources.bytes(Resources.SERVICES), Resources.SERVICES);
        List<ReplayedYear> years = new ArrayList<>();
        for (int year : asked) {
            String text = new String(Resources.scenario(year).orElseThrow(), StandardCharsets.UTF_8);
            byte[] changed = change.apply(text).getBytes(StandardCharsets.UTF_8);
            years.add(ReplayedYear.of(ScenarioFile.parse(changed, "scenario", services), services));
        }
        return PublishedTable.cells(years);
    }

    private static Cell base(Cell changed) {
        return cells.stream()
                .filter(cell -> cell.kind() == changed.kind()
                        && cell.service().equals(changed.service())
                        && cell.year() == changed.year())
                .findFirst()
                .orElseThrow();
    }

    private static Cell find(List<Cell> changed, String service) {
        return changed.stream()
                .filter(cell -> cell.service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    private static List<Cell> of(Kind kind) {
        return cells.stream().filter(cell -> cell.kind() == kind).toList();
    }

    @Test
    void showsTheTwelveAvailabilitiesAsPublished() {
        assertThat(of(Kind.AVAILABILITY)).hasSize(12).allSatisfy(PublishedTableTest::isAsPublished);
    }

    @Test
    void showsTheThreeYearsVolumesAsPublished() {
        assertThat(of(Kind.VOLUME)).hasSize(6).allSatisfy(PublishedTableTest::isAsPublished);
    }

    @Test
    void showsTheSevenGrowthsAsPublished() {
        assertThat(of(Kind.GROWTH)).hasSize(7).allSatisfy(cell -> {
            assertThat(cell.difference().orElseThrow().abs())
                    .as(cell.toString())
                    .isLessThanOrEqualTo(cell.quantum().orElseThrow());
            assertThat(cell.fittedParameters()).isEqualTo(1);
        });
    }

    @Test
    void movesEachCellByAHundredthForAnHourMore() throws Exception {
        List<Cell> changed = replay(PublishedTableTest::withAnHourMore, 2017, 2018, 2019);

        assertThat(changed)
                .filteredOn(cell -> cell.kind() == Kind.AVAILABILITY)
                .hasSize(12)
                .allSatisfy(cell -> assertThat(cell.measured())
                        .as(cell.toString())
                        .isEqualTo(base(cell).measured().subtract(new BigDecimal("0.01"))));
    }

    /** One for each service, on days on which nothing else is. */
    private static String withAnHourMore(String scenario) {
        String year = scenario.substring(scenario.indexOf("\nyear: ") + 7).substring(0, 4);
        StringBuilder more = new StringBuilder();
        String[] services = {"CCN_CSI", "CENTRALISED", "NCTS_ECS_ICS", "SPEED2"};
        for (int i = 0; i < services.length; i++) {
            more.append(
                    "  - { services: [%s], starts: [%s-02-1%dT12:00], lasts: 60 min, cause: INCIDENT, party: THIRD }\n"
                            .formatted(services[i], year, 3 + i));
        }
        return scenario.replace("events:\n", "events:\n" + more);
    }

    @Test
    void movesExactlyTheCellsThatAChangeIsAbout() throws Exception {
        List<Cell> changed = replay(
                text -> text.replace("    announced: { before: 21 d }\n", "")
                        .replace("lasts: 2880 min\n    cause: DR_EXERCISE", "lasts: 288 min\n    cause: DR_EXERCISE")
                        .replace("lasts: 180 min\n    cause: MAINTENANCE", "lasts: 180 min\n    cause: INCIDENT"),
                2019);
        Cell network = find(changed, "CCN_CSI");
        Cell central = find(changed, "CENTRALISED");

        assertThat(network.measured())
                .as("a stop counts, announced or not")
                .isEqualTo(base(network).measured());
        assertThat(network.measuredWithoutPlanned()).contains(network.measured());
        assertThat(base(network).measuredWithoutPlanned()).contains(new BigDecimal("99.98"));
        assertThat(central.measured())
                .as("another scenario, another table")
                .isGreaterThan(base(central).measured());
        for (String other : List.of("NCTS_ECS_ICS", "SPEED2")) {
            assertThat(find(changed, other)).isEqualTo(base(find(changed, other)));
        }
    }

    private static void isAsPublished(Cell cell) {
        assertThat(cell.measured())
                .as(cell.toString())
                .isEqualTo(cell.published().orElseThrow());
        assertThat(cell.fittedParameters()).as(cell.toString()).isEqualTo(1);
    }
}
