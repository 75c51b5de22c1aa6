package eu.ccngateway.launcher.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.launcher.Ccn;
import eu.ccngateway.launcher.network.NetworkJson;
import eu.ccngateway.launcher.testnet.JavaProcess;
import eu.ccngateway.launcher.testnet.TestNetwork;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeException;
import eu.ccngateway.node.Put;
import eu.ccngateway.node.Received;
import eu.ccngateway.protocol.message.MessageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        try (TestNetwork network = TestNetwork.in(directory.resolve("network"))
                        .domains("CUSTTAX.FR", "CUSTTAX.IE", "CUSTTAX.PL", "DG.EC")
                        .start();
                Node centre = Node.connect(network.node("NTA.EC").build());
                JavaProcess poland = serving(network, "NTA.PL");
                TestPrometheus prometheus = new TestPrometheus(directory.resolve("prometheus"), admin(network))) {
            Runbooks runbooks = new Runbooks(network);
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
                await().atMost(PATIENCE).until(() -> isUp(prometheus, "NTA.PL"));
                everyRunbookWorks(runbooks, prometheus, france, centre);
            } finally {
                isOver.set(true);
                traffic.join();
                france.close();
            }
            aKilledNodeFiresItsAlert(poland, prometheus, runbooks);
            assertThat(centre.whoAmI()).isNotNull();
            aKilledGatewayFiresItsAlert(network, prometheus, runbooks);
        }
    }

    /** A node in a process of its own, which can be killed. */
    private JavaProcess serving(TestNetwork network, String name) {
        JavaProcess process = new JavaProcess(new JavaProcess.Program(
                Ccn.class,
                List.of("-Xmx128m"),
                List.of(
                        "serve",
                        "--as",
                        name,
                        "--queue",
                        "CORE-RCT-QUE.NCTS",
                        "--exec",
                        "cat",
                        "--network",
                        network.directory().toString()),
                directory.resolve(name + ".log")));
        process.start();
        return process;
    }

    private static boolean isUp(TestPrometheus prometheus, String node) throws Exception {
        return prometheus.query("ccn_node_up{node=\"" + node + "\"}").equals(List.of("1"));
    }

    private static void everyRunbookWorks(Runbooks runbooks, TestPrometheus prometheus, Node france, Node centre)
            throws Exception {
        deadLetter(france, centre);
        await().atMost(PATIENCE).until(() -> prometheus.firing().contains("CcnDeadLetters"));
        Matcher id = Pattern.compile("\\b[0-9a-f]{16}\\b")
                .matcher(runbooks.run("CcnDeadLetters").get(0).text());
        assertThat(id.find()).as("the list names its id").isTrue();
        runbooks.fill("MESSAGE-ID", known(france).toString());
        runbooks.fill("ID", id.group());
        // Who is accepted is in the evidence within a second.
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> runbooks.work("CcnMissingCod"));
        for (String name : Runbooks.names()) {
            if (!name.equals("CcnGatewayDown")) {
                runbooks.work(name);
            }
        }
    }

    /** A message that its receiver rolled back until it was given up. */
    private static void deadLetter(Node france, Node centre) throws Exception {
        france.put(message("CORE-RCT-QUE.NCTS@DG.EC")).join();
        for (Optional<Received> next = centre.get("CORE-RCT-QUE.NCTS", Duration.ofSeconds(10));
                next.isPresent();
                next = centre.get("CORE-RCT-QUE.NCTS", Duration.ofMillis(500))) {
            next.get().rollback().join();
        }
    }

    private static void aKilledNodeFiresItsAlert(JavaProcess poland, TestPrometheus prometheus, Runbooks runbooks)
            throws Exception {
        String down = "ALERTS{alertname=\"CcnNodeDown\",alertstate=\"firing\",node=\"NTA.PL\"}";
        assertThat(prometheus.query(down)).isEmpty();
        poland.kill();
        await().atMost(PATIENCE).until(() -> !prometheus.query(down).isEmpty());
        List<Runbooks.Said> said = runbooks.run("CcnNodeDown");
        assertThat(said).extracting(Runbooks.Said::exit).containsOnly(0);
        assertThat(said.get(0).text().lines().filter(line -> line.contains("NTA.PL")))
                .as("it is shown as gone: %s", said.get(0).text())
                .singleElement()
                .asString()
                .containsPattern("\\bno\\b");
    }

    private static void aKilledGatewayFiresItsAlert(TestNetwork network, TestPrometheus prometheus, Runbooks runbooks)
            throws Exception {
        network.kill();
        await().atMost(PATIENCE).until(() -> prometheus.firing().contains("CcnGatewayDown"));
        await().atMost(PATIENCE)
                .until(() ->
                        prometheus.query("service:ccn_up{service=\"CCN_CSI\"}").equals(List.of("0")));
        List<Runbooks.Said> said = runbooks.run("CcnGatewayDown");
        assertThat(said.get(0).exit()).as("nobody says \"live\"").isNotZero();
        assertThat(said.subList(1, said.size())).extracting(Runbooks.Said::exit).containsOnly(0);
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
}
