package eu.ccngateway.gateway.simulation;

import static eu.ccngateway.gateway.testkit.DemoNetwork.DE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.gateway.config.SessionConfig;
import eu.ccngateway.gateway.queue.LeakWatch;
import eu.ccngateway.gateway.queue.MemoryQueues;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.testkit.Stock;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.protocol.wire.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nodes that put, put again, take, acknowledge, roll back and vanish at random, on a gateway whose store fails and which
 * crashes at random. In the end everything was delivered exactly once, and every report says the truth.
 *
 * <p>What is random follows from a seed, named by every failure; {@code -Dsimulation.seed=...} plays one again. Threads
 * interleave as they like.
 */
@ExtendWith(LeakWatch.class)
class SimulationTest {

    private static final int STEPS = 250;

    @TempDir
    Path directory;

    private final List<String> history = new ArrayList<>();
    private final List<Player> players = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private Random random;
    private TestGateway gateway;

    static LongStream seeds() {
        Long given = Long.getLong("simulation.seed");
        return given != null ? LongStream.of(given) : new Random().longs(3);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void deliversEverythingExactlyOnceAndReportsTheTruth(long seed) {
        random = new Random(seed);
        SessionConfig patient =
                new SessionConfig(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMillis(300), 1_000);
        gateway = TestGateway.in(directory).sessions(patient).start();
        try {
            for (String name : List.of(FR, FR, IE, IE, DE)) {
                players.add(new Player(name, ledger, random));
            }
            players.forEach(player -> player.connect(gateway));
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            finish();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed " + seed + " after " + history.subList(Math.max(0, history.size() - 40), history.size()), e);
        } finally {
            gateway.close();
        }
    }

    private void step() {
        Player player = players.get(random.nextInt(players.size()));
        int what = random.nextInt(100);
        if (what < 25) {
            does(player, "puts");
            player.put(destinations(player));
        } else if (what < 32) {
            putAgain(player);
        } else if (what < 45) {
            does(player, "reads its answers");
            player.readAnswers();
        } else if (what < 65) {
            does(player, "takes " + player.take(1 + random.nextInt(20)));
        } else if (what < 78) {
            does(player, "acknowledges");
            player.settleSome(Outcome.ACKNOWLEDGE);
        } else if (what < 82) {
            does(player, "rolls back");
            player.settleSome(random.nextBoolean() ? Outcome.ROLLBACK : Outcome.RELEASE);
        } else if (what < 90) {
            does(player, "takes " + player.takeReports() + " reports");
        } else if (what < 94) {
            does(player, "vanishes");
            player.drop(gateway);
        } else if (what < 97) {
            storeFails(player);
        } else {
            crash();
        }
    }

    private void does(Player player, String what) {
        history.add(player.name() + " " + what);
    }

    private List<String> destinations(Player from) {
        return players.stream()
                .filter(player -> !player.name().equals(from.name()))
                .map(player -> player.queue("CORE"))
                .distinct()
                .toList();
    }

    private void putAgain(Player player) {
        List<Ledger.Entry> own = ledger.all().stream()
                .filter(entry -> entry.sender.equals(player.name()))
                .toList();
        if (!own.isEmpty()) {
            does(player, "puts again");
            player.putAgain(own.get(random.nextInt(own.size())));
        }
    }

    /** For the time of a few things done. */
    private void storeFails(Player player) {
        history.add("the store fails");
        gateway.memory().fail("disk full");
        player.put(destinations(player));
        player.settleSome(Outcome.ACKNOWLEDGE);
        players.forEach(Player::readAnswers);
        gateway.memory().fail("");
    }

    private void crash() {
        boolean isBrokerAway = random.nextInt(3) == 0;
        history.add(isBrokerAway ? "broker and gateway crash" : "the gateway crashes");
        for (Player player : players) {
            // Some things are on their way when it happens.
            if (random.nextBoolean()) {
                player.put(destinations(player));
            }
            if (player.holdsSomething() && random.nextBoolean()) {
                player.acknowledgeBlindly();
            }
        }
        if (isBrokerAway) {
            gateway.memory().disconnect(random.nextBoolean() ? MemoryQueues.Fate.KEPT : MemoryQueues.Fate.FORGOTTEN);
        }
        gateway.crash();
        players.forEach(player -> player.connect(gateway));
    }

    /** Everybody finishes what he began. */
    private void finish() {
        history.add("finish");
        players.forEach(Player::readAnswers);
        for (Ledger.Entry entry : ledger.unaccepted()) {
            Player sender = players.stream()
                    .filter(player -> player.name().equals(entry.sender))
                    .findFirst()
                    .orElseThrow();
            sender.putAgain(entry);
            sender.readAnswers();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            players.forEach(player -> {
                player.take(100);
                player.acknowledgeAll();
                player.takeReports();
            });
            return players.stream()
                    .allMatch(player -> depth(player.queue("CORE")) == 0 && depth(player.queue("REPORT")) == 0);
        });
        ledger.checkAllIsDone();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(gateway.memory().countMessages(StorageQueue.PROGRESS))
                        .as("entries about parcels that are gone")
                        .isZero());
        Stock left = Stock.of(gateway.memory(), gateway.gateway().network());
        assertThat(left.messages()).isZero();
        assertThat(left.reports()).isZero();
    }

    private long depth(String queue) {
        return gateway.gateway().room().depth(eu.ccngateway.protocol.message.QueueAddress.parse(queue));
    }
}
