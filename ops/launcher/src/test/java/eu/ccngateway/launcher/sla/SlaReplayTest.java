package eu.ccngateway.launcher.sla;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.launcher.Shell;
import eu.ccngateway.launcher.console.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlaReplayTest {

    private static final String[] FIELDS = {
        "service", "year", "published", "measured", "measuredWithoutPlanned", "window", "difference", "fittedParameters"
    };

    @TempDir
    private Path directory;

    @Test
    void printsACellALineAndLeavesALedgerThatVerifies() throws Exception {
        Shell.Result result = new Shell()
                .run("sla", "replay", "--years", "2019", "--output", "json", "--ledger", directory.toString());

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.lines()).hasSize(6);
        assertThat(result.err()).contains("It is not what happened", "sha256", "the other windows are consequences");
        Map<String, Object> first = Json.readObject(result.lines().get(0));
        assertThat(first)
                .containsEntry("service", "CCN_CSI")
                .containsEntry("year", 2019L)
                .containsEntry("published", 99.47)
                .containsEntry("measured", 99.47)
                .containsEntry("measuredWithoutPlanned", 99.98)
                .containsEntry("window", "24x7")
                .containsEntry("difference", 0.0)
                .containsEntry("fittedParameters", 1L)
                .containsOnlyKeys(FIELDS);
        assertThat(result.lines())
                .allSatisfy(line -> assertThat(FIELDS).allMatch(field -> line.contains("\"" + field + "\":"), line));

        String ledger = directory.resolve("ledger-2019.csv").toString();
        Shell.Result verified = new Shell().run("sla", "report", "2019", "--verify", ledger, "--output", "json");
        assertThat(verified.code()).as(verified.err()).isZero();
        assertThat(verified.lines().get(0)).contains("\"service\":\"CCN_CSI\"", "\"published\":\"99.47\"");
    }

    @Test
    void saysWhatReleasesWouldHaveCostOnlyWhereRestartsWereMeasured() throws Exception {
        Path services = Files.writeString(
                directory.resolve("services.yaml"),
                "zone: UTC\nwindows: { 24x7: {} }\nservices: { CCN_CSI: { title: The network } }\n");
        Path scenario = Files.writeString(directory.resolve("mine.yaml"), """
                year: 2024
                events:
                  - { services: [CCN_CSI], starts: [2024-03-05T10:00], lasts: 5270 min, cause: RELEASE, party: NETWORK }
                  - { services: [CCN_CSI], starts: [2024-03-06T10:00], lasts: 527 min, cause: INCIDENT, party: NETWORK }
                """);
        Path measured = Files.writeString(directory.resolve("interruptions.csv"), """
                at,milliseconds
                2026-11-20T16:00:00Z,6000
                2026-11-20T16:01:00Z,9000
                2026-11-20T16:02:00Z,60000
                """);
        Shell shell = new Shell("--scenario", scenario.toString(), "--services", services.toString());
        Shell.Result without = shell.run("sla", "replay");
        Shell.Result with = shell.run("sla", "replay", "--interruptions", measured.toString());

        assertThat(without.out()).contains("not measured", "99.00").doesNotContain("with restarts");
        assertThat(with.code()).as(with.err()).isZero();
        assertThat(with.out())
                .contains("3 measured, median 9.0 s, longest 60.0 s", "with restarts, median", "with restarts, longest")
                .as("what was down for an incident, too, stays")
                .contains("99.90");
        Files.writeString(measured, "at,milliseconds\nyesterday,-1\n");
        assertThat(shell.run("sla", "replay", "--interruptions", measured.toString())
                        .err())
                .contains("line 2");
    }

    @Test
    void replaysAnyonesOwnYear() throws Exception {
        Path services = Files.writeString(
                directory.resolve("services.yaml"),
                "zone: UTC\nnotice: { working-days: 5, agreement: false }\nwindows: { 24x7: {}, day: { from: 07:00, to: 20:00 } }\n"
                        + "services: { ALPHA: { title: Alpha } }\n");
        Path scenario = Files.writeString(directory.resolve("mine.yaml"), """
                year: 2024
                events:
                  - { services: [ALPHA], starts: [2024-03-05T10:00], lasts: 5270 min, cause: INCIDENT, party: THIRD }
                """);
        Shell shell = new Shell("--scenario", scenario.toString(), "--services", services.toString());
        Shell.Result result = shell.run("sla", "replay");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("ALPHA, percent", "99.00").doesNotContain("  published", "fitted number was");

        Files.writeString(scenario, Files.readString(scenario).replace("ALPHA", "BETA"));
        Shell.Result wrong = shell.run("sla", "replay");
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).contains("mine.yaml:3:", "BETA (expected: ALPHA");
    }

    @Test
    void showsItsScenariosAndSaysWhichYearsItHas() {
        Shell shell = new Shell();

        assertThat(shell.run("sla", "replay", "--years", "2017-2019", "--show").out())
                .contains("year: 2017", "year: 2018", "year: 2019")
                .contains("chosen so that the instrument shows the published table");
        assertThat(shell.run("sla", "replay", "--years", "2020").err()).contains("no scenario for 2020");
        assertThat(shell.run("sla", "replay").code()).isEqualTo(2);
    }
}
