package eu.ccngateway.launcher.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.launcher.Shell;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.testnet.TestNetwork;
import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.Kind;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.monitoring.sla.AvailabilityDirectory;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.Received;
import eu.ccngateway.protocol.message.WantedReports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway that is killed has counted, and whether it agrees with what its partners wrote down. */
class VolumeIT {

    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final int PAYLOAD = 100;

    @TempDir
    private Path directory;

    private Path availability;
    private Path sender;
    private Path receiver;

    @Test
    void countsEveryMessageOnceThroughKillsAndReconcilesWithItsPartners() throws Exception {
        availability = Files.createDirectories(directory.resolve("availability"));
        sender = directory.resolve("sender.csv");
        receiver = directory.resolve("receiver.csv");
        Files.writeString(
                availability.resolve("services.yaml"),
                "zone: UTC\nwindows: { 24x7: {} }\nservices: { CCN_CSI: { target: 99.9 } }\n");
        String year = Instant.now().toString().substring(0, 4);
        String day = Instant.now().toString().substring(0, 10);
        Shell shell = new Shell("--network", directory.toString());
        try (TestNetwork network = TestNetwork.in(directory)
                .with("monitoring: { count-every: 1 s }")
                .start()) {
            exchange(network, 30);
            awaitCounted(shell, year, 30);
            exchange(network, 20);
            network.kill();
            network.start();
            awaitCounted(shell, year, 50);
            // Torn as by a kill in the middle of writing: what is missing is written again, what is there is not.
            network.stop();
            tearLastLine();
            network.start();
            exchange(network, 5);
            awaitCounted(shell, year, 55);
            isRefused(network);
            network.stop();
        }
        Path page = directory.resolve("report.html");
        shell.run("sla", "report", year, "--html", page.toString());
        assertThat(page).content().contains("QUEUE_UNKNOWN", "CUSTTAX.FR", "on the wire");
        assertThat(volume(shell, year))
                .containsEntry("messages", 55L)
                .containsEntry("bytes", 55L * PAYLOAD)
                .containsEntry("reports", 110L)
                .containsEntry("wireMessages", 165L)
                .containsEntry("probes", 0L);

        reconciles(shell, day);
    }

    private void reconciles(Shell shell, String day) throws Exception {
        Path list = directory.resolve("list.csv");
        Shell.Result agreed = shell.run(
                "sla",
                "reconcile",
                "--day",
                day,
                "--journal",
                sender.toString(),
                "--journal",
                receiver.toString(),
                "--list",
                list.toString(),
                "--output",
                "json");
        assertThat(agreed.code()).as(agreed.err() + agreed.out()).isZero();
        assertThat(Json.readObject(agreed.lines().get(0)))
                .containsEntry("sender", "CUSTTAX.FR")
                .containsEntry("recipient", "CUSTTAX.IE")
                .containsEntry("sent", 55L)
                .containsEntry("accepted", 55L)
                .containsEntry("delivered", 55L)
                .containsEntry("taken", 55L);
        assertThat(Files.readAllLines(list)).hasSize(56).last().asString().contains("DELIVERED,");

        List<String> lines = new ArrayList<>(Files.readAllLines(sender));
        String lost = lines.remove(2);
        lines.add(lost.replaceFirst("SENT,[0-9a-f]{4}", "SENT,ffff"));
        Files.write(sender, lines);
        try (Ledger counted = new AvailabilityDirectory(availability).openCounted(Clock.systemUTC())) {
            Entry line = counted.entries().get(0);
            counted.append(Entry.Draft.of(Kind.COUNTED)
                    .with(Column.ID, line.text(Column.ID))
                    .with(Column.SERVICE, "NCTS")
                    .with(Column.FROM, line.text(Column.FROM))
                    .with(Column.VALUE, "1")
                    .with(Column.NOTE, "1"));
        }
        Shell.Result differs = shell.run(
                "sla", "reconcile", "--day", day, "--journal", sender.toString(), "--journal", receiver.toString());
        assertThat(differs.code()).isEqualTo(4);
        assertThat(differs.out())
                .contains(
                        "NOT_IN_SENDERS_JOURNAL",
                        "NOT_AT_GATEWAY",
                        "METERS_DIFFER",
                        "56 messages of 5501 bytes counted")
                .doesNotContain("NOT_IN_RECEIVERS_JOURNAL", "BYTES_DIFFER");
    }

    private void exchange(TestNetwork network, int messages) {
        try (Node from = Node.connect(network.node("NTA.FR").journal(sender).build());
                Node to = Node.connect(network.node("NTA.IE").journal(receiver).build())) {
            for (int i = 0; i < messages; i++) {
                from.put(Message.to("CORE-RCT-QUE.NCTS@CUSTTAX.IE")
                                .type("CD001C-MSG.NCTS")
                                .reports(WantedReports.COA, WantedReports.COD)
                                .payload(new byte[PAYLOAD])
                                .build())
                        .await();
            }
            for (int taken = 0; taken < messages; ) {
                for (Received received : to.get("CORE-RCT-QUE.NCTS", messages, Duration.ofSeconds(10))) {
                    received.acknowledge().join();
                    taken++;
                }
            }
        }
    }

    private static void isRefused(TestNetwork network) {
        try (Node node = Node.connect(network.node("NTA.FR").build())) {
            assertThatThrownBy(() -> node.put(Message.to("CORE-RCT-QUE.NONE@CUSTTAX.IE")
                                    .type("CD001C-MSG.NONE")
                                    .replyTo("REPORT-RCT-QUE.NCTS@CUSTTAX.FR")
                                    .payload(new byte[PAYLOAD])
                                    .build())
                            .await())
                    .hasMessageContaining("NONE");
        }
    }

    private void awaitCounted(Shell shell, String year, long messages) {
        await().atMost(WITHIN)
                .untilAsserted(() -> assertThat(volume(shell, year)).containsEntry("messages", messages));
    }

    private static Map<String, Object> volume(Shell shell, String year) throws Exception {
        Shell.Result result = shell.run("sla", "report", year, "--output", "json");
        assertThat(result.code()).as(result.err()).isZero();
        for (String line : result.lines()) {
            if (line.contains("\"application\":\"NCTS\"")) {
                return Json.readObject(line);
            }
        }
        return Map.of();
    }

    private void tearLastLine() throws Exception {
        Path counted = availability.resolve("counted.csv");
        String text = Files.readString(counted, StandardCharsets.UTF_8);
        Files.writeString(counted, text.substring(0, text.length() - 10), StandardCharsets.UTF_8);
    }
}
