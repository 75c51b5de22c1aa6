package eu.ccngateway.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessFiguresTest {

    @Test
    void readsThisProcess() {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "no /proc here: NOT TESTED");
        ProcessFigures figures =
                ProcessFigures.of(ProcessHandle.current().pid()).orElseThrow();

        assertThat(figures.cpuNanos()).isPositive();
        assertThat(figures.residentBytes()).isGreaterThan(1 << 20);
        assertThat(ProcessFigures.jdkOf(ProcessHandle.current().pid()))
                .hasValueSatisfying(version -> assertThat(version)
                        .startsWith(Integer.toString(Runtime.version().feature())));
    }

    @Test
    void isEmptyForAProcessThatIsNotThere() {
        assertThat(ProcessFigures.of(Long.MAX_VALUE)).isEmpty();
        assertThat(ProcessFigures.jdkOf(Long.MAX_VALUE)).isEmpty();
    }
}
