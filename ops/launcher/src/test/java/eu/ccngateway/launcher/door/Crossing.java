package eu.ccngateway.launcher.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.launcher.testnet.JavaProcess;
import eu.ccngateway.launcher.testnet.TestNetwork;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeOptions;
import eu.ccngateway.node.Received;
import eu.ccngateway.node.Report;
import eu.ccngateway.protocol.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages both ways between a member state's own system, behind a door of NTA.FR, and NTA.IE, a node as others are. While
 * they cross, processes are killed. In the end each was handed over once, and each of FR's was confirmed once on arrival
 * and once on delivery. Larger by hand: {@code -Ddoors.messages=1000 -Ddoors.kills=3}, kills of each process.
 */
final class Crossing implements AutoCloseable {

    static final String CORE = "CORE-RCT-QUE.NCTS";
    static final String REPORTS = "REPORT-RCT-QUE.NCTS";

    private static final Logger LOG = LoggerFactory.getLogger(Crossing.class);
    private static final int MESSAGES = Integer.getInteger("doors.messages", 60);
    private static final int KILLS = Integer.getInteger("doors.kills", 1);
    private static final Duration END_WITHIN = Duration.ofMinutes(Math.max(4, MESSAGES / 50));
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final long seed = Long.getLong("doors.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Integer> atIreland = new ConcurrentHashMap<>();
    private final Map<String, Integer> atFrance = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final TestNetwork network;
    private final OwnSystem france;
    private final Node ireland;
    private volatile boolean isOver;

    /** A process that is killed and started again. */
    record Victim(String name, Runnable kill, Starting start) {

        static Victim of(TestNetwork network) {
            return new Victim("gateway", network::kill, network::start);
        }

        static Victim of(JavaProcess door) {
            return new Victim("door", door::kill, () -> {
                door.start();
                door.awaitLine("door ", Duration.ofSeconds(120));
            });
        }
    }

    @FunctionalInterface
    interface Starting {
        void run() throws Exception;
    }

    Crossing(TestNetwork network, OwnSystem france) {
        LOG.warn("-Ddoors.seed={} repeats the choices of this run", seed);
        this.network = network;
        this.france = france;
        NodeOptions options = NodeOptions.builder()
                .patience(Duration.ofMinutes(10))
                .reconnect(Duration.ofMillis(20), Duration.ofMillis(200))
                .build();
        this.ireland = Node.connect(network.node("NTA.IE").options(options).build());
        ireland.subscribe(CORE, 10, this::received);
        ireland.reports(REPORTS, (Report report) -> {});
    }

    private void received(Received received) {
        count(atIreland, new String(received.message().payload(), StandardCharsets.UTF_8));
        received.acknowledge();
    }

    private static void count(Map<String, Integer> counts, String text) {
        counts.merge(text, 1, Integer::sum);
    }

    /** Everything crosses while one after the other is killed, at moments spread over the traffic. */
    void run(Victim... victims) throws Exception {
        List<Thread> programs = List.of(
                program("fr-sends", () -> {
                    for (String text : texts("FR")) {
                        france.send(text);
                    }
                }),
                program("ie-sends", () -> texts("IE").forEach(this::putFromIreland)),
                program("fr-takes", () -> {
                    while (!isOver) {
                        france.take().forEach(text -> count(atFrance, text));
                    }
                }));
        int kills = KILLS * victims.length;
        for (int i = 0; i < kills; i++) {
            awaitCrossed((int) ((i + 0.5) / kills * 2 * MESSAGES));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(300)));
            Victim victim = victims[i % victims.length];
            LOG.warn("killing the {} when {} of {} have crossed", victim.name, crossed(), 2 * MESSAGES);
            victim.kill.run();
            victim.start.run();
        }
        awaitEnd();
        isOver = true;
        for (Thread program : programs) {
            program.join();
        }
        assertThat(faults).isEmpty();
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private Thread program(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception | AssertionError e) {
                        faults.add(name + ": " + e);
                    }
                },
                name);
        thread.start();
        return thread;
    }

    private static List<String> texts(String from) {
        return IntStream.range(0, MESSAGES).mapToObj(i -> from + "-" + i).toList();
    }

    private void putFromIreland(String text) {
        ireland.put(Message.to(CORE + "@CUSTTAX.FR")
                        .type("CD002C-MSG.NCTS")
                        .contentType("application/xml")
                        .id(MessageId.parse(text))
                        .payload(text.getBytes(StandardCharsets.UTF_8))
                        .build())
                .await();
    }

    private int crossed() {
        return atIreland.size()
                + (int) atFrance.keySet().stream()
                        .filter(text -> text.startsWith("IE"))
                        .count();
    }

    private void awaitCrossed(int wanted) {
        await().atMost(END_WITHIN).until(() -> crossed() >= wanted || !faults.isEmpty());
        assertThat(faults).isEmpty();
    }

    private void awaitEnd() {
        SortedMap<String, Integer> expected = new TreeMap<>(once("IE-", ""));
        expected.putAll(once("FR-", "COA "));
        expected.putAll(once("FR-", "COD "));
        await("everything crossed").atMost(END_WITHIN).untilAsserted(() -> {
            assertThat(faults).isEmpty();
            assertThat(atIreland.keySet()).hasSize(MESSAGES);
            assertThat(atFrance.keySet()).containsAll(expected.keySet());
        });
        // Whatever comes twice comes now.
        await().during(QUIET)
                .atMost(QUIET.multipliedBy(10))
                .until(() -> ireland.depth(CORE).messages() == 0);
        assertThat(new TreeMap<>(atIreland)).isEqualTo(once("FR-", ""));
        assertThat(new TreeMap<>(atFrance)).isEqualTo(expected);
    }

    private static SortedMap<String, Integer> once(String from, String before) {
        return IntStream.range(0, MESSAGES)
                .boxed()
                .collect(Collectors.toMap(i -> before + from + i, i -> 1, Integer::sum, TreeMap::new));
    }

    @Override
    public void close() throws Exception {
        isOver = true;
        france.close();
        ireland.close();
        network.close();
    }
}
