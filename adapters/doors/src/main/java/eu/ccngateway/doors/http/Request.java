package eu.ccngateway.doors.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import eu.ccngateway.doors.MessageFields;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One request, read within bounds. */
final class Request {

    private static final int QUERY_MAX = 16 << 10;
    private static final Duration WAIT_MAX = Duration.ofSeconds(60);

    private final HttpExchange exchange;
    private final List<String> path;
    private final Map<String, String> query;

    Request(HttpExchange exchange) {
        this.exchange = exchange;
        String raw = exchange.getRequestURI().getRawPath();
        // A plus sign is a space in a query only.
        path = List.of(raw.substring(1).replace("+", "%2B").split("/")).stream()
                .map(Request::decoded)
                .toList();
        query = query(Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""));
    }

    private static Map<String, String> query(String raw) {
        if (raw.length() > QUERY_MAX) {
            throw new Problem(
                    414, "Query too long", raw.length() + " characters (expected: at most " + QUERY_MAX + ")");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0
                    && fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))) != null) {
                throw new IllegalArgumentException(
                        decoded(pair.substring(0, equals)) + ": comes twice (expected: once)");
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String method() {
        return exchange.getRequestMethod();
    }

    /** The path's parts, decoded. */
    List<String> path() {
        return path;
    }

    Map<String, String> query() {
        return query;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** How long to wait for a message; a number alone means seconds. */
    Duration waiting() {
        String text = query.getOrDefault("wait", "0");
        Duration wait = MessageFields.time("wait", text.matches("\\d+") ? text + " s" : text);
        if (wait.compareTo(WAIT_MAX) > 0) {
            throw new IllegalArgumentException("wait: " + text + " (expected: at most " + WAIT_MAX.toSeconds() + " s)");
        }
        return wait;
    }

    byte[] body(int max) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(max + 1);
            if (body.length > max) {
                throw new Problem(
                        413,
                        "Body too large",
                        "more than " + max + " bytes (expected: at most so many); split or compress it");
            }
            return body;
        }
    }

    Headers answerHeaders() {
        return exchange.getResponseHeaders();
    }

    void answer(int status, String contentType, byte[] body) throws IOException {
        answerHeaders().set("Content-Type", contentType);
        answerHeaders().set("Cache-Control", "no-store");
        answerHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    void answer(int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }
}
