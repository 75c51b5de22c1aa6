package eu.ccngateway.launcher.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.launcher.Shell;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.local.WholeNetwork;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The prober and the calendar against a whole network in this process. */
class ProberIT {

    @TempDir
    private Path directory;

    private static Shell.Result ok(Shell.Result result) {
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    @Test
    void measuresTheWholePathAndSeesADeadGateway() throws Exception {
        Shell shell = new Shell("--network", directory.toString());
        List<String> services = List.of("CCN_CSI", "NCTS/CUSTTAX.IE", "NCTS/CUSTTAX.FR");
        AvailabilityOption option = option();
        WholeNetwork network = WholeNetwork.start(directory);
        LiveProbes probes;
        try (Node application = Node.connect(NodeConfig.ofNetwork(directory, "NTA.IE"))) {
            assertThat(application.isConnected()).isTrue();
            ok(shell.run("prober", "--duration", "3"));
            ProbeFile file = ProbeFile.read(directory.resolve("availability").resolve(ProbeFile.NAME));
            probes = new LiveProbes(services, file, option.network(), 1);
            assertThat(probes.look(Instant.now()))
                    .as("up, connected, not connected")
                    .containsExactly(0, 0, 100);

            announces(shell, application);
        } finally {
            network.close();
        }
        try (probes) {
            assertThat(probes.look(Instant.now()))
                    .as("down, and nothing to be seen")
                    .containsExactly(100, -1, -1);
        }
        assertThat(ok(shell.run("sla", "status", "--output", "json")).lines())
                .anyMatch(line -> line.contains("\"service\":\"CCN_CSI\""));
        reportsAndVerifies(shell);
    }

    private AvailabilityOption option() {
        AvailabilityOption option = new AvailabilityOption();
        new picocli.CommandLine(option).parseArgs("--network", directory.toString());
        return option;
    }

    private static void announces(Shell shell, Node application) throws Exception {
        Map<String, Object> announced = Json.readObject(ok(shell.run(
                        "unavailability",
                        "announce",
                        "CCN_CSI",
                        "--from",
                        "2099-12-05T22:00",
                        "--to",
                        "2099-12-06T02:00",
                        "--cause",
                        "RELEASE",
                        "--party",
                        "NETWORK",
                        "--as",
                        "CSMIS.EC",
                        "--output",
                        "json"))
                .out());
        assertThat(announced)
                .containsEntry("id", "UA-1")
                .containsEntry("isInTime", true)
                .containsEntry("told", 9L);
        application
                .get("ADMIN-RCT-QUE.NCTS", Duration.ofSeconds(10))
                .orElseThrow()
                .acknowledge()
                .join();
        ok(shell.run("unavailability", "agree", "UA-1"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(ok(shell.run("unavailability", "list", "--as", "CSMIS.EC", "--output", "json"))
                                        .out())
                                .contains("\"state\":\"agreed\"", "\"told\":9", "\"acknowledged\":[\"CUSTTAX.IE\"]"));
    }

    private void reportsAndVerifies(Shell shell) throws Exception {
        String year = Instant.now().toString().substring(0, 4);
        Path ledger = directory.resolve("ledger.csv");
        Path figures = directory.resolve("figures.csv");
        Path page = directory.resolve("report.html");
        ok(shell.run(
                "sla",
                "report",
                year,
                "--ledger",
                ledger.toString(),
                "--csv",
                figures.toString(),
                "--html",
                page.toString()));
        assertThat(page).content().contains("The network");
        ok(shell.run("sla", "report", year, "--verify", ledger.toString(), "--figures", figures.toString()));

        Files.writeString(figures, Files.readString(figures).replaceFirst("100.00", "99.99"));
        assertThat(shell.run("sla", "report", year, "--verify", ledger.toString(), "--figures", figures.toString())
                        .code())
                .isEqualTo(4);
        Files.writeString(ledger, Files.readString(ledger).replaceFirst("CCN_CSI", "CCN_CSX"));
        assertThat(shell.run("sla", "report", year, "--verify", ledger.toString())
                        .code())
                .isEqualTo(4);
    }
}
