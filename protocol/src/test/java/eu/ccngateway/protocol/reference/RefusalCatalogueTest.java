package eu.ccngateway.protocol.reference;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalCatalogueTest {

    @Test
    void numbersAreUniqueAndInOrder() {
        assertThat(Arrays.stream(RefusalCode.values()).map(RefusalCode::number))
                .doesNotHaveDuplicates()
                .isSorted()
                .allSatisfy(number -> assertThat(number).isBetween(101, 999));
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatItMeansAndWhatToDo(RefusalCode code) {
        assertThat(code.meaning()).matches("[A-Z][^|\n]+\\.");
        assertThat(code.remedy()).matches("[A-Z][^|\n]+\\.");
        assertThat(RefusalCode.of(code.number())).contains(code);
    }

    @Test
    void aNumberOfANewerPeerIsNoError() {
        assertThat(RefusalCode.of(999)).isEmpty();
        assertThat(RefusalCode.of(0)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isThrownWithItsReasonAndWithoutAStack(RefusalCode code) {
        RefusedException refused = new RefusedException(code, "queue: X (expected: Y)");

        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.reason()).isEqualTo("queue: X (expected: Y)");
        assertThat(refused).hasToString(code.number() + " " + code + ": queue: X (expected: Y)");
        assertThat(refused.getStackTrace()).isEmpty();
    }
}
