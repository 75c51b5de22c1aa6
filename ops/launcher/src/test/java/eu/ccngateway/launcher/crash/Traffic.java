package eu.ccngateway.launcher.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.launcher.testnet.TestNetwork;
import eu.ccngateway.node.Accepted;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeCounts;
import eu.ccngateway.node.NodeOptions;
import eu.ccngateway.node.Put;
import eu.ccngateway.node.Received;
import eu.ccngateway.node.Report;
import eu.ccngateway.protocol.message.MessageId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Programs of four member states that live through everything: two put messages and take the reports on them, two take
 * the messages, each in another way. What they are told is noted.
 */
final class Traffic implements AutoCloseable {

    static final String FR = "NTA.FR";
    static final String PL = "NTA.PL";
    static final String IE = "NTA.IE";
    static final String DE = "NTA.DE";

    private static final List<String> RECEIVING = List.of("CORE-RCT-QUE.NCTS@CUSTTAX.IE", "CORE-RCT-QUE.NCTS@CUST.DE");
    private static final String REPORTS = "REPORT-RCT-QUE.NCTS";
    private static final int SMALL_MAX = 4_000;
    private static final int LARGE = 300_000;
    private static final int LARGE_EVERY = 250;
    private static final int CREDIT = 100;

    private final Map<MessageId, Letter> letters = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger duplicates = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private final ExecutorService programs = Executors.newCachedThreadPool();
    private final List<Node> senders = new ArrayList<>();
    private final List<Node> receivers = new ArrayList<>();
    private final List<AutoCloseable> takers = new ArrayList<>();
    private final Random random;

    Traffic(TestNetwork network, long seed) {
        random = new Random(seed);
        for (String sender : List.of(FR, PL)) {
            Node node = connect(network, sender);
            senders.add(node);
            takers.add(node.subscribe(REPORTS, CREDIT, this::report));
        }
        Node ie = connect(network, IE);
        Node de = connect(network, DE);
        receivers.addAll(List.of(ie, de));
        takers.add(new Hand(ie, "CORE-RCT-QUE.NCTS", CREDIT, this::handedOver, random.nextLong()));
        takers.add(new Getter(de, "CORE-RCT-QUE.NCTS", this::handedOver, faults));
    }

    private static Node connect(TestNetwork network, String name) {
        NodeOptions options = NodeOptions.builder()
                .patience(Duration.ofMinutes(10))
                .reconnect(Duration.ofMillis(20), Duration.ofMillis(200))
                .inFlightMax(256)
                .build();
        return Node.connect(network.node(name).options(options).build());
    }

    // Senders.

    /** Has so many more messages put, by both senders at once; the result comes when all were given to the SDK. */
    List<Future<?>> put(int messages) {
        List<Future<?>> putting = new ArrayList<>();
        for (Node sender : senders) {
            long seed = random.nextLong();
            int share = messages / senders.size();
            putting.add(programs.submit(() -> put(sender, share, new Random(seed))));
        }
        return putting;
    }

    private void put(Node sender, int messages, Random chance) {
        for (int i = 0; i < messages; i++) {
            Letter letter = letter(sender, chance);
            letters.put(letter.id(), letter);
            put(sender, letter);
        }
    }

