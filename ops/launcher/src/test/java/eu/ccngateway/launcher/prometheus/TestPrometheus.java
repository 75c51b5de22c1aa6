package eu.ccngateway.launcher.prometheus;

import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.testnet.Ports;
import eu.ccngateway.launcher.testnet.Tools;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real Prometheus that looks every second, with the rules of {@code ops} that wait for nothing. */
final class TestPrometheus implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port = Ports.free();

    TestPrometheus(Path directory, String admin) throws IOException {
        Path program = Tools.required("prometheus");
        Files.createDirectories(directory);
        for (String file : List.of("recording.yml", "alerts.yml")) {
            String rules =
                    Files.readString(Expressions.OPS.resolve("prometheus").resolve(file));
            Files.writeString(directory.resolve(file), rules.replaceAll("(?m)^( +for:) .*$", "$1 0s"));
        }
        Files.writeString(
                directory.resolve("prometheus.yml"),
                "global: { scrape_interval: 1s, evaluation_interval: 1s }\nrule_files: [recording.yml, alerts.yml]\n"
                        + "scrape_configs: [{ job_name: ccn, static_configs: [{ targets: [\""
                        + admin.replace("http://", "") + "\"] }] }]\n");
        process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + directory.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
    }

    private Map<?, ?> ask(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        Map<String, Object> json = Json.readObject(answer.body());
        if (!"success".equals(json.get("status"))) {
            throw new IOException(path + ": " + answer.body());
        }
        return (Map<?, ?>) json.get("data");
    }

    boolean isReady() throws InterruptedException {
        try {
            return !query("up").isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** The values an expression has now; what is no number does not count. */
    List<String> query(String expression) throws IOException, InterruptedException {
        Map<?, ?> data = ask("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        return ((List<?>) data.get("result"))
                .stream()
                        .map(sample -> ((List<?>) ((Map<?, ?>) sample).get("value"))
                                .get(1)
                                .toString())
                        .filter(value -> !value.equals("NaN"))
                        .toList();
    }

    /** Names of the alerts that fire now. */
    List<String> firing() throws IOException, InterruptedException {
        return ((List<?>) ask("/api/v1/alerts").get("alerts"))
                .stream()
                        .map(alert -> (Map<?, ?>) alert)
                        .filter(alert -> "firing".equals(alert.get("state")))
                        .map(alert -> ((Map<?, ?>) alert.get("labels"))
                                .get("alertname")
                                .toString())
                        .distinct()
                        .sorted()
                        .toList();
    }

    /** Rules that Prometheus could not evaluate, with why. */
    List<String> sickRules() throws IOException, InterruptedException {
        return ((List<?>) ask("/api/v1/rules").get("groups"))
                .stream()
                        .flatMap(group -> ((List<?>) ((Map<?, ?>) group).get("rules")).stream())
                        .map(rule -> (Map<?, ?>) rule)
                        .filter(rule -> !"ok".equals(rule.get("health")))
                        .map(rule -> rule.get("name") + ": " + rule.get("lastError"))
                        .toList();
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
