package eu.ccngateway.loadtest.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RhythmTest {

    private static double mean(Rhythm rhythm, int seconds) {
        return IntStream.range(0, seconds * 100)
                .mapToDouble(i -> rhythm.factor(i / 100.0))
                .average()
                .orElseThrow();
    }

    @Test
    void aDayHasTheMeanRateAndItsBusyHours() {
        Rhythm day = ProfileFile.read("europe").rhythm();

        assertThat(mean(day, 120)).isCloseTo(1, within(0.01));
        assertThat(day.factor(120 * 9.5 / 24)).isGreaterThan(5 * day.factor(120 * 2.5 / 24));
        assertThat(day.factor(1200 + 57)).as("the eleventh day is as the first").isEqualTo(day.factor(57));
    }

    @Test
    void burstsKeepTheMean() {
        Rhythm bursts = ProfileFile.read("rush-hour").rhythm();

        assertThat(mean(bursts, 200)).isCloseTo(1, within(0.01));
        assertThat(bursts.factor(20.5) / bursts.factor(5)).isCloseTo(5, within(0.001));
    }

    @Test
    void refusesADayOfAnyOtherLength() {
        List<Double> hours = Collections.nCopies(23, 1.0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rhythm(
                        false, hours, Duration.ofSeconds(1), 1, Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .withMessageContaining("23 numbers");
    }
}
