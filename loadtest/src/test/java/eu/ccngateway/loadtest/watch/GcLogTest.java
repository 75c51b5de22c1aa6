package eu.ccngateway.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcLogTest {

    @TempDir
    Path directory;

    @Test
    void addsUpPausesAndReadsOnFromWhereItWas() throws Exception {
        Path file = Files.writeString(directory.resolve("gc.log"), """
                [0.004s][info][gc] Using G1
                [0.310s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 23M->4M(252M) 3.125ms
                [0.900s][info][gc] GC(1) Concurrent Mark Cycle 12.000ms
                [1.100s][info][gc] GC(2) Pause Remark 60M->60M(252M) 1.5""");
        GcLog log = new GcLog(file);

        assertThat(log.pausesMs()).isCloseTo(3.125, within(1e-9));
        Files.writeString(file, "00ms\n", StandardOpenOption.APPEND);
        assertThat(log.pausesMs()).isCloseTo(4.625, within(1e-9));
        assertThat(log.pausesMs()).isCloseTo(4.625, within(1e-9));
    }

    @Test
    void isNegativeWithoutAFile() {
        assertThat(new GcLog(directory.resolve("none")).pausesMs()).isNegative();
    }
}
