package eu.ccngateway.launcher.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.launcher.Shell;
import eu.ccngateway.launcher.network.NetworkJson;
import eu.ccngateway.launcher.testnet.TestNetwork;
import eu.ccngateway.launcher.testnet.Tools;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeException;
import eu.ccngateway.node.Put;
import eu.ccngateway.protocol.message.MessageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus looks at a real network: everything that is asked of it has an answer, and alerts tell the truth. */
class PrometheusIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long PAUSE_NANOS = 20_000_000;
    private static final String IRELAND = "CORE-RCT-QUE.NCTS@CUSTTAX.IE";

    @TempDir
    Path directory;

    @Test
    void everythingAskedHasAnAnswerAndAlertsTellTheTruth() throws Exception {
        Path curl = Tools.required("curl");
        try (TestNetwork network = TestNetwork.in(directory.resolve("network"))
                        .domains("CUSTTAX.FR", "CUSTTAX.IE", "DG.EC")
                        .start();
                Node centre = Node.connect(network.node("NTA.EC").build());
                TestPrometheus prometheus = new TestPrometheus(directory.resolve("prometheus"), admin(network))) {
            await().atMost(PATIENCE).until(prometheus::isReady);
            AtomicBoolean isOver = new AtomicBoolean();
            Node france = Node.connect(network.node("NTA.FR").build());
            Thread traffic = new Thread(() -> exchange(network, france, isOver), "traffic");
            traffic.start();
            try {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(withoutData(prometheus)).isEmpty());
                assertThat(prometheus.sickRules()).isEmpty();
                // Every second message is refused. A small disk or a slow machine is none of our doing.
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(prometheus.firing())
                                .filteredOn(name -> !name.startsWith("CcnDisk") && !name.equals("CcnPutSlow"))
                                .containsExactly("CcnRefusals"));
                assertThat(prometheus.query("max_over_time(ccn_messages_unaccounted[1m])"))
                        .hasSize(2)
                        .allMatch("0"::equals);
                runbooksWork(network, curl, known(france));
            } finally {
                isOver.set(true);
                traffic.join();
                france.close();
            }
            await().atMost(PATIENCE).until(() -> prometheus.firing().contains("CcnNodeDown"));
            assertThat(centre.whoAmI()).isNotNull();

            network.kill();
            await().atMost(PATIENCE).until(() -> prometheus.firing().contains("CcnGatewayDown"));
            await().atMost(PATIENCE)
                    .until(() -> prometheus
                            .query("service:ccn_up{service=\"CCN_CSI\"}")
                            .equals(List.of("0")));
        }
    }

    private static String admin(TestNetwork network) throws IOException {
        return NetworkJson.read(network.directory()).admin();
    }

    /** Messages that are taken, one that is refused, calls that are answered. */
    private static void exchange(TestNetwork network, Node france, AtomicBoolean isOver) {
        try (Node ireland = Node.connect(network.node("NTA.IE").build())) {
            ireland.serve(
                    "CORE-RCT-QUE.NCTS",
                    call -> call.answer("CD001C-MSG.NCTS")
                            .payload(call.message().payload())
                            .build());
            while (!isOver.get()) {
                france.put(message(IRELAND)).join();
                refused(france);
                ireland.get("CORE-RCT-QUE.NCTS", Duration.ofSeconds(5))
                        .ifPresent(received -> received.acknowledge().join());
                france.call(message(IRELAND), Duration.ofSeconds(10)).join();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static void refused(Node france) {
        try {
            france.put(message("CORE-RCT-QUE.NCTS@CUSTTAX.XX")).join();
        } catch (NodeException | CompletionException e) {
            assertThat(e).hasMessageContaining("CUSTTAX.XX");
        }
    }

    private static Message message(String to) {
        return Message.to(to)
                .type("CD001C-MSG.NCTS")
                .payload("<CD001C/>".getBytes(StandardCharsets.UTF_8))
                .build();
    }

    /** Dashboards and recording rules; an alert has data only when something is wrong. */
    private static List<String> withoutData(TestPrometheus prometheus) throws Exception {
        List<String> all = new ArrayList<>(Dashboards.expressions());
        Expressions.rules().stream()
                .filter(rule -> !rule.isAlert())
                .map(Expressions.Rule::name)
                .forEach(all::add);
        List<String> silent = new ArrayList<>();
        for (String expression : all) {
            if (prometheus.query(expression).isEmpty()) {
                silent.add(expression);
            }
        }
        return silent;
    }

    /** A message there is evidence of: the ledger is drained within a second. */
    private static MessageId known(Node france) throws Exception {
        Put put = france.put(message(IRELAND));
        put.join();
        return put.id();
    }

    /** What the runbooks say under Diagnosis, as far as it concerns this program, is typed in as it stands. */
    private static void runbooksWork(TestNetwork network, Path curl, MessageId known) throws Exception {
        Shell shell = new Shell("--network", network.directory().toString());
        for (Path runbook : runbooks()) {
            for (String line :
                    Files.readString(runbook).split("## Diagnosis")[1].split("\n")) {
                String command = line.strip()
                        .replace("GATEWAY:7480", admin(network).replace("http://", ""))
                        .replace("DOMAIN", "CUSTTAX")
                        .replace("MESSAGE-ID", known.toString());
                if (line.startsWith("    curl")) {
                    List<String> typed = List.of("sh", "-c", command.replaceFirst("curl", curl + " -f"));
                    await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                        Tools.Result result = Tools.run(network.directory(), typed);
                        assertThat(result.exit())
                                .as("%s: %s%n%s", runbook, command, result.error())
                                .isZero();
                    });
                } else if (line.startsWith("    ./ccn nodes") || line.startsWith("    ./ccn queues")) {
                    assertThat(shell.run(command.split(" +")[1]).code())
                            .as(command)
                            .isZero();
                }
            }
        }
    }

    private static List<Path> runbooks() throws IOException {
        try (Stream<Path> files = Files.list(Expressions.OPS.resolve("runbooks"))) {
            return files.filter(file -> !file.endsWith("README.md")).sorted().toList();
        }
    }
}
