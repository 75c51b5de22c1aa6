package eu.ccngateway.launcher.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.launcher.prometheus.Expressions.Rule;
import eu.ccngateway.launcher.testnet.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of {@code ops/prometheus}, as far as they can be judged without a network. */
class PrometheusRulesTest {

    private static final Path HOME = Expressions.OPS.resolve("prometheus");

    private static void promtool(String... arguments) throws Exception {
        Path promtool = Tools.required("promtool");
        Tools.Result result = Tools.run(
                HOME,
                Stream.concat(Stream.of(promtool.toString()), Stream.of(arguments))
                        .toList());
        assertThat(result.exit()).as(result.out() + result.error()).isZero();
    }

    @Test
    void everyAlertFiresWhenItShouldAndNotBefore() throws Exception {
        promtool("test", "rules", "tests.yml");
    }

    @Test
    void prometheusTakesTheConfiguration() throws Exception {
        promtool("check", "config", "prometheus.yml");
    }

    @Test
    void everyAlertHasItsCase() throws IOException {
        String tests = Files.readString(HOME.resolve("tests.yml"));

        assertThat(alerts())
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(tests)
                        .as("tests.yml has a case for %s", alert.name())
                        .containsPattern("alertname=\"" + alert.name() + "\""));
    }

    @Test
    void everyAlertHasItsRunbook() throws IOException {
        for (Rule alert : alerts()) {
            assertThat(alert.annotations().get("runbook"))
                    .as(alert.name())
                    .isEqualTo("ops/runbooks/" + alert.name() + ".md");
            Path runbook = Expressions.OPS.resolve("runbooks").resolve(alert.name() + ".md");
            assertThat(Files.readString(runbook))
                    .as("%s", runbook)
                    .contains("## Meaning\n", "## Impact\n", "## Diagnosis\n\n    ", "## Mitigation\n\n- ");
        }
    }

    @Test
    void noRunbookIsLeftWithoutItsAlert() throws IOException {
        List<String> names =
                alerts().stream().map(alert -> alert.name() + ".md").toList();
        try (Stream<Path> files = Files.list(Expressions.OPS.resolve("runbooks"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("README.md")))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void everyRuleNamesMetricsThatExist() throws IOException {
        List<Rule> rules = Expressions.rules();

        assertThat(rules)
                .hasSizeGreaterThan(30)
                .allSatisfy(rule -> assertThat(Expressions.unknown(rule.expression(), rules))
                        .as(rule.name())
                        .isEmpty());
    }

    @Test
    void aMetricThatDoesNotExistIsNoticed() {
        assertThat(Expressions.unknown("rate(ccn_nothing_total[5m]) > 1", List.of()))
                .containsExactly("ccn_nothing_total");
    }

    private static List<Rule> alerts() throws IOException {
        return Expressions.rules().stream().filter(Rule::isAlert).toList();
    }
}
