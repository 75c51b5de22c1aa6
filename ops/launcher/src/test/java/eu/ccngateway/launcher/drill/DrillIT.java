package eu.ccngateway.launcher.drill;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.launcher.drill.Drill.Outcome;
import eu.ccngateway.launcher.drill.Drill.Total;
import eu.ccngateway.loadtest.process.Jvm;
import eu.ccngateway.monitoring.calendar.Cause;
import eu.ccngateway.monitoring.calendar.Party;
import eu.ccngateway.monitoring.replay.Scenario.Notice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short drill: the prober and the gateway are killed, an application is stopped as announced. */
class DrillIT {

    private static final int SPEED = 20;
    private static final Duration LENGTH = Duration.ofMinutes(26);

    @TempDir
    private Path directory;

    @Test
    void losesAndInventsNoMinuteWhenProberAndGatewayAreKilled() throws Exception {
        List<String> progress = new ArrayList<>();
        Jvm jvm = new Jvm(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Optional.ofNullable(System.getProperty("java.library.path")).orElse(""));
        Outcome outcome = new Drill(directory, jvm, SPEED, progress::add).run(plan());

        assertThat(outcome.isRight())
                .as("%s%n%s%n%s", outcome.findings(), outcome.totals(), progress)
                .isTrue();
        assertThat(outcome.findings().stream().map(it -> it.service() + " " + it.name() + " " + it.kind()))
                .contains(
                        "CCN_CSI gateway killed down",
                        "CCN_CSI prober killed unknown",
                        "IE application stopped, announced down");
        assertThat(outcome.findings())
                .filteredOn(it -> it.name().equals("application stopped, announced"))
                .allSatisfy(it -> assertThat(it.measuredScheduled())
                        .as("planned")
                        .isEqualTo(it.measured())
                        .isPositive());
        var byService = outcome.totals().stream()
                .collect(Collectors.toMap(it -> it.figure().service(), Function.identity()));
        assertThat(byService.get("CCN_CSI").figure().published())
                .as("what nobody measured is an interval")
                .matches("[0-9.]+-[0-9.]+");
        assertThat(byService.values())
                .map(Total::real)
                .allSatisfy(real -> assertThat(real).isPositive());
        assertThat(directory.resolve("injector.csv")).content().contains("gateway,stopped by KILL,gateway killed");
        assertThat(Files.readString(directory.resolve("availability").resolve("calendar.csv")))
                .contains("AGREED", "STARTED", "ENDED");
    }

    private static DrillPlan plan() {
        Instant from = Drill.now();
        return new DrillPlan(
                from,
                LENGTH,
                List.of(
                        outage("prober killed", How.KILL, DrillNetwork.PROBER, from.plus(Duration.ofMinutes(2)), false),
                        outage(
                                "gateway killed",
                                How.KILL,
                                DrillNetwork.GATEWAY,
                                from.plus(Duration.ofMinutes(8)),
                                false),
                        outage(
                                "application stopped, announced",
                                How.STOP,
                                "IE",
                                from.plus(Duration.ofMinutes(19)),
                                true)),
                List.of());
    }

    private static Outage outage(String name, How how, String component, Instant from, boolean isAnnounced) {
        return new Outage(
                name,
                how,
                List.of(component),
                from,
                Duration.ofMinutes(3),
                isAnnounced ? Cause.MAINTENANCE : Cause.INCIDENT,
                Party.NATIONAL,
                isAnnounced
                        ? Optional.of(new Notice(Duration.ofDays(21), Duration.ofMinutes(10), true))
                        : Optional.empty());
    }
}
