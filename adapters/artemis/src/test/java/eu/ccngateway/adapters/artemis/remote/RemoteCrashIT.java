package eu.ccngateway.adapters.artemis.remote;

import static eu.ccngateway.gateway.queue.Recorder.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.gateway.queue.CommitFailed;
import eu.ccngateway.gateway.queue.CommitFailed.Outcome;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.Recorder;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.StorageQueue.Lane;
import eu.ccngateway.gateway.queue.Subscription;
import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.gateway.queue.Unit;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker is killed, frozen or away, or the connections to it are cut. */
class RemoteCrashIT {

    private static final int KILLS = 6;
    private static final int CUTS = 40;
    private static final StorageQueue QUEUE = new StorageQueue("CUSTTAX.FR", "QUEUE@CUSTTAX.FR", Lane.NORMAL);

    @TempDir
    private Path directory;

    private final AtomicLong ids = new AtomicLong();

    @Test
    void losesAndDoublesNothingWhenBrokerIsKilled() throws Exception {
        try (Broker broker = BrokerProcess.plain(directory)) {
            broker.start();
            new CrashRounds().killBroker(broker, KILLS);
        }
    }

    @Test
    void losesAndDoublesNothingWhenConnectionsAreCut() throws Exception {
        try (Broker broker = BrokerProcess.plain(directory)) {
            broker.start();
            new CrashRounds().cutConnections(broker, CUTS);
        }
    }

    @Test
    void losesAndDoublesNothingWhenBrokerIsFrozen() throws Exception {
        try (BrokerProcess broker = BrokerProcess.plain(directory)) {
            broker.start();
            new CrashRounds().freezeBroker(broker);
        }
    }

    @Test
    void keepsNothingThatNoBrokerTookInTime() throws Exception {
        try (Broker broker = BrokerProcess.plain(directory);
                DurableQueues queues = open(broker, Duration.ofSeconds(4))) {
            broker.start();
            await().atMost(PATIENCE).until(() -> queues.readiness().ready());
            queues.declare(List.of(QUEUE));
            broker.kill();
            await().atMost(PATIENCE).until(() -> !queues.readiness().ready());
            assertThat(queues.readiness().detail()).contains(broker.address().toString());

            CompletableFuture<Void> stage = commit(queues, Unit.unit(ids).append(QUEUE, ids.incrementAndGet()));

            assertThat(failureOf(stage).outcome()).isEqualTo(Outcome.NOTHING_KEPT);
            broker.start();
            await().atMost(PATIENCE).until(() -> queues.readiness().ready());
            assertThat(queues.peek(QUEUE, 10)).isEmpty();
        }
    }

    @Test
    void settlesWhatIsInDoubtHoweverLongTheBrokerIsAway() throws Exception {
        try (Broker broker = BrokerProcess.plain(directory);
                CuttingProxy proxy = new CuttingProxy(broker.address())) {
            broker.start();
            RemoteSettings settings = RemoteSettings.plain("GW1", "demo.", proxy.address())
                    .withLogin(broker.settings("GW1").login().orElseThrow())
                    .withPatience(Duration.ofSeconds(4));
            try (DurableQueues queues = RemoteArtemis.open(settings, Clock.systemUTC())) {
                await().atMost(PATIENCE).until(() -> queues.readiness().ready());
                queues.declare(List.of(QUEUE));
                long id = ids.incrementAndGet();

                proxy.holdAnswers();
                CompletableFuture<Void> stage = commit(queues, Unit.unit(ids).append(QUEUE, id));
                await().atMost(PATIENCE).until(proxy::isHoldingAnswer);
                proxy.refuse();

                await().during(Duration.ofSeconds(6)).atMost(PATIENCE).until(() -> !stage.isDone());
                proxy.pass();
                await().atMost(PATIENCE).until(stage::isDone);
                boolean isKept = !stage.isCompletedExceptionally();
                await().atMost(PATIENCE).until(() -> queues.readiness().ready());
                assertThat(queues.peek(QUEUE, 10)).hasSize(isKept ? 1 : 0);
            }
        }
    }

    @Test
    void tellsThatOutcomeIsUnknownWhenItIsClosedBeforeABrokerAnswers() throws Exception {
        try (Broker broker = BrokerProcess.plain(directory);
                CuttingProxy proxy = new CuttingProxy(broker.address())) {
            broker.start();
            RemoteSettings settings = RemoteSettings.plain("GW1", "demo.", proxy.address())
                    .withLogin(broker.settings("GW1").login().orElseThrow())
                    .withPatience(Duration.ofSeconds(4));
            CompletableFuture<Void> stage;
            try (DurableQueues queues = RemoteArtemis.open(settings, Clock.systemUTC())) {
                await().atMost(PATIENCE).until(() -> queues.readiness().ready());
                queues.declare(List.of(QUEUE));
                proxy.holdAnswers();
                stage = commit(queues, Unit.unit(ids).append(QUEUE, ids.incrementAndGet()));
                await().atMost(PATIENCE).until(proxy::isHoldingAnswer);
                proxy.refuse();
            }
            assertThat(failureOf(stage).outcome()).isEqualTo(Outcome.UNKNOWN);
        }
    }

    @Test
    void handsOutAgainWhatWasLostWithTheConnection() throws Exception {
        try (Broker broker = BrokerProcess.plain(directory);
                DurableQueues queues = open(broker, PATIENCE)) {
            broker.start();
            queues.declare(List.of(QUEUE));
            long[] entries = {ids.incrementAndGet(), ids.incrementAndGet(), ids.incrementAndGet()};
            commit(queues, Unit.unit(ids).append(QUEUE, entries)).get(60, TimeUnit.SECONDS);
            Recorder recorder = new Recorder();
            Subscription subscription = queues.subscribe(QUEUE, recorder);
            subscription.credit(2);
            List<TakenEntry> before = recorder.awaitTaken(2);
            assertThat(before).noneMatch(TakenEntry::redelivered);

            broker.kill();
            await().atMost(PATIENCE).until(() -> recorder.timesLost() == 1);
            broker.start();
            subscription.credit(3);

            recorder.awaitTaken(5);
            assertThat(recorder.ids().subList(2, 5)).containsExactly(entries[0], entries[1], entries[2]);
            assertThat(recorder.taken().subList(2, 5))
                    .extracting(TakenEntry::redelivered)
                    .containsExactly(true, true, false);
            assertThat(failureOf(commit(queues, Unit.unit(ids).remove(before))).outcome())
                    .isEqualTo(Outcome.NOTHING_KEPT);
        }
    }

    private static DurableQueues open(Broker broker, Duration patience) {
        return RemoteArtemis.open(broker.settings("GW1").withPatience(patience), Clock.systemUTC());
    }

    private static CompletableFuture<Void> commit(DurableQueues queues, Unit unit) {
        return queues.commit(unit.work()).toCompletableFuture();
    }

    private static CommitFailed failureOf(CompletableFuture<Void> stage) throws Exception {
        try {
            stage.get(60, TimeUnit.SECONDS);
            throw new AssertionError("the commit was kept");
        } catch (ExecutionException e) {
            return (CommitFailed) e.getCause();
        }
    }
}
