package eu.ccngateway.launcher.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.launcher.testnet.Browser;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeConfig;
import eu.ccngateway.node.NodeException;
import eu.ccngateway.node.Put;
import eu.ccngateway.node.Received;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser, on a running network. Screenshots are kept in {@code target/console}. */
class ConsoleIT {

    private static final Path SHOTS = Path.of("target", "console");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ENTER = 13;
    private static final long PAUSE_NANOS = 50_000_000;

    @TempDir
    static Path directory;

    private static LocalNetwork network;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = new Browser(directory.resolve("browser"));
        network = LocalNetwork.start(
                new LocalDirectory(Files.createDirectories(directory.resolve("network"))),
                new LocalNetwork.Ports(Optional.of(0), Optional.of(0)),
                Secret.Environment.of(name -> null));
    }

    @AfterAll
    static void stop() throws Exception {
        if (network != null) {
            network.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    private static Node node(String name) {
        return Node.connect(NodeConfig.ofNetwork(directory.resolve("network"), name));
    }

    private static Message message(String to) {
        return Message.to(to)
                .type("CD001C-MSG.NCTS")
                .payload("<CD001C>not for the console</CD001C>".getBytes(StandardCharsets.UTF_8))
                .build();
    }

    @Test
    void showsALivingNetworkAndLetsTheOperatorActOnIt() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        try (Node france = node("NTA.FR");
                Node germany = node("NECA.DE");
                Node centre = node("CSMIS.EC")) {
            Node ireland = node("NTA.IE");
            Thread traffic = new Thread(() -> exchange(france, ireland, isOver), "traffic");
            traffic.start();
            browser.look(false, 1360, 900);
            browser.open(network.describe().admin() + "/");

            numbersChangeUnderTraffic();
            refusalsHaveTheirRemedy(france);
            aMessageIsFoundById(france);
            aDeadLetterIsPutBackByTheOperatorOnly(france);
            keepScreenshots("traffic");
            isAccessible();

            isOver.set(true);
            traffic.join();
            ireland.close();
            france.put(message("CORE-RCT-QUE.NCTS@CUSTTAX.IE")).join();
            await().atMost(PATIENCE).until(() -> cell("CUSTTAX.IE", "NCTS").contains("down"));
            assertThat(cell("CUSTTAX.FR", "NCTS")).contains("up");
            keepScreenshots("stopped");
            assertThat(List.of(germany.whoAmI(), centre.whoAmI())).isNotEmpty();
            assertThat(browser.value("document.body.innerText")).doesNotContain("not for the console");
            assertThat(browser.errors()).isEmpty();
        }
    }

    private static void exchange(Node france, Node ireland, AtomicBoolean isOver) {
        ireland.subscribe("CORE-RCT-QUE.NCTS", 100, Received::acknowledge);
        while (!isOver.get()) {
            List<Put> puts = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                puts.add(france.put(message("CORE-RCT-QUE.NCTS@CUSTTAX.IE")));
            }
            puts.forEach(Put::join);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static String cell(String domain, String application) throws Exception {
        return browser.value(
                "(() => { const heads = [...document.querySelectorAll('#map thead th')].map(h => h.textContent);"
                        + "const row = [...document.querySelectorAll('#map tbody tr')].find(r => r.cells[0].textContent === '"
                        + domain
                        + "'); return row ? row.cells[heads.indexOf('" + application + "')].className : ''; })()");
    }

    private static void numbersChangeUnderTraffic() throws Exception {
        await().atMost(PATIENCE).until(() -> browser.text("#state").equals("ready"));
        await().atMost(PATIENCE).until(() -> cell("CUSTTAX.IE", "NCTS").contains("up"));
        String before = browser.text("#n-stored");
        await().atMost(PATIENCE).until(() -> !browser.text("#n-stored").equals(before));
        await().atMost(PATIENCE).until(() -> !browser.text("#n-rate").equals("0"));
        await().atMost(PATIENCE)
                .until(() -> browser.value(
                                "document.querySelector(\"#c-rate path.a\")?.getAttribute(\"d\")?.includes(\"L\") ?? false")
                        .equals("true"));
        assertThat(cell("CUST.IT", "NCTS")).contains("idle");
    }

    private static void refusalsHaveTheirRemedy(Node france) throws Exception {
        try {
            france.put(message("CORE-RCT-QUE.NCTS@CUSTTAX.XX")).join();
        } catch (NodeException | CompletionException e) {
            assertThat(e).hasMessageContaining("CUSTTAX.XX");
        }
        await().atMost(PATIENCE).until(() -> browser.text("#t-refusals tbody").contains("QUEUE_UNKNOWN"));
        assertThat(browser.text("#t-refusals tbody")).contains("CUSTTAX.XX", "NTA.FR@CUSTTAX.FR");
    }

    private static void aMessageIsFoundById(Node france) throws Exception {
        Put put = france.put(message("CORE-RCT-QUE.NCTS@CUSTTAX.IE"));
        put.join();
        browser.value("document.getElementById('f-id').value = ''");
        browser.type("#f-id", put.id().toString());
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            browser.click("#f-find button");
            return browser.text("#trail").contains("taken by NTA.IE@CUSTTAX.IE");
        });
        assertThat(browser.text("#trail")).contains("accepted and durable", "COA sealed", "COD sealed");
        browser.value("document.getElementById('f-id').value = 'nothing-like-this'");
        browser.click("#f-find button");
        await().atMost(PATIENCE).until(() -> browser.text("#trail").contains("no evidence of nothing-like-this"));
        browser.value("document.getElementById('f-id').value = '" + put.id() + "'");
        browser.click("#f-find button");
    }

    private static void aDeadLetterIsPutBackByTheOperatorOnly(Node france) throws Exception {
        String queue = "CORE-RCT-QUE.NCTS@CUSTTAX.PL";
        try (Node poland = node("NTA.PL")) {
            france.put(message(queue)).join();
            await().atMost(PATIENCE).until(() -> {
                poland.get("CORE-RCT-QUE.NCTS", Duration.ofMillis(200))
                        .ifPresent(received -> received.rollback().join());
                return browser.text("#t-dead tbody").contains("BACKED_OUT");
            });
            keepScreenshots("dead");
            await().atMost(PATIENCE).until(() -> browser.text("#n-dead").equals("1"));

            giveToken("wrong");
            await().atMost(PATIENCE).until(() -> browser.text("#said").contains("token missing or wrong"));
            assertThat(browser.text("#operator")).contains("read only");
            // A browser notes what is refused or not found as an error of the network; these were meant.
            assertThat(browser.errors()).allMatch(error -> error.contains("401") || error.contains("404"));

            giveToken(Files.readString(directory.resolve("network").resolve("operator.token"))
                    .strip());
            await().atMost(PATIENCE).until(() -> browser.text("#operator").contains("may change"));
            browser.click("#t-dead .retry");
            await().atMost(PATIENCE)
                    .until(() -> browser.value("document.getElementById('d-ask').open")
                            .equals("true"));
            browser.click("#b-ask");
            await().atMost(PATIENCE).until(() -> browser.text("#said").contains("put back into its queue"));
            await().atMost(PATIENCE).until(() -> browser.text("#t-dead tbody").contains("None."));
            assertThat(poland.get("CORE-RCT-QUE.NCTS", Duration.ofSeconds(10)))
                    .isPresent()
                    .get()
                    .satisfies(received -> received.acknowledge().join());
        }
    }

    private static void giveToken(String token) throws Exception {
        browser.click("#operator");
        browser.type("#token", token);
        browser.press("Enter", ENTER);
    }

    /** What a screen reader would stumble over, and text that is hard to read. */
    private static void isAccessible() throws Exception {
        List<String> nameless = new ArrayList<>();
        for (Map<?, ?> node : browser.accessibility()) {
            String role = node.get("role") instanceof Map<?, ?> map ? String.valueOf(map.get("value")) : "";
            String name = node.get("name") instanceof Map<?, ?> map ? String.valueOf(map.get("value")) : "";
            boolean isHidden = Boolean.TRUE.equals(node.get("ignored"));
            boolean needsName = List.of(
                            "button",
                            "link",
                            "searchbox",
                            "textbox",
                            "checkbox",
                            "table",
                            "image",
                            "meter",
                            "region",
                            "navigation")
                    .contains(role);
            if (needsName && !isHidden && name.isBlank() && !role.equals("table")) {
                nameless.add(role + " " + node.get("properties"));
            }
        }
        assertThat(nameless).isEmpty();
        for (boolean isDark : new boolean[] {false, true}) {
            browser.look(isDark, 1360, 900);
            assertThat(browser.value(Contrast.SCRIPT)).as("dark: %s", isDark).isEmpty();
        }
        assertThat(browser.value("document.documentElement.lang")).isEqualTo("en");
        assertThat(browser.value("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"
                        + " === document.querySelectorAll('[id]').length"))
                .isEqualTo("true");
        browser.look(false, 390, 800);
        assertThat(browser.value("document.documentElement.scrollWidth <= 390"))
                .as("no sideways scrolling on a phone")
                .isEqualTo("true");
        browser.look(false, 1360, 900);
    }

    private static void keepScreenshots(String name) throws Exception {
        for (boolean isDark : new boolean[] {false, true}) {
            browser.look(isDark, 1360, 900);
            browser.screenshot(SHOTS.resolve(name + (isDark ? "-dark" : "-light") + ".png"));
        }
        browser.look(false, 390, 800);
        browser.screenshot(SHOTS.resolve(name + "-phone.png"));
        browser.look(false, 1360, 900);
    }
}
