package eu.ccngateway.loadtest.year;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import eu.ccngateway.loadtest.run.LoadPlan;
import eu.ccngateway.loadtest.traffic.Rhythm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedYearTest {

    @ParameterizedTest
    @CsvSource({"2017,5264.5,137.87,434800", "2018,5023.3,183.57,578900", "2019,4669.7,218.86,690200"})
    void derivesTheKnownFigures(int year, double meanBytes, double rate, long scaled) {
        PublishedYear published = PublishedYear.of(year);
        LoadPlan plan = new YearRun(published, 10_000, 0).plan(28);

        assertThat(published.meanBytes()).isCloseTo(meanBytes, within(0.05));
        assertThat(published.messages() / PublishedYear.SECONDS).isCloseTo(rate, within(0.005));
        assertThat(plan.span().messages()).isEqualTo(scaled);
        assertThat(plan.profile().sizes().mean()).isCloseTo(meanBytes, within(1.5));
    }

    @ParameterizedTest
    @CsvSource({"2017", "2018", "2019"})
    void sharesAddUpToAll(int year) {
        assertThat(PublishedYear.of(year).shares().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void theDeclaredMixGrowsByThePublishedTotal() {
        double messages = PublishedYear.APPLICATIONS.stream()
                .mapToDouble(application -> application.share() * (1 + PublishedYear.growth(application)))
                .sum();

        assertThat(messages).isCloseTo(6_902.0 / 5_789, within(1e-9));
        assertThat(PublishedYear.of(2019).shares().get("SURV") * 6_902 / (0.08 * 5_789) - 1)
                .isCloseTo(-0.4388, within(1e-9));
    }

    @Test
    void aCompressedYearKeepsItsRateAndItsDays() {
        LoadPlan plan = new YearRun(PublishedYear.of(2019), 10_000, 100_000).plan(28);

        assertThat(plan.pace().ratePerSecond()).isCloseTo(2_188.6, within(0.1));
        assertThat(plan.profile().rhythm().day().toMillis()).isEqualTo(864);
        assertThat(new YearRun(PublishedYear.of(2019), 10_000, 0)
                        .plan(28)
                        .profile()
                        .rhythm())
                .isEqualTo(Rhythm.EVEN);
    }

    @Test
    void knowsThreeYears() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublishedYear.of(2020))
                .withMessageContaining("2020")
                .withMessageContaining("2017, 2018 or 2019");
    }
}
