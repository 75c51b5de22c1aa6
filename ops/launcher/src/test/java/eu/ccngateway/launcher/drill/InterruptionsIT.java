package eu.ccngateway.launcher.drill;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.launcher.Shell;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.monitoring.replay.Interruptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionsIT {

    @TempDir
    private Path directory;

    @Test
    void measuresHowLongASenderWaitsForARestart() throws Exception {
        Path file = directory.resolve("interruptions.csv");
        Shell.Result result = new Shell()
                .run("sla", "interruptions", "--restarts", "2", "--file", file.toString(), "--output", "json");

        assertThat(result.code()).as(result.err()).isZero();
        Interruptions measured = Interruptions.read(file);
        assertThat(measured.count()).isEqualTo(2);
        assertThat(measured.millis()).as("a JVM does not start in less").allMatch(ms -> ms > 200);
        assertThat(Json.readObject(result.lines().get(0)))
                .containsEntry("restarts", 2L)
                .containsEntry("maxSeconds", measured.maxSeconds().doubleValue());
    }
}
