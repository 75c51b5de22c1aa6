package eu.ccngateway.protocol.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node built yesterday still understands the gateway of today, and is understood. */
class WireCompatibilityTest {

    private static final String COMMAND =
            "mvn -q -pl protocol test -Dtest=WireCompatibilityTest,GoldenFramesTest -Dpromise=true";

    @Test
    void keepsEveryFieldEnumValueAndRefusalThatWasPromised() {
        List<String> gone = new ArrayList<>(WireSnapshot.promised());
        gone.removeAll(WireSnapshot.now());

        assertThat(gone)
                .as("removed, renumbered, renamed or of another type: old nodes break. Put it back; say new things with"
                        + " new numbers (README.md, section 14)")
                .isEmpty();
    }

    @Test
    void promisesEverythingThatIsThere() {
        List<String> fresh = new ArrayList<>(WireSnapshot.now());
        fresh.removeAll(WireSnapshot.promised());
        if (Boolean.getBoolean("promise")) {
            WireSnapshot.promise(fresh);
            return;
        }

        assertThat(fresh)
                .as("new, and from now on for ever; explain it in README.md, then: %s", COMMAND)
                .isEmpty();
    }

    @Test
    void promisesNothingTwice() {
        assertThat(WireSnapshot.promised()).doesNotHaveDuplicates();
    }
}
