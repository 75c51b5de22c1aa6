package eu.ccngateway.launcher.local;

import static eu.ccngateway.launcher.local.ConsolePage.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.launcher.Shell;
import eu.ccngateway.launcher.availability.EarlierMinutes;
import eu.ccngateway.launcher.testnet.Browser;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeConfig;
import eu.ccngateway.node.NodeException;
import eu.ccngateway.node.Put;
import eu.ccngateway.node.Received;
import eu.ccngateway.protocol.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser, on a running network. Screenshots are kept in {@code target/console}. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {

    private static final String IRELAND = "CORE-RCT-QUE.NCTS@CUSTTAX.IE";
    private static final String POLAND = "CORE-RCT-QUE.NCTS@CUSTTAX.PL";
    private static final String MRN = "26FRABCDEF12345678";
    private static final int MINUTES = 3;
    private static final long PAUSE_NANOS = 50_000_000;

    @TempDir
    static Path directory;

    private static LocalNetwork network;
    private static ConsolePage page;
    private static Node france;

    @BeforeAll
    static void start() throws Exception {
        page = new ConsolePage(new Browser(directory.resolve("browser")));
        network = LocalNetwork.start(
                new LocalDirectory(Files.createDirectories(directory.resolve("network"))),
                new LocalNetwork.Ports(Optional.of(0), Optional.of(0)),
                Secret.Environment.of(name -> null));
        page.look(ConsolePage.Look.LIGHT);
        page.browser().open(network.describe().admin() + "/");
    }

    @AfterAll
    static void stop() throws Exception {
        if (france != null) {
            france.close();
        }
        if (network != null) {
            network.close();
        }
        if (page != null) {
            page.browser().close();
        }
    }

    private static Node node(String name) {
        return Node.connect(NodeConfig.ofNetwork(directory.resolve("network"), name));
    }

    private static Message.Builder message(String to) {
        return Message.to(to)
                .type("CD001C-MSG.NCTS")
                .payload("<CD001C>not for the console</CD001C>".getBytes(StandardCharsets.UTF_8));
    }

    private static Shell.Result shell(String... arguments) {
        Shell.Result result =
                new Shell("--network", directory.resolve("network").toString()).run(arguments);
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    @Test
    @Order(1)
    void saysWhatToDoWhereThereIsNothingToShow() throws Exception {
        page.says("#state", "ready");
        page.says("#t-services tbody", "./ccn prober");
        page.says("#t-stops tbody", "./ccn unavailability announce");
        page.says("#t-queues tbody", "Every queue is empty");
        page.says("#t-dead tbody", "None. Every message was taken");
        page.says("#t-refusals tbody", "Nothing has been refused");
        page.says("#t-nodes tbody", "./ccn whoami");
        assertThat(page.text("#operator")).contains("read only");
        assertThat(page.cell("CUST.IT", "NCTS")).contains("idle");
        page.keep("empty", ConsolePage.Look.LIGHT, ConsolePage.Look.PHONE);
        assertThat(page.errors()).isEmpty();
    }

    @Test
    @Order(2)
    void numbersChangeUnderTrafficAndAStoppedApplicationTurnsRed() throws Exception {
        france = node("NTA.FR");
        Node ireland = node("NTA.IE");
        AtomicBoolean isOver = new AtomicBoolean();
        Thread traffic = new Thread(() -> exchange(ireland, isOver), "traffic");
        traffic.start();
        await().atMost(PATIENCE).until(() -> page.cell("CUSTTAX.IE", "NCTS").contains("up"));
        String before = page.text("#n-stored");
        await().atMost(PATIENCE).until(() -> !page.text("#n-stored").equals(before));
        await().atMost(PATIENCE).until(() -> !page.text("#n-rate").equals("0"));
        await().atMost(PATIENCE)
                .until(() -> page.isTrue(
                        "document.querySelector('#c-rate path.a')?.getAttribute('d')?.includes('L') ?? false"));
        page.says("#t-nodes tbody", "ccn-node");
        assertThat(page.text("#t-nodes tbody")).contains("NTA.IE", "CUSTTAX.IE").doesNotContain("not seen");
        page.keep("traffic", ConsolePage.Look.DARK);

        isOver.set(true);
        traffic.join();
        ireland.close();
        france.put(message(IRELAND).build()).join();
        await().atMost(PATIENCE).until(() -> page.cell("CUSTTAX.IE", "NCTS").contains("down"));
        assertThat(page.cell("CUSTTAX.FR", "NCTS")).contains("up");
        theMinutesOfAStoppedApplicationCount();
        assertThat(page.errors()).isEmpty();
    }

    private static void theMinutesOfAStoppedApplicationCount() throws Exception {
        Instant now = Instant.now();
        EarlierMinutes.look(directory.resolve("network"), MINUTES, now);
        page.says("#a-hint", "24x7, Europe/Brussels");
        page.click("#a-all");
        // Of a month that has just begun only its own minutes count.
        ZonedDateTime here = now.atZone(ZoneId.of("Europe/Brussels"));
        long expected = Math.min(
                MINUTES,
                Duration.between(here.withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS), here)
                        .toMinutes());
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(down("NCTS/CUSTTAX.IE")).startsWith(expected + " min");
            assertThat(down("NCTS/CUSTTAX.FR")).startsWith("0 min");
        });
        page.click("#a-all");
    }

    private static String down(String service) throws Exception {
        return page.browser()
                .value(
                        "[...document.querySelectorAll('#t-services tbody tr')].find(r => r.cells[0].textContent.startsWith('"
                                + service + "'))?.cells[4].textContent ?? ''");
    }

    private static void exchange(Node ireland, AtomicBoolean isOver) {
        ireland.subscribe("CORE-RCT-QUE.NCTS", 100, Received::acknowledge);
        while (!isOver.get()) {
            List<Put> puts = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                puts.add(france.put(message(IRELAND).build()));
            }
            puts.forEach(Put::join);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Test
    @Order(3)
    void aQueueIsLookedIntoAndAMessageIsFoundByItsMrn() throws Exception {
        Put put = france.put(
                message(POLAND).correlationId(MessageId.parse(MRN)).priority(8).build());
        put.join();
        page.says("#t-queues tbody", POLAND);
        page.click("#t-queues .look[data-key=\"" + POLAND + "\"]");
        page.says("#t-browse tbody", MRN);
        assertThat(page.text("#t-browse tbody"))
                .contains("NTA.FR@CUSTTAX.FR", "CD001C-MSG.NCTS", "waits", "36 B")
                .doesNotContain("not for the console");

        assertThat(page.isTrue("document.querySelector('#t-browse [data-key=\"" + put.id() + "\"]') !== null"))
                .isTrue();

        page.click("#t-browse .id[data-key=\"" + MRN + "\"]");
        page.says("#trail", "waits in " + POLAND);
        assertThat(page.text("#trail")).contains("accepted and durable", "COA sealed", "correlation " + MRN);
        try (Node poland = node("NTA.PL")) {
            assertThat(poland.get("CORE-RCT-QUE.NCTS", PATIENCE))
                    .as("looking took nothing")
                    .isPresent()
                    .get()
                    .satisfies(received -> received.acknowledge().join());
        }
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            page.find(put.id().toString());
            assertThat(page.text("#trail")).contains("taken by NTA.PL@CUSTTAX.PL", "COD sealed");
        });
        assertThat(page.errors()).isEmpty();
        page.find("nothing-like-this");
        page.says("#trail", "no evidence of nothing-like-this");
        page.errors();
    }

    @Test
    @Order(4)
    void refusalsHaveTheirRemedy() throws Exception {
        try {
            france.put(message("CORE-RCT-QUE.NCTS@CUSTTAX.XX").build()).join();
        } catch (NodeException | CompletionException e) {
            assertThat(e).hasMessageContaining("CUSTTAX.XX");
        }
        page.says("#t-refusals tbody", "QUEUE_UNKNOWN");
        assertThat(page.text("#t-refusals tbody")).contains("CUSTTAX.XX", "NTA.FR@CUSTTAX.FR", "Check the address");
    }

    @Test
    @Order(5)
    void aDeadLetterIsInspectedPutBackAndThrownAwayByTheOperatorOnly() throws Exception {
        try (Node poland = node("NTA.PL")) {
            twoDeadLetters(poland);
            page.click("#t-dead .inspect");
            page.says("#letter", "BACKED_OUT");
            assertThat(page.text("#letter")).contains("NTA.FR@CUSTTAX.FR", "CD001C-MSG.NCTS", MRN, "36 B");
            page.browser().press(Browser.Key.ESCAPE);
            page.keep("dead", ConsolePage.Look.LIGHT, ConsolePage.Look.PHONE_DARK);

            page.click("#t-dead .retry");
            await().atMost(PATIENCE).until(() -> page.isTrue("document.getElementById('d-token').open"));
            page.browser().press(Browser.Key.ESCAPE);
            page.giveToken("wrong");
            page.says("#said", "token missing or wrong");
            assertThat(page.text("#operator")).contains("read only");
            // A browser notes what is refused as an error of the network; this was meant.
            assertThat(page.errors()).allMatch(error -> error.contains("401"));

            page.giveToken(Files.readString(directory.resolve("network").resolve("operator.token"))
                    .strip());
            page.says("#operator", "may change");
            page.click("#t-dead .discard");
            page.isAsked();
            page.browser().press(Browser.Key.ESCAPE);
            assertThat(page.text("#n-dead")).as("nothing was confirmed").isEqualTo("2");

            page.click("#t-dead .retry");
            page.isAsked();
            page.click("#b-ask");
            page.says("#said", "put back into its queue");
            assertThat(poland.get("CORE-RCT-QUE.NCTS", PATIENCE))
                    .isPresent()
                    .get()
                    .satisfies(received -> received.acknowledge().join());
            page.click("#t-dead .discard");
            page.isAsked();
            page.click("#b-ask");
            page.says("#said", "discarded");
            page.says("#t-dead tbody", "None.");
            assertThat(page.errors()).isEmpty();
        }
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            page.find(MRN);
            assertThat(page.text("#trail")).contains("thrown away by operator", "put back into its queue");
        });
    }

    private static void twoDeadLetters(Node poland) {
        for (int i = 0; i < 2; i++) {
            france.put(message(POLAND).correlationId(MessageId.parse(MRN)).build())
                    .join();
        }
        await().atMost(PATIENCE).until(() -> {
            poland.get("CORE-RCT-QUE.NCTS", Duration.ofMillis(200))
                    .ifPresent(received -> received.rollback().join());
            return page.text("#n-dead").equals("2")
                    && page.isTrue("document.querySelectorAll('#t-dead .retry').length === 2");
        });
    }

    @Test
    @Order(6)
    void everybodyCanUseIt() throws Exception {
        shell(
                "unavailability",
                "announce",
                "CCN_CSI",
                "--from",
                "2099-12-05T22:00",
                "--to",
                "2099-12-06T02:00",
                "--cause",
                "RELEASE",
                "--party",
                "NETWORK");
        page.says("#t-stops tbody", "release");
        page.click("#n-all");
        page.click("#t-queues .look");
        page.says("#browse-hint", "Nothing is taken by looking");
        ConsoleAccess.isNamedAndReadable(page);
        ConsoleAccess.isReachedByKeyboard(page);
        ConsoleAccess.hasNoSeriousFinding(page);
        page.click("#n-all");
        page.click("#b-browse");
        page.keep("stopped", ConsolePage.Look.values());
        assertThat(page.browser().value("document.body.innerText")).doesNotContain("not for the console");
        assertThat(page.errors()).isEmpty();
    }
}
