package eu.ccngateway.protocol.reference;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.protocol.wire.Frame;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Frames recorded once are read and written the same ever after. */
class GoldenFramesTest {

    @Test
    void readsAndWritesTheSameBytesAsEver() throws IOException {
        if (Boolean.getBoolean("promise")) {
            GoldenFrame.fillIn();
        }
        for (GoldenFrame golden : GoldenFrame.all()) {
            assertThat(golden.wire())
                    .as("%s: fill in its bytes, see the file's head", golden)
                    .isPresent();
            byte[] wire = golden.wire().orElseThrow();

            FrameBytes.Read read = FrameBytes.read(wire);

            assertThat(read.head()).isEqualTo(golden.head());
            assertThat(read.tail()).isEqualTo(golden.tail());
            assertThat(FrameBytes.of(read.head(), read.tail())).as("%s", golden).isEqualTo(wire);
        }
    }

    @Test
    void haveOneOfEveryKind() throws IOException {
        Set<Frame.BodyCase> seen = EnumSet.of(Frame.BodyCase.BODY_NOT_SET);
        for (GoldenFrame golden : GoldenFrame.all()) {
            seen.add(golden.head().getBodyCase());
        }

        assertThat(seen).containsExactlyInAnyOrder(Frame.BodyCase.values());
    }
}
