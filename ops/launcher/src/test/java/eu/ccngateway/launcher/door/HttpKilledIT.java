package eu.ccngateway.launcher.door;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.launcher.Ccn;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.testnet.JavaProcess;
import eu.ccngateway.launcher.testnet.Ports;
import eu.ccngateway.launcher.testnet.TestNetwork;
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
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP door and the gateway are killed while messages cross both ways. */
class HttpKilledIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void everyRequestIsDoneOnceWhoeverIsKilled() throws Exception {
        TestNetwork network = TestNetwork.in(directory.resolve("network")).start();
        int port = Ports.free();
        Path kept = directory.resolve("door");
        JavaProcess door = new JavaProcess(new JavaProcess.Program(
                Ccn.class,
                List.of("-Xmx256m"),
                List.of(
                        "door",
                        "http",
                        "--network",
                        network.directory().toString(),
                        "--as",
                        "NTA.FR",
                        "--port",
                        String.valueOf(port),
                        "--dir",
                        kept.toString()),
                directory.resolve("door.log")));
        Crossing.Victim victim = Crossing.Victim.of(door);
        try (door) {
            victim.start().run();
            String token = Files.readString(kept.resolve("token")).strip();
            try (Crossing crossing = new Crossing(network, new Script("http://127.0.0.1:" + port, token))) {
                crossing.run(victim, Crossing.Victim.of(network), victim);
            }
        }
    }

    /** Repeats a request until it is answered; settles what it took before it takes more. */
    private static final class Script implements OwnSystem {

        private static final Duration AGAIN_AFTER = Duration.ofMillis(100);

        private final HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final String url;
        private final String authorization;

        Script(String url, String token) {
            this.url = url;
            this.authorization = token.substring("Authorization: ".length());
        }

        private HttpResponse<String> ask(String method, String path, String body) throws Exception {
            while (true) {
                try {
                    HttpResponse<String> answer = client.send(
                            HttpRequest.newBuilder(URI.create(url + path))
                                    .timeout(Duration.ofSeconds(60))
                                    .method(method, BodyPublishers.ofString(body))
                                    .header("Authorization", authorization)
                                    .build(),
                            BodyHandlers.ofString());
                    if (answer.statusCode() < 500) {
                        return answer;
                    }
                } catch (IOException ignored) {
                    // The door is gone; it comes back.
                }
                LockSupport.parkNanos(AGAIN_AFTER.toNanos());
            }
        }

        @Override
        public void send(String text) throws Exception {
            HttpResponse<String> answer = ask(
                    "POST",
                    "/v1/messages?to=" + Crossing.CORE + "@CUSTTAX.IE&type=CD001C-MSG.NCTS&message-id=" + text,
                    text);
            assertThat(answer.statusCode()).as("%s: %s", text, answer.body()).isBetween(200, 201);
        }

        @Override
        public List<String> take() throws Exception {
            for (String queue : List.of(Crossing.CORE, Crossing.REPORTS)) {
                HttpResponse<String> taken = ask("POST", "/v1/queues/" + queue + "/get", "");
                if (taken.statusCode() == 200) {
                    String lease = taken.headers().firstValue("Ccn-Lease").orElseThrow();
                    HttpResponse<String> settled = ask("DELETE", "/v1/leases/" + lease, "");
                    assertThat(settled.statusCode()).as(settled.body()).isBetween(202, 204);
                    return List.of(queue.equals(Crossing.CORE) ? taken.body() : report(taken.body()));
                }
                assertThat(taken.statusCode()).as(taken.body()).isEqualTo(204);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            return List.of();
        }

        private static String report(String json) throws IOException {
            Map<String, Object> report = Json.readObject(json);
            byte[] id = HexFormat.of().parseHex(String.valueOf(report.get("about-message-id")));
            return report.get("report") + " " + new String(id, StandardCharsets.US_ASCII).replace("\0", "");
        }
    }
}
