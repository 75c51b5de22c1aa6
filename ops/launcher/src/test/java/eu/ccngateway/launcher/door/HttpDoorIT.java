package eu.ccngateway.launcher.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.doors.http.HttpDoor;
import eu.ccngateway.doors.http.HttpDoorConfig;
import eu.ccngateway.launcher.assembly.GatewayAssembly;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.testnet.TestNetwork;
import eu.ccngateway.launcher.testnet.Tools;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.Received;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP door of FR against a gateway; IE is a node as others are. */
class HttpDoorIT {

    private static final String CORE = "CORE-RCT-QUE.NCTS";
    private static final String TO_IE = "/v1/messages?to=CORE-RCT-QUE.NCTS@CUSTTAX.IE&type=CD001C-MSG.NCTS";
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final int BODY_MAX = 400_000;

    @TempDir
    static Path networkDirectory;

    private static TestNetwork network;
    private static GatewayAssembly gateway;
    private static Node ireland;

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private Node france;
    private HttpDoor door;
    private String authorization;

    @BeforeAll
    static void startNetwork() {
        network = TestNetwork.in(networkDirectory).make();
        gateway = network.startHere();
        ireland = Node.connect(network.node("NTA.IE").build());
    }

    @AfterAll
    static void stopNetwork() throws IOException {
        ireland.close();
        gateway.close();
        network.close();
    }

    @BeforeEach
    void open() throws IOException {
        france = Node.connect(network.node("NTA.FR").build());
        startDoor(Duration.ofMinutes(1));
    }

    private void startDoor(Duration lease) throws IOException {
        door = HttpDoor.start(
                france, new HttpDoorConfig(0, directory, lease, BODY_MAX), Clock.systemUTC(), new SecureRandom());
        authorization = Files.readString(door.tokenFile()).strip().substring("Authorization: ".length());
    }

    @AfterEach
    void close() throws IOException {
        door.close();
        france.close();
    }

