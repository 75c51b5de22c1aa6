package eu.ccngateway.loadtest.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ProfileFileTest {

    static final List<String> NAMES = ProfileFile.NAMES;

    @TempDir
    Path directory;

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyProfileThatComesWithTheProgramIsReadUnderItsName(String name) {
        TrafficProfile profile = ProfileFile.read(name);

        assertThat(profile.name()).isEqualTo(name);
        assertThat(profile.deck()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"transit", "europe", "fan-out", "rush-hour"})
    void whatStandsForEuropeHasThePublishedMean(String name) {
        assertThat(ProfileFile.read(name).sizes().mean()).isCloseTo(4_670, within(1.0));
    }

    @Test
    void readsAUsersFile() throws Exception {
        Path file = Files.writeString(
                directory.resolve("mine.yaml"),
                ProfileFile.shipped("rush-hour")
                        .replace("every: 20 s", "every: 500 ms")
                        .replace("length: 2 s", "length: 100 ms"));

        assertThat(ProfileFile.read(file.toString()).rhythm().burstEvery()).isEqualTo(Duration.ofMillis(500));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arrivals: even|arivals: even|arrivals: missing",
                "destinations: next|destinations: everywhere|expected: [next, all]",
                "{ distribution: fixed, bytes: 4670 }|{ distribution: gauss }|expected: fixed, uniform or lognormal",
                "{ distribution: fixed, bytes: 4670 }|{ distribution: fixed, bytes: many }|expected: a number",
                "{ distribution: fixed, bytes: 4670 }|{ distribution: fixed, bytes: 5, mean: 6 }|unknown [mean]",
                "priorities: { 5: 1 }|priorities: { 12: 1 }|expected: 0 to 9",
                "NCTS: { share: 1,|NCTS: { share: -1,|expected: at least one share above 0",
                "profile: transit|[profile|not YAML",
            })
    void saysWhatIsWrongAndWhere(String good, String bad, String expected) {
        String yaml = ProfileFile.shipped("transit").replace(good, bad);
        assertThat(yaml).contains(bad);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProfileFile.parse("mine.yaml", yaml))
                .withMessageStartingWith("mine.yaml")
                .withMessageContaining(expected);
    }

    @Test
    void refusesAliasesThatWouldMultiply() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProfileFile.parse("bomb.yaml", "a: &a [1, 1]\nb: &b [*a, *a]\nc: [*b, *b]\n"));
    }

    @Test
    void namesTheProfilesThereAreWhenOneIsNot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProfileFile.read("eurpoe"))
                .withMessageContaining("'eurpoe'")
                .withMessageContaining("europe");
    }
}
