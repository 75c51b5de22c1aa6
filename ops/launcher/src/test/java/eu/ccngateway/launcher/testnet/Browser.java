package eu.ccngateway.launcher.testnet;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.launcher.console.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real Chromium without a window, driven by its own protocol. */
public final class Browser implements AutoCloseable {

    private static final long ANSWER_WITHIN_S = 30;

    /** A key as the browser knows it. */
    public enum Key {
        ENTER("Enter", "\r", 13),
        ESCAPE("Escape", "", 27),
        TAB("Tab", "", 9);

        private final String name;
        private final String text;
        private final int code;

        Key(String name, String text, int code) {
            this.name = name;
            this.text = text;
            this.code = code;
        }
    }

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Map<String, Object>>> waiting = new ConcurrentHashMap<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    /** @param home where it keeps what a browser keeps */
    public Browser(Path home) throws Exception {
        Path program = Tools.required("chromium");
        Files.createDirectories(home);
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + home,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        int port = port();
        HttpClient http = HttpClient.newHttpClient();
        String pages = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        List<?> list = (List<?>) Json.readObject("{\"pages\":" + pages + "}").get("pages");
        String page = list.stream()
                .map(item -> (Map<?, ?>) item)
                .filter(item -> "page".equals(item.get("type")))
                .map(item -> item.get("webSocketDebuggerUrl").toString())
                .findFirst()
                .orElseThrow();
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(page), new Ear())
                .join();
        for (String domain : List.of("Page", "Runtime", "Log", "Network", "Accessibility")) {
            send(domain + ".enable", Map.of());
        }
    }

    private int port() throws IOException {
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.contains("DevTools listening on ws://")) {
                Thread rest = new Thread(() -> said.lines().forEach(ignored -> {}), "browser");
                rest.setDaemon(true);
                rest.start();
                return URI.create(line.substring(line.indexOf("ws://"))).getPort();
            }
        }
        throw new IOException("chromium ended and has not said where it listens");
    }

    private final class Ear implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
            text.append(data);
            if (isLast) {
                hear(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }
    }

    private void hear(String text) {
        try {
            Map<String, Object> message = Json.readObject(text);
            if (message.get("id") instanceof Number id) {
                CompletableFuture<Map<String, Object>> answer = waiting.remove(id.intValue());
                if (answer != null) {
                    answer.complete(message);
                }
                return;
            }
            String method = String.valueOf(message.get("method"));
            boolean isEntry = method.equals("Log.entryAdded") && text.contains("\"level\":\"error\"");
            boolean isCall = method.equals("Runtime.consoleAPICalled") && text.contains("\"type\":\"error\"");
            if (isEntry || isCall || method.equals("Runtime.exceptionThrown")) {
                errors.add(text);
            }
        } catch (IOException e) {
            errors.add("not JSON: " + text);
        }
    }

    private Map<?, ?> send(String method, Map<String, ?> parameters) throws Exception {
        int id = lastId.incrementAndGet();
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        socket.sendText(Json.write(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        Map<String, Object> message = answer.get(ANSWER_WITHIN_S, TimeUnit.SECONDS);
        assertThat(message).as(method).doesNotContainKey("error");
        return (Map<?, ?>) message.get("result");
    }

    public void open(String url) throws Exception {
        send("Page.navigate", Map.of("url", url));
    }

    /** The value of an expression in the page, as text; a promise is waited for. */
    public String value(String expression) throws Exception {
        Map<?, ?> result = send(
                "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true, "userGesture", true));
        assertThat(result.get("exceptionDetails")).as(expression).isNull();
        return String.valueOf(((Map<?, ?>) result.get("result")).get("value"));
    }

    /** The text of an element. */
    public String text(String selector) throws Exception {
        return value("document.querySelector('" + selector + "')?.textContent ?? ''");
    }

    public void click(String selector) throws Exception {
        value("document.querySelector('" + selector + "').click()");
    }

    /** Types as a keyboard does, into what has the focus. */
    public void type(String selector, String text) throws Exception {
        value("document.querySelector('" + selector + "').focus()");
        send("Input.insertText", Map.of("text", text));
    }

    public void press(Key key) throws Exception {
        for (String kind : List.of(key.text.isEmpty() ? "rawKeyDown" : "keyDown", "keyUp")) {
            send(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type",
                            kind,
                            "key",
                            key.name,
                            "code",
                            key.name,
                            "text",
                            kind.equals("keyUp") ? "" : key.text,
                            "windowsVirtualKeyCode",
                            key.code));
        }
    }

    /** Light or dark, and how large the window is. */
    public void look(boolean isDark, int width, int height) throws Exception {
        send(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** Keeps what the whole page looks like. */
    public void screenshot(Path file) throws Exception {
        value("document.activeElement.blur(), scrollTo({top: 0, behavior: 'instant'})");
        Map<?, ?> size = (Map<?, ?>) send("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
        Map<String, Object> whole =
                Map.of("x", 0, "y", 0, "width", size.get("width"), "height", size.get("height"), "scale", 1);
        Map<?, ?> shot =
                send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", whole));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(shot.get("data").toString()));
    }

    /** Names and roles as a screen reader gets them. */
    public List<Map<?, ?>> accessibility() throws Exception {
        return ((List<?>) send("Accessibility.getFullAXTree", Map.of()).get("nodes"))
                .stream().<Map<?, ?>>map(node -> (Map<?, ?>) node).toList();
    }

    /** What the page complained about so far; forgotten by this. */
    public List<String> errors() {
        List<String> all = List.copyOf(errors);
        errors.clear();
        return all;
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
