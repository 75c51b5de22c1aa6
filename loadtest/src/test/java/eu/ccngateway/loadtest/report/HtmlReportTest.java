package eu.ccngateway.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.loadtest.account.Counts;
import eu.ccngateway.loadtest.account.Quantiles;
import eu.ccngateway.loadtest.account.Stage;
import eu.ccngateway.loadtest.run.LoadResult;
import eu.ccngateway.loadtest.watch.Sample;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final Quantiles QUANTILES = new Quantiles(10, 1, 2, 3, 4, 5);

    private static LoadResult result(long lost) {
        Map<Stage, Quantiles> latencies = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            latencies.put(stage, QUANTILES);
        }
        Sample.Usage usage = new Sample.Usage(0.5, 300, 10, 2);
        Sample sample = new Sample(1, true, 100, 90, 5, latencies, usage, Sample.Usage.UNKNOWN);
        return new LoadResult(
                new Counts(10, 10, 0, 10 - lost, 0, lost, 0, 10, 10, 0, 0, 0, 3),
                1_234,
                10,
                latencies,
                Map.of("gatewayCpuMicros", 21.5),
                Map.of("profile", "<script>alert(1)</script>"),
                List.of(sample, sample),
                List.of());
    }

    @Test
    void showsFiguresAndChartsAndNeedsNothingElse() {
        String page = new HtmlReport(result(0)).page();

        assertThat(page)
                .contains("1,234 messages a second", "every message is accounted for", "<svg", "Put to CoA", "CPU")
                .doesNotContain("http:", "https:", "src=", "href=", "<script");
    }

    @Test
    void saysFirstWhatIsWrong() {
        assertThat(new HtmlReport(result(1)).page())
                .contains("NOT VERIFIED", "1 lost")
                .doesNotContain("every message is accounted for");
    }
}