    private HttpResponse<String> ask(String method, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(door.url() + path))
                        .method(method, BodyPublishers.ofString(body))
                        .header("Authorization", authorization)
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String queue) throws Exception {
        return ask("POST", "/v1/queues/" + queue + "/get?wait=20", "");
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private void putToFrance(String payload) {
        ireland.put(Message.to(CORE + "@CUSTTAX.FR")
                        .type("CD002C-MSG.NCTS")
                        .contentType("application/xml")
                        .property("place", "Lefkoşa")
                        .payload(payload.getBytes(StandardCharsets.UTF_8))
                        .build())
                .await();
    }

    @Test
    void aPutThatIsRepeatedUnderItsIdArrivesOnce() throws Exception {
        String path = TO_IE + "&message-id=H-" + System.nanoTime() + "&property.lane=green";
        HttpResponse<String> first = ask("POST", path, "<CD001C/>");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        // The door is started anew: it knows the message again.
        door.close();
        startDoor(Duration.ofMinutes(1));
        HttpResponse<String> again = ask("POST", path, "<CD001C/>");
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(Json.readObject(again.body()))
                .containsEntry("duplicate", true)
                .containsEntry("acceptanceId", Json.readObject(first.body()).get("acceptanceId"));

        HttpResponse<String> other = ask("POST", path, "<OTHER/>");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(Json.readObject(other.body()))
                .containsEntry("name", "CONFLICT")
                .containsEntry("code", 302L);

        Received received = ireland.get(CORE, WAIT).orElseThrow();
        assertThat(received.message().properties()).containsEntry("lane", "green");
        received.acknowledge().join();
        assertThat(ireland.get(CORE, Duration.ofMillis(200))).isEmpty();
    }

    @Test
    void whatWasTakenIsGoneOnceItIsDeleted() throws Exception {
        putToFrance("<CD002C/>");
        HttpResponse<String> taken = get(CORE);
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.body()).isEqualTo("<CD002C/>");
        assertThat(header(taken, "Content-Type")).isEqualTo("application/xml");
        assertThat(header(taken, "Ccn-Sender")).isEqualTo("NTA.IE@CUSTTAX.IE");
        assertThat(header(taken, "Ccn-Verified")).isEqualTo("true");
        assertThat(header(taken, "Ccn-Property.place")).isEqualTo("Lefko%C5%9Fa");

        assertThat(ask("DELETE", header(taken, "Location"), "").statusCode()).isEqualTo(204);
        assertThat(ask("POST", "/v1/queues/" + CORE + "/get", "").statusCode()).isEqualTo(204);
    }

    @Test
    void whatWasDeletedWhileTheDoorWasAwayIsNotHandedOutAgain() throws Exception {
        putToFrance("<FIRST/>");
        HttpResponse<String> taken = get(CORE);
        door.close();
        france.close();
        open();

        assertThat(ask("DELETE", header(taken, "Location"), "").statusCode()).isEqualTo(202);
        putToFrance("<SECOND/>");
        HttpResponse<String> next = get(CORE);
        assertThat(next.body()).isEqualTo("<SECOND/>");
        assertThat(ask("DELETE", header(next, "Location"), "").statusCode()).isEqualTo(204);
        await().atMost(WAIT)
                .until(() -> ask("GET", "/v1/queues/" + CORE, "").body().contains("\"messages\":0,"));
    }

    @Test
    void whatIsNotSettledInTimeIsHandedOutAgainAndTheLateCallerIsTold() throws Exception {
        door.close();
        startDoor(Duration.ofMillis(200));
        putToFrance("<X/>");
        HttpResponse<String> late = get(CORE);
        HttpResponse<String> next = get(CORE);
        assertThat(next.body()).isEqualTo("<X/>");

        assertThat(ask("POST", header(late, "Location") + "/rollback", "").statusCode())
                .isEqualTo(409);
        assertThat(ask("DELETE", header(next, "Location"), "").statusCode()).isEqualTo(204);
    }

    @Test
    void browsingLooksAndReleaseLeavesTheMessage() throws Exception {
        putToFrance("<B/>");
        HttpResponse<String> browsed = ask("POST", "/v1/queues/" + CORE + "/browse?wait=20", "");
        assertThat(browsed.body()).isEqualTo("<B/>");
        assertThat(ask("POST", header(browsed, "Location") + "/release", "").statusCode())
                .isEqualTo(204);

        HttpResponse<String> taken = get(CORE);
        assertThat(taken.body()).isEqualTo("<B/>");
        assertThat(ask("DELETE", header(taken, "Location"), "").statusCode()).isEqualTo(204);
    }

    @Test
    void aReportIsFoundByTheIdOfItsMessage() throws Exception {
        String id = "R-" + System.nanoTime();
        assertThat(ask("POST", TO_IE + "&message-id=" + id, "<X/>").statusCode())
                .isEqualTo(201);
        ireland.get(CORE, WAIT).orElseThrow().acknowledge().join();

        HttpResponse<String> report =
                ask("POST", "/v1/queues/REPORT-RCT-QUE.NCTS/browse?wait=20&correlation-id=" + id, "");
        assertThat(report.statusCode()).isEqualTo(200);
        assertThat(Json.readObject(report.body()))
                .containsEntry("report", "COA")
                .containsEntry("kind", "REPORT");
        assertThat(ask("DELETE", header(report, "Location"), "").statusCode()).isEqualTo(204);
    }

    @Test
    void refusalsCarryCodeReasonAndRemedy() throws Exception {
        HttpResponse<String> unknown =
                ask("POST", "/v1/messages?to=CORE-RCT-QUE.NCTS@CUSTTAX.XX&type=CD001C-MSG.NCTS", "x");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(header(unknown, "Content-Type")).isEqualTo("application/problem+json");
        Map<String, Object> problem = Json.readObject(unknown.body());
        assertThat(problem)
                .containsEntry("code", 402L)
                .containsEntry("name", "QUEUE_UNKNOWN")
                .containsKey("remedy");

        assertThat(ask("POST", "/v1/queues/CORE-RCT-QUE.NCTS@CUSTTAX.IE/get", "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ask("POST", TO_IE + "&prio=1", "x").body()).contains("prio: unknown");
        assertThat(ask("POST", "/v1/messages?to=nowhere&type=X", "x").statusCode())
                .isEqualTo(400);
        assertThat(ask("POST", TO_IE, "x".repeat(BODY_MAX + 1)).statusCode()).isEqualTo(413);
        assertThat(ask("DELETE", "/v1/leases/mine", "").statusCode()).isEqualTo(404);
        assertThat(ask("POST", "/v1/queues/" + CORE + "/get?wait=3600", "").statusCode())
                .isEqualTo(400);
        assertThat(ask("PATCH", "/v1/messages", "").statusCode()).isEqualTo(404);
    }

    @Test
    void onlyThoseWhoCanReadTheTokenAreLetIn() throws Exception {
        for (String shown : List.of("Bearer wrong", authorization.substring(7), authorization + "0")) {
            HttpResponse<String> refused = client.send(
                    HttpRequest.newBuilder(URI.create(door.url() + "/v1/whoami"))
                            .header("Authorization", shown)
                            .build(),
                    BodyHandlers.ofString());
            assertThat(refused.statusCode()).as(shown).isEqualTo(401);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(door.tokenFile())))
                .isEqualTo("rw-------");
        assertThat(ask("GET", "/v1/whoami", "").body()).contains("NTA.FR@CUSTTAX.FR");
    }

    @Test
    void everyRequestOfTheDescriptionIsAnswered() throws Exception {
        Map<String, Object> description =
                Json.readObject(ask("GET", "/openapi.json", "").body());
        assertThat(ask("GET", "/", "").body()).contains("POST /v1/messages");
        Map<?, ?> paths = (Map<?, ?>) description.get("paths");
        assertThat(paths).isNotEmpty();
        for (Map.Entry<?, ?> path : paths.entrySet()) {
            for (Object method : ((Map<?, ?>) path.getValue()).keySet()) {
                String asked = path.getKey()
                        .toString()
                        .replace("{queue}", "NONE-RCT-QUE.NCTS")
                        .replace("{lease}", "none");
                HttpResponse<String> answer = ask(method.toString().toUpperCase(java.util.Locale.ROOT), asked, "");
                assertThat(answer.body()).as("%s %s", method, asked).doesNotContain("No such request");
            }
        }
    }

    @Test
    void theReadmesExamplesWork() throws Exception {
        Tools.required("curl");
        String readme = Files.readString(Path.of("..", "..", "adapters", "doors", "README.md"));
        int start = readme.indexOf("```sh", readme.indexOf("<!-- run by HttpDoorIT -->")) + 5;
        String examples = readme.substring(start, readme.indexOf("```", start)).replace("door/token", "token");
        putToFrance("<CD002C/>");

        Tools.Result result = Tools.run(directory, List.of("sh", "-c", "set -e\nDOOR=" + door.url() + "\n" + examples));

        assertThat(result.exit()).as(result.error()).isZero();
        assertThat(result.out())
                .contains("\"duplicate\":false", "\"messages\":1,")
                .contains("\"report\":\"COA\"")
                .doesNotContain("\"status\":");
        assertThat(directory.resolve("payload")).hasContent("<CD002C/>");
        assertThat(ask("POST", "/v1/queues/" + CORE + "/get", "").statusCode()).isEqualTo(204);
        ireland.get(CORE, WAIT).orElseThrow().acknowledge().join();
    }
}
