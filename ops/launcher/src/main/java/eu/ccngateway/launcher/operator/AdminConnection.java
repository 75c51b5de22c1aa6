package eu.ccngateway.launcher.operator;

import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.network.NetworkOption;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which gateway's admin port is meant; asks it. */
final class AdminConnection {

    /** Where {@code up} leaves the operator's token. */
    static final String TOKEN_NAME = "operator.token";

    private static final int CONNECT_MS = 5_000;
    private static final int READ_MS = 60_000;
    private static final int NOT_FOUND = 404;
    private static final int UNAUTHORIZED = 401;

    @Mixin
    private NetworkOption network = new NetworkOption();

    @Option(
            names = "--admin",
            paramLabel = "URL",
            description = "The gateway's admin port. Default: the one of the network.")
    private @Nullable String admin;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the operator's token. Default: operator.token in the network's directory.")
    private @Nullable Path tokenFile;

    /** What came back. */
    record Response(int status, byte[] body) {}

    /** The objects of a list. */
    List<Map<String, Object>> list(String path) {
        Response response = send("GET", path, false);
        check(response);
        try {
            return Json.readObjects(new String(response.body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, url(path) + ": the answer is not JSON: " + e.getMessage());
        }
    }

    /** Changes something; says what the gateway says. */
    String post(String path) {
        Response response = send("POST", path, true);
        check(response);
        return reason(response);
    }

    /** The gateway's evidence, where it is on this machine and no other gateway was named. */
    Optional<Path> localEvidence() {
        if (admin != null) {
            return Optional.empty();
        }
        Path evidence = network.read().evidence();
        return evidence.equals(network.directory()) || !Files.isDirectory(evidence)
                ? Optional.empty()
                : Optional.of(evidence);
    }

    /** Fetches something only the operator may see; every status is the caller's business. */
    Response fetch(String path) {
        return send("GET", path, true);
    }

    /** Fails unless the gateway did what was asked. */
    void check(Response response) {
        if (response.status == UNAUTHORIZED) {
            throw new CommandFailed(ExitCode.REFUSED, reason(response) + "; the token is read from " + tokenFile());
        }
        if (response.status == NOT_FOUND) {
            throw new CommandFailed(ExitCode.FAILED, reason(response));
        }
        if (response.status != 200) {
            throw new CommandFailed(
                    ExitCode.FAILED, "the admin port answered " + response.status + ": " + reason(response));
        }
    }

    static String escaped(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Response send(String method, String path, boolean isOperator) {
        URI url = url(path);
        try {
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MS);
            connection.setReadTimeout(READ_MS);
            connection.setRequestMethod(method);
            if (isOperator) {
                connection.setRequestProperty("Authorization", "Bearer " + token());
            }
            int status = connection.getResponseCode();
            try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return new Response(status, body == null ? new byte[0] : body.readAllBytes());
            }
        } catch (MalformedURLException | ClassCastException e) {
            throw new CommandFailed(ExitCode.USAGE, "--admin: '" + url + "' (expected: http://HOST:PORT)");
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.UNREACHABLE, url + ": no answer (" + e.getMessage() + "); is the gateway up?", e);
        }
    }

    private URI url(String path) {
        String base = admin == null ? network.read().admin() : admin;
        try {
            return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.USAGE, "--admin: '" + base + "' (expected: http://HOST:PORT)");
        }
    }

    private Path tokenFile() {
        return tokenFile == null ? network.directory().resolve(TOKEN_NAME) : tokenFile;
    }

    private String token() {
        try {
            return Files.readString(tokenFile(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    tokenFile() + ": cannot be read (expected: the operator's token; name it with --token-file)");
        }
    }

    private static String reason(Response response) {
        try {
            Map<String, Object> answer = Json.readObject(new String(response.body, StandardCharsets.UTF_8));
            return String.valueOf(answer.getOrDefault("detail", answer.getOrDefault("done", "no reason given")));
        } catch (IOException e) {
            return "the answer is not JSON: " + e.getMessage();
        }
    }
}
