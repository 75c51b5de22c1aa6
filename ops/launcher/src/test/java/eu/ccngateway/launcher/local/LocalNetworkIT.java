package eu.ccngateway.launcher.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.launcher.Shell;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.network.NetworkJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command against a whole network in this process. Each test has queues of its own domain. */
class LocalNetworkIT {

    private static final LocalNetwork.Ports ANY = new LocalNetwork.Ports(Optional.of(0), Optional.of(0));
    private static final Secret.Environment EMPTY = Secret.Environment.of(name -> null);
    private static final String TYPE = "CD001C-MSG.NCTS";

    @TempDir
    static Path directory;

    private static LocalNetwork network;
    private static Shell shell;

    @BeforeAll
    static void start() throws Exception {
        network = LocalNetwork.start(new LocalDirectory(directory), ANY, EMPTY);
        shell = new Shell("--network", directory.toString());
    }

    @AfterAll
    static void stop() throws Exception {
        network.close();
    }

    private static Map<String, Object> json(Shell.Result result) throws IOException {
        assertThat(result.lines()).as(result.err()).hasSize(1);
        return Json.readObject(result.out());
    }

    private static Shell.Result ok(Shell.Result result) {
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    private static Map<String, Object> put(String node, String to, String payload, String... more) throws IOException {
        String[] all = new String[more.length + 10];
        System.arraycopy(
                new String[] {"put", "--as", node, "--to", to, "--type", TYPE, "--output", "json", "-"}, 0, all, 0, 10);
        System.arraycopy(more, 0, all, 10, more.length);
        return json(ok(shell.runWith(payload.getBytes(StandardCharsets.UTF_8), all)));
    }

    /** The first get from a queue meets all its priorities at once, whichever the broker hands out sooner. */
    @Test
    void deliversTheUrgentFirstFromAQueueNobodyHasLookedAtYet() throws Exception {
        for (String node : List.of("NTA.IE", "NTA.PL", "NTA.DE", "NTA.IT", "NTA.BE", "NTA.NO", "NTA.CH")) {
            String country = node.substring(4);
            String domain = List.of("IE", "PL").contains(country) ? "CUSTTAX." : "CUST.";
            String queue = "ADMIN-RCT-QUE.NCTS";
            for (String priority : List.of("1", "5", "9")) {
                put("NTA.FR", queue + "@" + domain + country, priority, "--priority", priority);
            }
            Shell.Result got = ok(
                    shell.run("get", "--as", node, "--queue", queue, "--wait", "10", "--max", "3", "--output", "json"));
            assertThat(got.lines())
                    .extracting(line -> Json.readObject(line).get("priority"))
                    .as(node)
                    .containsExactly(9L, 5L, 1L);
        }
    }

    @Test
    void carriesAMessageAndItsReports() throws Exception {
        byte[] payload = new byte[100_000];
        new Random(1).nextBytes(payload);
        Path file = Files.write(directory.resolve("payload.bin"), payload);
        Map<String, Object> put = json(ok(shell.run(
                "put",
                "--as",
                "NTA.FR",
                "--to",
                "CORE-RCT-QUE.NCTS@CUSTTAX.IE",
                "--type",
                TYPE,
                "--priority",
                "7",
                "--correlation-id",
                "24FR0123456789ABC0",
                "--wait",
                "coa",
                "20",
                "--output",
                "json",
                file.toString())));
        assertThat(put)
                .containsEntry("status", "ACCEPTED")
                .containsEntry("report", "COA")
                .containsEntry("reportVerified", true);

        Map<String, Object> got = json(ok(shell.run(
                "get",
                "--as",
                "NTA.IE",
                "--queue",
                "CORE-RCT-QUE.NCTS",
                "--wait",
                "10",
                "--output",
                "json",
                "--out",
                directory.resolve("in").toString())));
        assertThat(got)
                .containsEntry("messageId", put.get("messageId"))
                .containsEntry("acceptanceId", put.get("acceptanceId"))
                .containsEntry("sender", "NTA.FR@CUSTTAX.FR")
                .containsEntry("kind", "REQUEST")
                .containsEntry("priority", 7L)
                .containsEntry("verified", true)
                .containsEntry("status", "ACKNOWLEDGED");
        assertThat(Path.of(String.valueOf(got.get("payloadFile")))).hasBinaryContent(payload);

        Shell.Result reports = ok(shell.run(
                "reports",
                "--as",
                "NTA.FR",
                "--for",
                String.valueOf(put.get("messageId")),
                "--wait",
                "20",
                "--output",
                "json"));
        assertThat(reports.lines()).hasSize(2);
        assertThat(reports.out())
                .contains("\"type\":\"COA\"", "\"type\":\"COD\"", "\"receiver\":\"NTA.IE@CUSTTAX.IE\"");
    }

    @Test
    void provesAMessage() throws Exception {
        Map<String, Object> put = put("NTA.DE", "CORE-RCT-QUE.NCTS@CUST.IT", "<a/>", "--wait", "coa");
        ok(shell.run("get", "--as", "NTA.IT", "--queue", "CORE-RCT-QUE.NCTS", "--wait", "10"));
        Path pack = directory.resolve("pack");
        Path root = directory.resolve("pki/root.crt");
        ok(shell.run("evidence", "export", String.valueOf(put.get("messageId")), "--out", pack.toString()));

        Shell.Result valid = ok(new Shell().run("evidence", "verify", pack.toString(), "--root", root.toString()));
        assertThat(valid.out()).startsWith("VALID").contains("NTA.DE@CUST.DE");

        String admin = network.describe().admin();
        Path fetched = directory.resolve("fetched");
        ok(shell.run(
                "evidence",
                "export",
                String.valueOf(put.get("acceptanceId")),
                "--out",
                fetched.toString(),
                "--admin",
                admin));
        ok(new Shell().run("evidence", "verify", fetched.toString(), "--root", root.toString()));

        Files.writeString(pack.resolve("payload"), "<b/>");
        Shell.Result changed = new Shell().run("evidence", "verify", pack.toString(), "--root", root.toString());
        assertThat(changed.code()).isEqualTo(4);
        assertThat(changed.out()).contains("NOT VALID: payload");
    }

    @Test
    void looksWithoutTakingAndReturnsWhatItDoesNotKeep() throws Exception {
        put("NTA.FR", "CORE-RCT-QUE.NCTS@CUST.NO", "look");
        assertThat(ok(shell.run("browse", "--as", "NTA.NO", "--queue", "CORE-RCT-QUE.NCTS", "--wait", "10"))
                        .out())
                .contains("NTA.FR@CUSTTAX.FR");
        assertThat(ok(shell.run("get", "--as", "NTA.NO", "--queue", "CORE-RCT-QUE.NCTS", "--no-ack"))
                        .out())
                .isEqualTo("look");
        Map<String, Object> back = json(ok(
                shell.run("get", "--as", "NTA.NO", "--queue", "CORE-RCT-QUE.NCTS", "--rollback", "--output", "json")));
        assertThat(back)
                .containsEntry("status", "ROLLED_BACK")
                .containsEntry("backouts", 0L)
                .containsEntry("payload", "look");
        Map<String, Object> deleted = json(ok(
                shell.run("browse", "--as", "NTA.NO", "--queue", "CORE-RCT-QUE.NCTS", "--delete", "--output", "json")));
        assertThat(deleted).containsEntry("status", "DELETED").containsEntry("backouts", 1L);
        assertThat(shell.run("get", "--as", "NTA.NO", "--queue", "CORE-RCT-QUE.NCTS")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void takesEverythingAtOnce() throws Exception {
        Shell.Result put = ok(shell.runWith(
                "many".getBytes(StandardCharsets.UTF_8),
                "put",
                "--as",
                "NTA.FR",
                "--to",
                "CORE-RCT-QUE.NCTS@CUST.BE",
                "--type",
                TYPE,
                "--count",
                "250",
                "--output",
                "json",
                "-"));
        assertThat(put.lines()).hasSize(250);
        assertThat(ok(shell.run("queues", "--busy", "--domain", "CUST.BE", "--output", "json"))
                        .out())
                .contains("\"messages\":250");

        Shell.Result got = ok(shell.run(
                "get", "--as", "NTA.BE", "--queue", "CORE-RCT-QUE.NCTS", "--all", "--wait", "10", "--output", "json"));
        assertThat(got.lines()).hasSize(250);
        assertThat(ok(shell.run("get", "--as", "NTA.BE", "--queue", "CORE-RCT-QUE.NCTS", "--all", "--output", "json"))
                        .lines())
                .isEmpty();
    }

    @Test
    void saysWhoANodeIsAndWhatItMayDo() throws Exception {
        Map<String, Object> who = json(ok(shell.run("whoami", "--as", "NECA.PL", "--output", "json")));

        assertThat(who)
                .containsEntry("node", "NECA.PL@CUSTTAX.PL")
                .containsEntry("domain", "CUSTTAX.PL")
                .containsEntry("applications", List.of("ECS", "IECA"))
                .containsEntry("environment", "RCT")
                .containsKeys("clockOffsetMs", "tlsCertificate", "sealCertificate", "revocationLists");
        assertThat(String.valueOf(who.get("rights")))
                .contains("CORE-RCT-QUE.ECS@*")
                .doesNotContain("QUE.NCTS");
        assertThat(ok(shell.run("whoami", "--as", "NECA.PL")).out())
                .contains("seal certificate", "expires in 364 days", "PUT");
    }

    @Test
    void endsWithFiveWhereTheGatewaySaysNo() throws Exception {
        Shell.Result refused = shell.runWith(
                new byte[1],
                "put",
                "--as",
                "NECA.FR",
                "--to",
                "CORE-RCT-QUE.NCTS@CUSTTAX.IE",
                "--type",
                TYPE,
                "--output",
                "json",
                "-");

        assertThat(refused.code()).isEqualTo(5);
        assertThat(json(refused))
                .containsEntry("status", "REFUSED")
                .containsEntry("refusal", Map.of("code", 401L, "name", "NOT_AUTHORISED"));
        assertThat(refused.err()).contains("401 NOT_AUTHORISED");
        assertThat(shell.run("get", "--as", "NTA.FR", "--queue", "CORE-RCT-QUE.NCTS@CUSTTAX.IE")
                        .code())
                .isEqualTo(5);
        assertThat(shell.run("whoami", "--as", "NTA.XX").code()).isEqualTo(2);
    }

    @Test
    void callsAPartnerThatServes() throws Exception {
        CompletableFuture<Shell.Result> serving = CompletableFuture.supplyAsync(() -> shell.run(
                "serve",
                "--as",
                "NTA.CH",
                "--queue",
                "CORE-RCT-QUE.NCTS",
                "--exec",
                "tr a-z A-Z",
                "--count",
                "1",
                "--output",
                "json"));
        Shell.Result answer = call();
        for (int i = 0; i < 50 && answer.code() == 5; i++) {
            answer = call();
        }

        assertThat(ok(answer).out()).isEqualTo("HELLO");
        assertThat(json(ok(serving.join())))
                .containsEntry("sender", "NTA.FR@CUSTTAX.FR")
                .containsEntry("status", "ANSWERED");
        assertThat(call().code()).isEqualTo(5);
    }

    private static Shell.Result call() {
        return shell.runWith(
                "hello".getBytes(StandardCharsets.UTF_8),
                "call",
                "--as",
                "NTA.FR",
                "--to",
                "CORE-RCT-QUE.NCTS@CUST.CH",
                "--type",
                "CD999C-MSG.NCTS",
                "--timeout",
                "10",
                "-");
    }

    @Test
    void operatesDeadLetters() throws Exception {
        put("NTA.FR", "CORE-RCT-QUE.NCTS@CUSTTAX.PL", "poison");
        for (int i = 0; i < 6; i++) {
            ok(shell.run("get", "--as", "NTA.PL", "--queue", "CORE-RCT-QUE.NCTS", "--wait", "10", "--rollback"));
        }
        Map<String, Object> letter = json(ok(shell.run("dead-letters", "list", "--output", "json")));
        assertThat(letter).containsEntry("refusal", Map.of("code", 801L, "name", "BACKED_OUT"));
        String id = String.valueOf(letter.get("id"));

        assertThat(ok(shell.run("dead-letters", "show", id)).out()).contains("BACKED_OUT");
        ok(shell.run("dead-letters", "retry", id));
        assertThat(ok(shell.run("get", "--as", "NTA.PL", "--queue", "CORE-RCT-QUE.NCTS", "--wait", "10"))
                        .out())
                .isEqualTo("poison");
        assertThat(ok(shell.run("dead-letters")).out()).isEmpty();
        assertThat(shell.run("dead-letters", "discard", id).code()).isEqualTo(1);
    }

    @Test
    void listsNodesAndFindsNobodyElse() throws Exception {
        Shell.Result nodes = ok(shell.run("nodes", "--output", "json"));

        assertThat(nodes.lines()).hasSizeGreaterThanOrEqualTo(27);
        assertThat(Json.readObject(nodes.lines().get(0)))
                .containsKeys("node", "domain", "applications", "connected", "sessions");
        Path token = Files.writeString(directory.resolve("wrong.token"), "wrong");
        assertThat(shell.run("dead-letters", "retry", "0000000000000000", "--token-file", token.toString())
                        .code())
                .isEqualTo(5);
    }

    @Test
    void showsHowItStands() throws Exception {
        assertThat(fetch("/readyz")).startsWith("ready: embedded broker");
        assertThat(fetch("/metrics"))
                .contains(
                        "ccn_ready 1.0",
                        "ccn_node_up{domain=\"DG.EC\",node=\"SPEED.EC\"} 0.0",
                        "ccn_queue_messages{application=\"ICS\",domain=\"DG.EC\",queue=\"ADMIN-RCT-QUE.ICS@DG.EC\"} 0.0",
                        "ccn_dead_letters ",
                        "ccn_seal_certificate_expiry_timestamp_seconds ");
    }

    private static String fetch(String path) throws IOException {
        try (InputStream in =
                URI.create(network.describe().admin() + path).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void endsWithThreeWhereNobodyAnswers() throws Exception {
        NetworkJson up = network.describe();
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String nobody = "127.0.0.1:" + free.getLocalPort();
            free.close();
            new NetworkJson(
                            nobody,
                            "http://" + nobody,
                            up.trust(),
                            up.crls(),
                            up.network(),
                            up.environment(),
                            elsewhere.resolve("evidence"),
                            up.nodes())
                    .write(elsewhere);
        }
        Shell there = new Shell("--network", elsewhere.toString());

        assertThat(there.run("whoami", "--as", "NTA.FR", "--connect-timeout", "0.5")
                        .code())
                .isEqualTo(3);
        assertThat(there.run("queues").code()).isEqualTo(3);
        assertThat(there.run("queues").err()).contains("no answer", "is the gateway up?");
        assertThat(there.run(
                                "evidence",
                                "export",
                                "00",
                                "--out",
                                elsewhere.resolve("pack").toString(),
                                "--wait",
                                "0")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void givesKeysToANodeThatIsAddedWhileItRuns() throws Exception {
        Path file = directory.resolve("network.yaml");
        Files.writeString(
                file,
                Files.readString(file).replace("\nnodes:\n", "\nnodes:\n  STTA.EC@DG.EC: { applications: [NCTS] }\n"));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> NetworkJson.read(directory).nodes().containsKey("STTA.EC"));
        assertThat(ok(shell.run("whoami", "--as", "STTA.EC")).out()).contains("STTA.EC@DG.EC");
    }
}
