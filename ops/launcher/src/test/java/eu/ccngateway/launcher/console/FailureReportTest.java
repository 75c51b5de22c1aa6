package eu.ccngateway.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class FailureReportTest {

    @Test
    void givesEachKindOfFailureItsCode() {
        assertThat(FailureReport.code(new CommandFailed(ExitCode.NOT_VERIFIED, "x")))
                .isEqualTo(ExitCode.NOT_VERIFIED);
        assertThat(FailureReport.code(new RefusedException(RefusalCode.STALE, "x")))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(FailureReport.code(new ConnectException("x"))).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(FailureReport.code(new IllegalArgumentException("x"))).isEqualTo(ExitCode.USAGE);
        assertThat(FailureReport.code(new IOException("x"))).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void numbersTheCodesAsPromised() {
        assertThat(ExitCode.values()).extracting(ExitCode::number).containsExactly(0, 1, 2, 3, 4, 5);
    }
}
