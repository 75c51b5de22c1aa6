package eu.ccngateway.monitoring.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {

    private static final String TOKEN = "the operator's token";

    private final FakeGateway gateway = new FakeGateway();
    private AdminServer server;

    @BeforeEach
    void start() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8));
        AdminPort port = new AdminPort(
                "127.0.0.1",
                0,
                Set.of("gw1.example.eu"),
                Optional.of(HexFormat.of().formatHex(digest)));
        server = AdminServer.start(port, gateway, () -> "ccn_ready 1.0\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String ask(String method, String path, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return raw(request.append("\r\n").toString());
    }

    private static String operator() {
        return "Authorization: Bearer " + TOKEN;
    }

    @Test
    void saysThatItLivesAndWhetherItIsReady() throws Exception {
        assertThat(ask("GET", "/livez")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nlive\n");
        assertThat(ask("GET", "/readyz")).startsWith("HTTP/1.1 200 ").endsWith("ready: all well\n");
        gateway.isReady = false;
        assertThat(ask("GET", "/readyz")).startsWith("HTTP/1.1 503 ").endsWith("not ready: all well\n");
    }

    @Test
    void showsMetrics() throws Exception {
        assertThat(ask("GET", "/metrics"))
                .contains("content-type: text/plain; version=0.0.4")
                .endsWith("ccn_ready 1.0\n");
    }

    @Test
    void listsQueuesNodesAndDeadLettersAsJson() throws Exception {
        assertThat(ask("GET", "/api/v1/queues"))
                .endsWith("[{\"queue\":\"Q@D\",\"domain\":\"D\",\"application\":\"A\",\"role\":\"CORE\",\"messages\":3,"
                        + "\"onLease\":1,\"oldestMs\":17,\"depthMax\":9}]\n");
        assertThat(ask("GET", "/api/v1/nodes"))
                .endsWith(
                        "[{\"node\":\"N@D\",\"domain\":\"D\",\"applications\":[\"A\"],\"connected\":true,\"sessions\":"
                                + "[{\"session\":\"s1\",\"remote\":\"r\",\"agent\":\"a\",\"since\":\"1970-01-01T00:00:00Z\"}]}]\n");
        assertThat(ask("GET", "/api/v1/dead-letters?max=7"))
                .contains("\"refusal\":{\"code\":801,\"name\":\"BACKED_OUT\"}");
        assertThat(gateway.calls).containsExactly("list 7");
        assertThat(ask("GET", "/api/v1/dead-letters?max=0")).startsWith("HTTP/1.1 400 ");
        assertThat(ask("GET", "/api/v1/dead-letters?max=x")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void changesThingsOnlyForTheOperator() throws Exception {
        assertThat(ask("POST", "/api/v1/dead-letters/12/retry"))
                .startsWith("HTTP/1.1 401 ")
                .contains("www-authenticate: Bearer");
        assertThat(ask("POST", "/api/v1/dead-letters/12/retry", "Authorization: Bearer wrong"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(ask("POST", "/api/v1/dead-letters/12/retry", operator(), operator()))
                .startsWith("HTTP/1.1 401 ");
        assertThat(ask("GET", "/api/v1/dead-letters/12/retry", operator()))
                .startsWith("HTTP/1.1 405 ")
                .contains("allow: POST");
        assertThat(gateway.calls).isEmpty();

        assertThat(ask("POST", "/api/v1/dead-letters/12/retry", operator())).startsWith("HTTP/1.1 200 ");
        assertThat(ask("POST", "/api/v1/dead-letters/12/discard", operator())).startsWith("HTTP/1.1 200 ");
        assertThat(ask("POST", "/api/v1/dead-letters/none/discard", operator())).startsWith("HTTP/1.1 404 ");
        assertThat(gateway.calls).containsExactly("retry 12", "discard 12", "discard none");
    }

    @Test
    void changesNothingForAnybodyWithoutATokenInTheConfiguration() throws Exception {
        server.close();
        server = AdminServer.start(new AdminPort("127.0.0.1", 0, Set.of(), Optional.empty()), gateway, () -> "");

        assertThat(ask("POST", "/api/v1/dead-letters/12/retry", operator())).startsWith("HTTP/1.1 401 ");
        assertThat(ask("POST", "/api/v1/dead-letters/12/retry", "Authorization: Bearer "))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void showsEvidenceOnlyToTheOperator() throws Exception {
        assertThat(ask("GET", "/api/v1/evidence/one")).startsWith("HTTP/1.1 401 ");
        assertThat(ask("GET", "/api/v1/evidence/none", operator())).startsWith("HTTP/1.1 404 ");
        assertThat(ask("GET", "/api/v1/evidence/one", operator()))
                .contains("application/zip")
                .endsWith("\r\n\r\nZIP of a1");
        assertThat(ask("GET", "/api/v1/evidence/two", operator()))
                .startsWith("HTTP/1.1 409 ")
                .contains("\"acceptanceId\":\"a1\"", "a2");
        assertThat(ask("GET", "/api/v1/evidence/two?domain=D", operator())).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void turnsAwayWhoCallsItByANameThatIsNotIts() throws Exception {
        for (String host : List.of(
                "evil.example", "localhost.evil.example", "", "127.0.0.1.evil.example", "gw1.example.eu.evil")) {
            assertThat(raw("GET /livez HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .as(host)
                    .startsWith("HTTP/1.1 421 ");
        }
        for (String host : List.of("localhost", "127.0.0.1:7480", "[::1]:7480", "gw1.example.eu:443", "LOCALHOST")) {
            assertThat(raw("GET /livez HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .as(host)
                    .startsWith("HTTP/1.1 200 ");
        }
        assertThat(raw("GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 4");
        assertThat(raw("GET /livez HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void tellsBrowsersToKeepTheirHandsOff() throws Exception {
        assertThat(ask("GET", "/livez").toLowerCase(java.util.Locale.ROOT))
                .contains(
                        "x-content-type-options: nosniff",
                        "cache-control: no-store",
                        "content-security-policy: default-src 'none'; frame-ancestors 'none'",
                        "cross-origin-resource-policy: same-origin")
                .doesNotContain("access-control-allow");
    }

    @Test
    void boundsWhatARequestMayBe() throws Exception {
        assertThat(raw("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(raw("GET /livez HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(raw("POST /livez HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(ask("GET", "/nothing")).startsWith("HTTP/1.1 404 ");
        assertThat(ask("DELETE", "/livez")).startsWith("HTTP/1.1 405 ");
        assertThat(ask("GET", "http://localhost/livez")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void survivesGarbage() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            byte[] garbage = new byte[random.nextInt(2_000)];
            random.nextBytes(garbage);
            try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
                socket.getOutputStream().write(garbage);
            }
        }
        assertThat(ask("GET", "/livez")).as("seed %s", seed).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void answersAFaultWithoutItsDetails() throws Exception {
        gateway.isBroken = true;

        assertThat(ask("GET", "/api/v1/queues")).startsWith("HTTP/1.1 500 ").doesNotContain("secret");
    }

    @Test
    void servesSeveralRequestsOnOneConnection() throws Exception {
        String twice = raw(
                "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\nGET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(twice).contains("live\n").endsWith("ready: all well\n");
    }

    private static final class FakeGateway implements OperatedGateway {

        private final List<String> calls = new ArrayList<>();
        private volatile boolean isReady = true;
        private volatile boolean isBroken;

        @Override
        public Health health() {
            return new Health(isReady, "all well");
        }

        @Override
        public List<Queue> queues() {
            if (isBroken) {
                throw new IllegalStateException("secret");
            }
            return List.of(new Queue("Q@D", "D", "A", "CORE", 3, 1, OptionalLong.of(17), 9));
        }

        @Override
        public List<NetworkNode> nodes() {
            return List.of(
                    new NetworkNode("N@D", "D", List.of("A"), List.of(new Connection("s1", "r", "a", Instant.EPOCH))));
        }

        @Override
        public synchronized List<DeadLetter> deadLetters(int max) {
            calls.add("list " + max);
            return List.of(new DeadLetter("12", "a1", "m", "s", "t", "y", 801, "BACKED_OUT", "why", Instant.EPOCH, 5));
        }

        @Override
        public synchronized boolean retry(String id) {
            calls.add("retry " + id);
            return !id.equals("none");
        }

        @Override
        public synchronized boolean discard(String id) {
            calls.add("discard " + id);
            return !id.equals("none");
        }

        @Override
        public List<EvidenceMatch> findEvidence(String id, Optional<String> domain) {
            EvidenceMatch first = new EvidenceMatch("a1", "m", "s", "t", "y", Instant.EPOCH);
            EvidenceMatch second = new EvidenceMatch("a2", "m", "s", "t", "y", Instant.EPOCH);
            return switch (id) {
                case "one" -> List.of(first);
                case "two" -> domain.isPresent() ? List.of(first) : List.of(first, second);
                default -> List.of();
            };
        }

        @Override
        public void writeEvidence(String acceptanceId, OutputStream zip) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(("ZIP of " + acceptanceId).getBytes(StandardCharsets.UTF_8));
            bytes.writeTo(zip);
        }
    }
}
