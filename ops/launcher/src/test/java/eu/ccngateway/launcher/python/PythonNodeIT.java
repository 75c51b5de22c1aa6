package eu.ccngateway.launcher.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.launcher.assembly.GatewayAssembly;
import eu.ccngateway.launcher.testnet.TestNetwork;
import eu.ccngateway.launcher.testnet.Tools;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.Put;
import eu.ccngateway.node.Received;
import eu.ccngateway.node.Report;
import eu.ccngateway.pki.KeyKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Messages and reports between a node in Python and nodes of the SDK, through a running gateway, everything verified. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PythonNodeIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PYTHON = "NTA.PL";
    private static final String TO_PYTHON = "CORE-RCT-QUE.NCTS@CUSTTAX.PL";
    private static final String REPORTS_OF_PYTHON = "REPORT-RCT-QUE.NCTS@CUSTTAX.PL";
    private static final String TO_IE = "CORE-RCT-QUE.NCTS@CUSTTAX.IE";
    private static final String TYPE = "CD001C-MSG.NCTS";
    private static final int LARGE = 700_000;

    private TestNetwork network;
    private GatewayAssembly gateway;
    private PythonNode python;
    private Path files;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        Tools.required("python3");
        Tools.required("openssl");
        network = TestNetwork.in(directory.resolve("network"))
                .sealingKey(PYTHON, KeyKind.RSA_2048)
                .with("storage: { embedded: { journal-file: 16 MiB, min-free: 0 } }")
                .make();
        gateway = network.startHere();
        python = new PythonNode(network, PYTHON);
        files = Files.createDirectory(directory.resolve("files"));
    }

    @AfterAll
    void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
            network.close();
        }
    }

    private Path file(String name, byte[] content) throws Exception {
        return Files.write(files.resolve(name), content);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void putsMessagesOfEverySizeThatTheSdkVerifiesAndGetsReportsOnThem() throws Exception {
        List<byte[]> contents =
                List.of("<CD001C/>".getBytes(StandardCharsets.UTF_8), new byte[0], bytes(LARGE), bytes(5_000));
        List<String> command = new ArrayList<>(List.of("put", "--to", TO_IE, "--type", TYPE));
        for (int i = 0; i < contents.size(); i++) {
            command.add(file("put-" + i, contents.get(i)).toString());
        }
        command.addAll(List.of("--reply-to", REPORTS_OF_PYTHON, "--reports", "coa", "cod", "exception", "expiration"));
        List<Map<String, Object>> put = python.run(0, command.toArray(String[]::new));
        assertThat(put)
                .hasSize(contents.size())
                .allSatisfy(line -> assertThat(line).containsEntry("status", "accepted"));

        try (Node ie = Node.connect(network.node("NTA.IE").build())) {
            for (int i = 0; i < contents.size(); i++) {
                Received received = ie.get(TO_IE, SOON).orElseThrow();
                Map<String, Object> line = lineOf(put, received.id().toHex());
                assertThat(received.sender()).isEqualTo("NTA.PL@CUSTTAX.PL");
                assertThat(received.evidence().isVerified()).isTrue();
                assertThat(HexFormat.of().formatHex(received.evidence().leaf())).isEqualTo(line.get("leaf"));
                assertThat(received.acceptance()).hasToString(String.valueOf(line.get("acceptance")));
                assertThat(received.message().payload()).isEqualTo(contents.get(put.indexOf(line)));
                received.acknowledge().join();
            }
        }
        assertReports(put);
    }

    private static Map<String, Object> lineOf(List<Map<String, Object>> put, String id) {
        return put.stream()
                .filter(line -> id.equals(line.get("messageId")))
                .findFirst()
                .orElseThrow();
    }

    /** A CoA and a CoD for each message, sealed by the gateway, about that very message. */
    private void assertReports(List<Map<String, Object>> put) throws Exception {
        String all = Integer.toString(2 * put.size());
        List<Map<String, Object>> reports =
                python.run(0, "get", "--queue", REPORTS_OF_PYTHON, "--max", all, "--subscribe");
        assertThat(reports).hasSize(2 * put.size());
        for (Map<String, Object> message : put) {
            List<Object> types = new ArrayList<>();
            for (Map<String, Object> report : reports) {
                Map<?, ?> about = (Map<?, ?>) report.get("report");
                if (message.get("messageId").equals(about.get("originalId"))) {
                    assertThat(report).containsEntry("verified", true).containsEntry("sender", TestNetwork.GATEWAY);
                    assertThat(about.get("originalLeaf")).isEqualTo(message.get("leaf"));
                    types.add(about.get("type"));
                }
            }
            assertThat(types).containsExactlyInAnyOrder("COA", "COD");
        }
    }

    @Test
    void getsMessagesOfTheSdkVerifiedAndTheSdkGetsTheReports() throws Exception {
        List<byte[]> contents = List.of(bytes(100), new byte[0], bytes(LARGE));
        List<Report> reports = new CopyOnWriteArrayList<>();
        try (Node fr = Node.connect(network.node("NTA.FR").build())) {
            fr.reports("REPORT-RCT-QUE.NCTS", reports::add);
            List<Put> puts = contents.stream()
                    .map(content -> fr.put(Message.to(TO_PYTHON)
                            .type(TYPE)
                            .priority(7)
                            .property("mrn", "26FR000000000000J1")
                            .payload(content)
                            .build()))
                    .toList();
            puts.forEach(Put::await);
            Path out = Files.createDirectory(files.resolve("got"));
            List<Map<String, Object>> got =
                    python.run(0, "get", "--queue", TO_PYTHON, "--max", "3", "--subscribe", "--out", out.toString());
            assertThat(got).hasSize(contents.size());
            for (int i = 0; i < contents.size(); i++) {
                String id = puts.get(i).id().toHex();
                assertThat(lineOf(got, id))
                        .containsEntry("verified", true)
                        .containsEntry("sender", "NTA.FR@CUSTTAX.FR")
                        .containsEntry("redelivered", false);
                assertThat(Arrays.equals(Files.readAllBytes(out.resolve(id)), contents.get(i)))
                        .as("payload %s", i)
                        .isTrue();
            }
            await().atMost(SOON).until(() -> reports.size() == 2 * contents.size());
            assertThat(reports)
                    .filteredOn(Report.CoD.class::isInstance)
                    .allSatisfy(report ->
                            assertThat(((Report.CoD) report).receiver()).isEqualTo("NTA.PL@CUSTTAX.PL"));
        }
    }

    @Test
    void rollsBackAndIsHandedTheMessageAgain() throws Exception {
        String queue = "ADMIN-RCT-QUE.NCTS@CUSTTAX.PL";
        try (Node fr = Node.connect(network.node("NTA.FR").build())) {
            fr.put(Message.to(queue).type(TYPE).reports().payload(bytes(10)).build())
                    .await();
        }
        assertThat(python.run(0, "get", "--queue", queue, "--outcome", "rollback"))
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("redelivered", false));
        assertThat(python.run(0, "get", "--queue", queue))
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("redelivered", true));
        assertThat(python.run(0, "depth", "--queue", queue))
                .singleElement()
                .satisfies(line -> assertThat(line.get("messages")).hasToString("0"));
    }

    @Test
    void isToldWhoItIsAndIsRefusedWhatItMayNot() throws Exception {
        assertThat(python.run(0, "whoami"))
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("node", "NTA.PL@CUSTTAX.PL"));
        String file = file("refused", bytes(1)).toString();
        assertThat(python.run(5, "put", "--to", "CORE-RCT-QUE.NCTS@CUSTTAX.XX", "--type", TYPE, file))
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("status", "refused"));
        assertThat(python.run(5, "get", "--queue", TO_IE, "--wait-ms", "100"))
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("status", "refused"));
    }
}
