package eu.ccngateway.launcher.crash;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.adapters.artemis.embedded.EmbeddedArtemis;
import eu.ccngateway.adapters.artemis.embedded.EmbeddedSettings;
import eu.ccngateway.launcher.testnet.TestNetwork;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's process is killed again and again under load, with the broker in it. */
class GatewayKilledIT {

    private static final int ROUNDS = 3;
    private static final int MESSAGES = 1_500;
    private static final int START_MAX_US = 3_000_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void neitherLosesNorDoublesAnythingWhenItsProcessIsKilledUnderLoad() throws Exception {
        try (TestNetwork network = TestNetwork.in(directory)
                .with("storage: { embedded: { journal-file: 16 MiB, min-free: 0 } }")
                .start()) {
            CrashRun run = new CrashRun(network);
            run.rounds(ROUNDS, MESSAGES, blow -> killGateway(network, blow));
            run.audit();

            EmbeddedSettings left =
                    EmbeddedSettings.in(network.data().resolve("queues")).withMinFreeBytes(0);
            try (EmbeddedArtemis queues = EmbeddedArtemis.open(left)) {
                assertThat(StoredQueues.notEmpty(queues, network.directory().resolve("network.yaml")))
                        .as("queues that are not empty")
                        .isEmpty();
            }
        }
    }

    private static void killGateway(TestNetwork network, CrashRun run) {
        run.kill(network::kill);
        if (run.random().nextInt(3) == 0) {
            // Once more, while it takes up what was left.
            network.begin();
            run.pause(START_MAX_US);
            run.kill(network::kill);
        }
        network.start();
    }
}