    private Letter letter(Node sender, Random chance) {
        int number = made.incrementAndGet();
        byte[] payload = new byte[number % LARGE_EVERY == 0 ? LARGE : chance.nextInt(SMALL_MAX)];
        chance.nextBytes(payload);
        MessageId id = MessageId.of(ByteBuffer.allocate(MessageId.LENGTH)
                .putLong(chance.nextLong())
                .putLong(chance.nextLong())
                .putLong(number)
                .array());
        Message message = Message.to(RECEIVING.get(chance.nextInt(RECEIVING.size())))
                .type("CD001C-MSG.NCTS")
                .id(id)
                .created(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .priority(chance.nextInt(5) == 0 ? chance.nextInt(10) : 5)
                .payload(payload)
                .build();
        return new Letter(id, sender.id().toString(), message);
    }

    private Put put(Node sender, Letter letter) {
        Put put = sender.put(letter.message());
        put.whenComplete((accepted, failure) -> {
            if (failure == null) {
                note(letter, accepted);
            } else {
                faults.add("put of " + letter + ": " + failure);
            }
        });
        return put;
    }

    private void note(Letter letter, Accepted accepted) {
        letter.answers().add(accepted);
        answered.incrementAndGet();
        if (accepted.isDuplicate()) {
            duplicates.incrementAndGet();
        }
    }

    /** How many puts were answered with an acceptance. */
    int answered() {
        return answered.get();
    }

    /** How many of these answers said that the message had been accepted before. */
    int duplicates() {
        return duplicates.get();
    }

    /** Puts the very same messages again; every one must be known, under its first acceptance. */
    void putEverythingAgain() {
        List<Put> again = new ArrayList<>();
        for (Letter letter : letters.values()) {
            Node sender = senders.stream()
                    .filter(node -> node.id().toString().equals(letter.sender()))
                    .findFirst()
                    .orElseThrow();
            again.add(put(sender, letter));
        }
        for (Put put : again) {
            assertThat(put.await().isDuplicate())
                    .as("%s put again is known", put.id())
                    .isTrue();
        }
    }

    // Receivers.

    private void handedOver(Received received) {
        Letter letter = letters.get(received.id());
        if (letter == null) {
            faults.add("handed over what nobody put: " + received);
            return;
        }
        boolean isWhole = java.util.Arrays.equals(
                received.message().payload(), letter.message().payload());
        letter.handedOver()
                .add(new Letter.Copy(
                        hex(received.evidence().leaf()),
                        received.acceptance().value(),
                        received.isRedelivered(),
                        isWhole && received.evidence().isVerified()));
    }

    private void report(Received received) {
        Report report = received.report().orElseThrow();
        Letter letter = letters.get(report.about().id());
        Letter.Told told = new Letter.Told(
                received.id(),
                hex(report.about().leaf()),
                report.about().acceptance().value());
        if (letter == null) {
            faults.add("a report on what nobody put: " + report);
        } else if (report instanceof Report.CoA) {
            letter.coas().add(told);
        } else if (report instanceof Report.CoD) {
            letter.cods().add(told);
        } else {
            faults.add("unexpected report on " + letter + ": " + report);
        }
        received.acknowledge();
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    // What came of it.

    Collection<Letter> letters() {
        return letters.values();
    }

    Queue<String> faults() {
        return faults;
    }

    /** What the SDKs counted, all together: messages not handed over a second time, and connections. */
    String counts() {
        long suppressed = 0;
        long connections = 0;
        long retried = 0;
        for (Node node : nodes()) {
            NodeCounts counts = node.counts();
            suppressed += counts.suppressed();
            connections += counts.connections();
            retried += counts.retried();
        }
        return connections + " connections, " + retried + " put again by the SDK, " + duplicates
                + " of them known already, " + suppressed + " not handed over a second time";
    }

    private List<Node> nodes() {
        List<Node> all = new ArrayList<>(senders);
        all.addAll(receivers);
        return all;
    }

    /** Waits until every message was accepted, handed over, and reported upon twice; then for a moment for what should not come. */
    void awaitEnd(Duration atMost) {
        await("everything put, taken and reported")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(100))
                .failFast(() -> assertThat(faults).isEmpty())
                .untilAsserted(() -> {
                    assertThat(letters.values())
                            .allSatisfy(letter -> assertThat(letter.answers()).isNotEmpty());
                    assertThat(letters.values())
                            .allSatisfy(
                                    letter -> assertThat(letter.handedOver()).isNotEmpty());
                    assertThat(letters.values())
                            .allSatisfy(letter -> assertThat(letter.coas()).isNotEmpty());
                    assertThat(letters.values())
                            .allSatisfy(letter -> assertThat(letter.cods()).isNotEmpty());
                    for (Node node : nodes()) {
                        assertThat(node.depth("CORE-RCT-QUE.NCTS").messages()).isZero();
                        assertThat(node.depth(REPORTS).messages()).isZero();
                    }
                });
    }

    @Override
    public void close() {
        for (AutoCloseable taker : takers) {
            try {
                taker.close();
            } catch (Exception e) {
                faults.add("closing: " + e);
            }
        }
        nodes().forEach(Node::close);
        programs.shutdownNow();
    }
}
