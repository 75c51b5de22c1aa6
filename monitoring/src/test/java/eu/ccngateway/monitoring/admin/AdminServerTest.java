package eu.ccngateway.monitoring.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
        server = AdminServer.start(port, gateway, Measured.desk(), () -> "ccn_ready 1.0\n");
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
                .contains("[{\"queue\":\"Q@D\",\"domain\":\"D\",\"application\":\"A\",\"role\":\"CORE\",\"messages\":3,"
                        + "\"onLease\":1,\"oldestMs\":17,\"consumers\":2,\"depthMax\":9},");
        assertThat(ask("GET", "/api/v1/nodes"))
                .endsWith(
                        "[{\"node\":\"N@D\",\"domain\":\"D\",\"applications\":[\"A\"],\"connected\":true,\"sessions\":"
                                + "[{\"session\":\"s1\",\"remote\":\"r\",\"agent\":\"a\",\"since\":\"1970-01-01T00:00:00Z\"}],\"lastSeen\":\"1970-01-01T00:00:00Z\","
                                + "\"certificateEnds\":\"1970-01-01T00:00:01Z\",\"clockAheadMs\":-7}]\n");
        assertThat(ask("GET", "/api/v1/dead-letters?max=7"))
                .contains("\"refusal\":{\"code\":801,\"name\":\"BACKED_OUT\"}");
        assertThat(gateway.calls).containsExactly("list 8");
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
        server = AdminServer.start(
                new AdminPort("127.0.0.1", 0, Set.of(), Optional.empty()), gateway, Measured.desk(), () -> "");

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
    void showsThePageAndLetsItLoadNothingFromElsewhere() throws Exception {
        assertThat(ask("GET", "/"))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("content-type: text/html; charset=utf-8")
                .containsIgnoringCase(
                        "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self';")
                .containsIgnoringCase("x-frame-options: DENY")
                .contains("<title>CCN Gateway</title>")
                .doesNotContain("http://", "https://", " style=", " onclick=", "<script>");
        assertThat(ask("GET", "/")
                        .lines()
                        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-security-policy")))
                .singleElement()
                .asString()
                .doesNotContain("unsafe", "*", "http");
        for (String script :
                List.of("console.js", "asking.js", "drawing.js", "network.js", "messages.js", "availability.js")) {
            assertThat(ask("GET", "/" + script))
                    .as(script)
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("content-type: text/javascript")
                    .doesNotContain("innerHTML", "eval(", "document.write", "https://", "fetch('http", "from 'http");
        }
        assertThat(ask("GET", "/console.css")).containsIgnoringCase("content-type: text/css");
    }

    @Test
    void turnsAwayWhatAnotherSitesPageSends() throws Exception {
        assertThat(ask("POST", "/api/v1/dead-letters/12/retry", operator(), "Origin: http://evil.example"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(ask("POST", "/api/v1/dead-letters/12/retry", operator(), "Sec-Fetch-Site: cross-site"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(ask("GET", "/api/v1/queues", "Origin: null")).startsWith("HTTP/1.1 403 ");
        assertThat(ask("OPTIONS", "/api/v1/dead-letters/12/retry")).startsWith("HTTP/1.1 405 ");
        assertThat(gateway.calls).isEmpty();

        assertThat(ask("POST", "/api/v1/dead-letters/12/retry", operator(), "Origin: http://localhost"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void showsListsInPartsThatLeadToEachOther() throws Exception {
        String first = ask("GET", "/api/v1/queues?limit=1");
        assertThat(first)
                .contains("\"Q@D\"")
                .doesNotContain("\"R@D\"")
                .contains("</api/v1/queues?limit=1&after=Q%40D>; rel=\"next\"");
        assertThat(ask("GET", "/api/v1/queues?limit=1&after=Q%40D"))
                .contains("\"R@D\"")
                .doesNotContain("rel=");
        assertThat(ask("GET", "/api/v1/queues?after=none")).endsWith("[]\n");
        assertThat(ask("GET", "/api/v1/queues?domain=E")).endsWith("[]\n");
        assertThat(ask("GET", "/api/v1/queues?limit=2001"))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"detail\":\"limit: '2001' (expected: 1-2000)\"");
    }

    @Test
    void saysWhereAMessageHasBeen() throws Exception {
        assertThat(ask("GET", "/api/v1/messages/one"))
                .contains("\"state\":\"DEAD_LETTERED\"", "\"name\":\"BACKED_OUT\"", "\"remedy\":\"");
        assertThat(ask("GET", "/api/v1/messages/none"))
                .startsWith("HTTP/1.1 404 ")
                .containsIgnoringCase("content-type: application/problem+json");
        assertThat(ask("GET", "/api/v1/messages/" + "x".repeat(65))).startsWith("HTTP/1.1 400 ");
        assertThat(ask("GET", "/api/v1/messages/two?limit=1"))
                .contains("\"correlationText\":\"26FR0000000001\"")
                .containsIgnoringCase("ccn-more: there are earlier ones");
        assertThat(ask("GET", "/api/v1/messages/two")).doesNotContainIgnoringCase("ccn-more");
        assertThat(ask("GET", "/api/v1/messages/two?limit=101"))
                .startsWith("HTTP/1.1 400 ")
                .contains("limit: '101' (expected: 1-100)");
    }

    @Test
    void showsTheHeadOfAQueueAndNeverAPayload() throws Exception {
        assertThat(ask("GET", "/api/v1/queues/Q%40D/messages?limit=7"))
                .startsWith("HTTP/1.1 200 ")
                .contains("\"messageId\":\"m\"", "\"length\":5", "\"inHand\":true", "\"backOuts\":1")
                .doesNotContain("payload");
        assertThat(ask("GET", "/api/v1/queues/none/messages"))
                .startsWith("HTTP/1.1 404 ")
                .contains("see GET /api/v1/queues");
        assertThat(ask("GET", "/api/v1/queues/Q%40D/messages?limit=101")).startsWith("HTTP/1.1 400 ");
        assertThat(ask("POST", "/api/v1/queues/Q%40D/messages", operator())).startsWith("HTTP/1.1 405 ");
        assertThat(gateway.calls).containsExactly("browse Q@D 7", "browse none 50");
    }

    @Test
    void showsWhatStandsOnADeadLetter() throws Exception {
        assertThat(ask("GET", "/api/v1/dead-letters/12"))
                .startsWith("HTTP/1.1 200 ")
                .contains("\"reports\":[\"COA\",\"COD\"]", "\"replyTo\":\"r\"");
        assertThat(ask("GET", "/api/v1/dead-letters/none")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void readsWithoutATokenAndChangesNothingWithoutIt() throws Exception {
        for (Route route : new AdminApi(gateway, Measured.desk(), () -> "", new Pulse(gateway::figures)).routes()) {
            String path = route.template().replace("{id}", "one").replace("{queue}", "Q%40D");
            assertThat(ask(route.method(), path))
                    .as(route.method() + " " + path)
                    .startsWith(route.isForOperator() ? "HTTP/1.1 401 " : "HTTP/1.1 200 ");
            assertThat(route.isForOperator() || route.method().equals("GET"))
                    .as("whoever changes something is the operator: %s", route)
                    .isTrue();
            assertThat(ask(route.method(), path, "Authorization: Basic b3BlcmF0b3I6"))
                    .as("no other way in")
                    .startsWith(route.isForOperator() ? "HTTP/1.1 401 " : "HTTP/1.1 200 ");
        }
        assertThat(gateway.calls).noneMatch(call -> call.startsWith("retry") || call.startsWith("discard"));
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
        gateway.isReady = false;
        assertThat(ask("GET", "/api/v1/queues"))
                .as("while it starts or stops that is no fault")
                .startsWith("HTTP/1.1 503 ")
                .contains("not ready: all well")
                .doesNotContain("secret");
    }

    @Test
    void servesSeveralRequestsOnOneConnection() throws Exception {
        String twice = raw(
                "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\nGET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(twice).contains("live\n").endsWith("ready: all well\n");
    }
}
