package eu.ccngateway.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import eu.ccngateway.protocol.seal.Sha256;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepAccountTest {

    @TempDir
    Path directory;

    @Test
    void givesASampleToTheKindOfWorkNearestToTheTop() {
        List<String> stack = List.of(
                "java.util.Arrays.copyOf",
                "sun.security.provider.SHA2.implCompress",
                "eu.ccngateway.protocol.seal.Sha256.add",
                "eu.ccngateway.gateway.exchange.Verifier.verify",
                "io.netty.channel.nio.NioEventLoop.run");

        assertThat(StepAccount.work(stack)).isEqualTo("hash");
        assertThat(StepAccount.ours(stack)).isEqualTo("protocol.seal");
        assertThat(StepAccount.work(List.of("java.util.HashMap.get"))).isEqualTo("JVM and rest");
        assertThat(StepAccount.ours(List.of("java.util.HashMap.get"))).isEqualTo("none of ours");
    }

    @Test
    void findsWhatAProcessWasBusyWith() throws Exception {
        Path file = directory.resolve("busy.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(5));
            recording.start();
            byte[] bytes = new byte[1 << 20];
            long end = System.nanoTime() + Duration.ofMillis(800).toNanos();
            while (System.nanoTime() < end) {
                bytes[0] ^= Sha256.of(bytes)[0];
            }
            recording.stop();
            recording.dump(file);
        }

        StepAccount account = StepAccount.of(file);

        assertThat(account.samples()).isPositive();
        assertThat(account.byWork()).containsKey("hash");
        assertThat(account.byWork().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, within(1e-9));
    }
}
