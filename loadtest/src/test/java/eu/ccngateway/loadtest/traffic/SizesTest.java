package eu.ccngateway.loadtest.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {

    @ParameterizedTest
    @CsvSource({"4670,2400,262144", "5265,2685,262144", "200000,20000,4194304", "4670,500,20971520"})
    void logNormalSizesHaveTheStatedMeanAfterTheCut(int mean, int median, int max) {
        Sizes sizes = Sizes.lognormal(mean, median, max);

        assertThat(sizes.mean()).isCloseTo(mean, within(1.0));
        assertThat(sizes.largest()).isLessThanOrEqualTo(max);
        assertThat(LongStream.range(0, 16_384).filter(n -> sizes.at(n) < mean).count())
                .as("most are smaller than the mean")
                .isGreaterThan(16_384 / 2);
    }

    @Test
    void uniformSizesReachBothEnds() {
        Sizes sizes = Sizes.uniform(200, 800);

        assertThat(sizes.mean()).isCloseTo(500, within(1.0));
        assertThat(LongStream.range(0, 20_000).mapToInt(sizes::at))
                .contains(200, 800)
                .allMatch(size -> size >= 200);
    }

    @Test
    void drawsTheSameInEveryRun() {
        assertThat(LongStream.range(0, 100).mapToInt(Sizes.lognormal(4_670, 2_400, 9_999)::at))
                .containsExactlyElementsOf(LongStream.range(0, 100)
                        .mapToInt(Sizes.lognormal(4_670, 2_400, 9_999)::at)
                        .boxed()
                        .toList());
    }

    @Test
    void refusesWhatTheNetworkDoesNotTake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sizes.fixed((20 << 20) + 1))
                .withMessageContaining("20971521")
                .withMessageContaining("0 to 20971520");
        assertThatIllegalArgumentException().isThrownBy(() -> Sizes.lognormal(100, 100, 1_000));
    }
}
