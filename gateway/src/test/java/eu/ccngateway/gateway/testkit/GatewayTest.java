package eu.ccngateway.gateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.gateway.queue.LeakWatch;
import eu.ccngateway.gateway.queue.MemoryQueues;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.PutResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A test with a gateway in memory. When it is over the sums must hold: everything received was accounted for, what was
 * stored and has not ended is in the storage, and every queue is as deep as the gateway believes.
 */
@ExtendWith({LeakWatch.class, SeenRefusals.class})
public abstract class GatewayTest {

    @TempDir
    protected Path directory;

    private Optional<TestGateway> running = Optional.empty();

    protected final TestGateway start() {
        return start(settings -> settings);
    }

    protected final TestGateway start(UnaryOperator<TestGateway.Settings> change) {
        TestGateway gateway = change.apply(TestGateway.in(directory)).start();
        running = Optional.of(gateway);
        return gateway;
    }

    /** A gateway with this network file. */
    protected final TestGateway startWith(String network) {
        return start(settings -> settings.network(network));
    }

    @AfterEach
    final void closeAndCheckTheLaws() {
        if (running.isEmpty()) {
            return;
        }
        TestGateway gateway = running.get();
        if (gateway.hasCrashed()) {
            gateway.close();
            return;
        }
        try {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(gateway.observer().unaccounted())
                            .as("received, less stored, refused and answered again: %s", gateway.observer())
                            .isZero());
        } finally {
            NetworkPolicy network = gateway.gateway().network();
            gateway.close();
            if (gateway.isInMemory()) {
                checkStock(gateway, network);
            }
        }
    }

    private static void checkStock(TestGateway gateway, NetworkPolicy network) {
        MemoryQueues left = gateway.memory().crash();
        Stock stock = Stock.of(left, network);
        assertThat(stock.messages())
                .as("messages in the storage: %s", gateway.observer())
                .isEqualTo(gateway.observer().remaining());
        network.queues()
                .forEach(queue -> assertThat(gateway.gateway().room().depth(queue.address()))
                        .as("depth of %s", queue.address())
                        .isEqualTo(stock.inQueues().getOrDefault(queue.address(), 0L)));
    }

    // What tests say often.

    protected static RefusalCode refusal(PutResult result) {
        assertThat(result.hasRefused()).as("refused: %s", result).isTrue();
        return RefusalCode.of(result.getRefused().getCode()).orElseThrow();
    }

    protected static void assertAccepted(PutResult result) {
        assertThat(result.getAcceptance()).as("acceptance of %s", result).isNotZero();
    }

    protected static RefusalCode refusal(ThrowingCallable request) {
        try {
            request.call();
        } catch (RefusedException e) {
            return e.code();
        } catch (Throwable e) {
            throw new AssertionError("expected a refusal", e);
        }
        throw new AssertionError("expected a refusal");
    }

    /** So many messages, in as many gets as it takes. */
    protected static List<Taken> takeAll(RawNode node, String queue, int count) {
        List<Taken> all = new ArrayList<>();
        while (all.size() < count) {
            List<Taken> more = node.get(queue, count - all.size(), 30_000);
            assertThat(more).as("after %s of %s messages", all.size(), count).isNotEmpty();
            all.addAll(more);
        }
        return all;
    }

    protected static List<String> texts(List<Taken> taken) {
        return taken.stream().map(Taken::text).toList();
    }

    protected static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(assertion);
    }
}
