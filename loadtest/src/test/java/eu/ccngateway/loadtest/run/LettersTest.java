package eu.ccngateway.loadtest.run;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.loadtest.traffic.ProfileFile;
import eu.ccngateway.loadtest.traffic.Sizes;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LettersTest {

    private final Letters letters = new Letters(ProfileFile.read("europe"), Map.of(3, Sizes.fixed(Sizes.PAYLOAD_MAX)));

    private byte[] payload(int sender, long number) {
        ByteBuffer view = letters.payload(sender, number);
        byte[] bytes = new byte[view.remaining()];
        view.get(bytes);
        return bytes;
    }

    @Test
    void knowsWhatEveryMessageHolds() {
        for (long number = 0; number < 1_000; number++) {
            assertThat(letters.isPayload(1, number, payload(1, number))).isTrue();
        }
    }

    @Test
    void isNotTakenInByThePayloadOfAnotherMessage() {
        assertThat(letters.isPayload(1, 7, payload(1, 8))).isFalse();
        assertThat(letters.isPayload(1, 7, payload(2, 7))).isFalse();
    }

    @Test
    void seesOneBitThatWasChanged() {
        byte[] payload = payload(0, 5);
        payload[payload.length / 2] ^= 1;

        assertThat(letters.isPayload(0, 5, payload)).isFalse();
    }

    @Test
    void oneSenderMayHaveOtherSizes() {
        assertThat(letters.payload(3, 0).remaining()).isEqualTo(Sizes.PAYLOAD_MAX);
        assertThat(letters.payload(2, 0).remaining()).isLessThan(300_000);
    }
}
