package eu.ccngateway.launcher.drill;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.availability.ServicesFile;
import eu.ccngateway.monitoring.calendar.Cause;
import eu.ccngateway.monitoring.replay.Resources;
import eu.ccngateway.monitoring.replay.Scenario;
import eu.ccngateway.monitoring.replay.ScenarioFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrillPlanTest {

    private static final Instant FROM = Instant.parse("2026-11-20T12:00:00Z");

    private static DrillPlan of2019(String from, Duration lasts) throws Exception {
        Services services = ServicesFile.parse(Resources.bytes(Resources.SERVICES), Resources.SERVICES);
        Scenario scenario = ScenarioFile.parse(Resources.scenario(2019).orElseThrow(), "2019", services);
        return DrillPlan.of(scenario, Instant.parse(from), lasts, services.zone());
    }

    @Test
    void hasElevenKindsOfOutagesEachAtItsTime() {
        DrillPlan plan = DrillPlan.standard(FROM, Duration.ofHours(10), 11);

        assertThat(plan.outages().stream().map(Outage::name).distinct()).hasSize(11);
        for (int i = 1; i < plan.outages().size(); i++) {
            assertThat(plan.outages().get(i).from())
                    .isAfter(plan.outages().get(i - 1).until());
        }
        assertThat(plan.outages().get(10).until()).isBefore(plan.until());
        assertThat(plan.outages()).anySatisfy(it -> {
            assertThat(it.name()).contains("overruns");
            assertThat(it.notice().orElseThrow().planned()).isLessThan(it.lasts());
        });
    }

    @Test
    void stopsForRealWhatADeclaredYearHasStopped() throws Exception {
        DrillPlan incident = of2019("2019-04-10T06:00:00Z", Duration.ofHours(10));
        assertThat(incident.outages()).singleElement().satisfies(it -> {
            assertThat(it.components()).containsExactly(DrillNetwork.GATEWAY);
            assertThat(it.how()).isEqualTo(How.KILL);
            assertThat(it.from()).isEqualTo(Instant.parse("2019-04-10T08:30:00Z"));
            assertThat(it.lasts()).isEqualTo(Duration.ofMinutes(65));
        });
        DrillPlan maintenance = of2019("2019-04-06T22:00:00Z", Duration.ofHours(10));
        assertThat(maintenance.outages()).singleElement().satisfies(it -> {
            assertThat(it.components()).containsExactlyInAnyOrder("FR", "IE");
            assertThat(it.how()).isEqualTo(How.STOP);
            assertThat(it.cause()).isEqualTo(Cause.MAINTENANCE);
            assertThat(it.notice().orElseThrow().before()).isEqualTo(Duration.ofDays(10));
        });
    }

    @Test
    void namesWhatItsNetworkDoesNotHave() throws Exception {
        DrillPlan plan = of2019("2019-04-13T12:00:00Z", Duration.ofHours(20));

        assertThat(plan.outages().stream().map(Outage::components)).containsExactly(List.of(DrillNetwork.GATEWAY));
        assertThat(plan.leftOut()).singleElement().asString().contains("SPEED2 maintenance");
    }
}
