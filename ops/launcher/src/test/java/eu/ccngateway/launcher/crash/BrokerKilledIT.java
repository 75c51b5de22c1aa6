package eu.ccngateway.launcher.crash;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.adapters.artemis.remote.BrokerAddress;
import eu.ccngateway.adapters.artemis.remote.RemoteArtemis;
import eu.ccngateway.adapters.artemis.remote.RemoteSettings;
import eu.ccngateway.launcher.testnet.TestBroker;
import eu.ccngateway.launcher.testnet.TestNetwork;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A broker outside the gateway is killed again and again under load: alone, so that the gateway lives on, and with it. */
class BrokerKilledIT {

    private static final int ROUNDS = 3;
    private static final int MESSAGES = 1_000;
    private static final int AWAY_MAX_US = 2_000_000;
    private static final Duration LONG_AWAY = Duration.ofSeconds(8);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void neitherLosesNorDoublesNorForgetsAnythingWhenTheBrokerIsAwayForLongerThanAnybodyWaits() throws Exception {
        Duration patience = Duration.ofSeconds(6);
        try (TestBroker broker = new TestBroker(directory).start();
                TestNetwork network =
                        TestNetwork.in(directory).with(broker.storage(patience)).start()) {
            CrashRun run = new CrashRun(network);
            run.rounds(1, 2 * MESSAGES, blow -> {
                blow.kill(broker::kill);
                CrashRun.pause(LONG_AWAY);
                broker.start();
            });
            run.audit();
        }
    }

    @Test
    void neitherLosesNorDoublesAnythingWhenTheBrokerIsKilledUnderLoad() throws Exception {
        try (TestBroker broker = new TestBroker(directory).start();
                TestNetwork network = TestNetwork.in(directory)
                        .with(broker.storage(Duration.ofMinutes(1)))
                        .start()) {
            CrashRun run = new CrashRun(network);
            run.rounds(ROUNDS, MESSAGES, blow -> {
                if (blow.random().nextInt(4) == 0) {
                    killBoth(network, broker, blow);
                } else {
                    killBroker(broker, blow);
                }
            });
            run.audit();

            RemoteSettings settings =
                    RemoteSettings.plain("audit", TestBroker.PREFIX, BrokerAddress.parse(broker.address()));
            try (RemoteArtemis queues = RemoteArtemis.open(settings, Clock.systemUTC())) {
                assertThat(StoredQueues.notEmpty(queues, network.directory().resolve("network.yaml")))
                        .as("queues that are not empty")
                        .isEmpty();
            }
        }
    }

    private static void killBroker(TestBroker broker, CrashRun run) {
        run.kill(broker::kill);
        if (run.random().nextBoolean()) {
            run.pause(AWAY_MAX_US);
        }
        broker.start();
    }

    private static void killBoth(TestNetwork network, TestBroker broker, CrashRun run) {
        if (run.random().nextBoolean()) {
            run.kill(broker::kill);
            run.kill(network::kill);
        } else {
            run.kill(network::kill);
            run.kill(broker::kill);
        }
        broker.start();
        network.start();
    }
}
