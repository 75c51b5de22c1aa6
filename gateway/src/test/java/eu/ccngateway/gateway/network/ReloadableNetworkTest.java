package eu.ccngateway.gateway.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadableNetworkTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void writeTheUsualNetwork() throws Exception {
        file = Files.writeString(directory.resolve("network.yaml"), Networks.USUAL);
    }

    @Test
    void refusesToStartWithABadFile() throws Exception {
        Files.writeString(file, "network: demo");

        assertThatThrownBy(() -> ReloadableNetwork.open(file)).isInstanceOf(NetworkFileInvalid.class);
    }

    @Test
    void leavesThingsAloneWhileTheFileSaysTheSame() throws Exception {
        ReloadableNetwork network = ReloadableNetwork.open(file);
        NetworkPolicy first = network.get();
        Files.writeString(file, Networks.USUAL);

        assertThat(network.reload()).isInstanceOf(Reload.Unchanged.class);
        assertThat(network.get()).isSameAs(first);
    }

    @Test
    void replacesThePolicyAndTellsListenersBeforeAndAfter() throws Exception {
        ReloadableNetwork network = ReloadableNetwork.open(file);
        List<String> told = new ArrayList<>();
        network.addListener(new NetworkListener() {
            @Override
            public void prepare(NetworkPolicy old, NetworkPolicy next) {
                told.add("prepare " + (network.get() == old));
            }

            @Override
            public void changed(NetworkPolicy old, NetworkPolicy next) {
                told.add("changed " + (network.get() == next));
            }
        });
        Files.writeString(file, Networks.USUAL + "  NICA.IE@CUSTTAX.IE: { applications: [ECS] }\n");

        assertThat(network.reload()).isInstanceOf(Reload.Replaced.class);
        assertThat(network.get().nodes()).hasSize(5);
        assertThat(told).containsExactly("prepare true", "changed true");
    }

    @Test
    void keepsTheLastGoodPolicyAndReportsABadFileOnce() throws Exception {
        ReloadableNetwork network = ReloadableNetwork.open(file);
        NetworkPolicy first = network.get();
        Files.writeString(file, Networks.USUAL.replace("environment", "enviroment"));

        assertThat(network.reload())
                .isInstanceOfSatisfying(
                        Reload.Rejected.class,
                        rejected -> assertThat(rejected.faults()).isNotEmpty());
        assertThat(network.get()).isSameAs(first);
        assertThat(network.reload()).isInstanceOf(Reload.Unchanged.class);
    }

    @Test
    void keepsTheLastGoodPolicyWhileTheFileIsGone() throws Exception {
        ReloadableNetwork network = ReloadableNetwork.open(file);
        Files.delete(file);

        assertThat(network.reload()).isInstanceOf(Reload.Rejected.class);
        assertThat(network.get().network()).isEqualTo("demo");

        Files.writeString(file, Networks.USUAL);
        assertThat(network.reload()).isInstanceOf(Reload.Replaced.class);
    }

    @Test
    void refusesAnotherEnvironmentWhileRunning() throws Exception {
        ReloadableNetwork network = ReloadableNetwork.open(file);
        Files.writeString(file, Networks.USUAL.replace("RCT", "PROD"));

        assertThat(network.reload())
                .isInstanceOfSatisfying(
                        Reload.Rejected.class,
                        rejected -> assertThat(rejected.faults().get(0).toString())
                                .contains("expected: demo, RCT as before"));
    }

    @Test
    void triesAgainWhenAListenerCouldNotPrepare() throws Exception {
        ReloadableNetwork network = ReloadableNetwork.open(file);
        AtomicBoolean isBroken = new AtomicBoolean(true);
        network.addListener(new NetworkListener() {
            @Override
            public void prepare(NetworkPolicy old, NetworkPolicy next) {
                if (isBroken.get()) {
                    throw new IllegalStateException("storage is away");
                }
            }
        });
        Files.writeString(file, Networks.USUAL + "limits: { queue-depth: 7 }\n");

        assertThat(network.reload()).isInstanceOf(Reload.Rejected.class);
        isBroken.set(false);
        assertThat(network.reload()).isInstanceOf(Reload.Replaced.class);
    }

    @Test
    void watchesTheFile() throws Exception {
        ReloadableNetwork network = ReloadableNetwork.open(file);
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        try {
            network.watch(scheduler, Duration.ofMillis(10));
            Files.writeString(file, Networks.USUAL + "limits: { queue-depth: 7 }\n");

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> network.get().limits("CUSTTAX.FR").queueDepth() == 7);
        } finally {
            scheduler.shutdownNow();
        }
    }
}
