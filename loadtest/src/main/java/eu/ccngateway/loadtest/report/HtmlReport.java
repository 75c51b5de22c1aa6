package eu.ccngateway.loadtest.report;

import eu.ccngateway.loadtest.account.Quantiles;
import eu.ccngateway.loadtest.account.Stage;
import eu.ccngateway.loadtest.run.LoadResult;
import eu.ccngateway.loadtest.watch.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A run as one HTML page with its charts inside. */
public final class HtmlReport {

    private static final String STYLE = """
            body { font: 15px/1.45 system-ui, sans-serif; max-width: 84rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a }
            table { border-collapse: collapse; margin: 1rem 0 } td, th { padding: .2rem .9rem .2rem 0; text-align: left;
            border-bottom: 1px solid #ddd } td.n { text-align: right; font-variant-numeric: tabular-nums }
            .good { color: #2b8a3e } .bad { color: #c92a2a } .charts { display: grid; gap: 1rem;
            grid-template-columns: repeat(auto-fit, minmax(30rem, 1fr)) } figure { margin: 0 } figcaption { font-weight: 600 }
            svg { width: 100% } svg text { font-size: 11px; fill: #555 } svg text.y { text-anchor: end }
            svg .grid { stroke: #e3e3e3 } figure p { margin: .2rem 0 0 3.5rem; font-size: 13px }
            """;

    private final LoadResult result;
    private final List<Sample> samples;
    private final List<Double> seconds;

    public HtmlReport(LoadResult result) {
        this.result = result;
        this.samples = result.samples();
        this.seconds = samples.stream().map(Sample::second).toList();
    }

    public String page() {
        String verdict = result.isWhole() ? "every message is accounted for" : "NOT VERIFIED";
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang='en'><head><meta charset='utf-8'>")
                .append("<title>CCN load run</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>Load run</h1><p class='")
                .append(result.isWhole() ? "good" : "bad")
                .append("'><strong>")
                .append(verdict)
                .append("</strong></p>");
        result.counts()
                .faults()
                .forEach(fault -> page.append("<p class='bad'>")
                        .append(Html.escaped(fault))
                        .append("</p>"));
        page.append(String.format(
                Locale.ROOT,
                "<p><strong>%,.0f messages a second</strong> delivered and acknowledged, over %.1f s</p>",
                result.throughputPerSecond(),
                result.measuredSeconds()));
        stages(page);
        page.append("<div class='charts'>");
        charts().forEach(chart -> page.append(chart.svg()));
        page.append("</div><h2>Account</h2>");
        table(page, result.counts().json());
        page.append("<h2>Cost</h2>");
        table(page, result.effort());
        page.append("<h2>Setting</h2>");
        table(page, result.setting());
        return page.append("</body></html>\n").toString();
    }

    private void stages(StringBuilder page) {
        page.append("<h2>Milliseconds from the moment a message was due</h2><table><tr><th>to</th><th>p50</th>")
                .append("<th>p90</th><th>p99</th><th>p99.9</th><th>max</th></tr>");
        for (Stage stage : Stage.values()) {
            Quantiles quantiles = result.latency(stage);
            page.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%s</td><td class='n'>%.2f</td><td class='n'>%.2f</td><td class='n'>%.2f</td>"
                            + "<td class='n'>%.2f</td><td class='n'>%.2f</td></tr>",
                    stage.word(),
                    quantiles.p50(),
                    quantiles.p90(),
                    quantiles.p99(),
                    quantiles.p999(),
                    quantiles.max()));
        }
        page.append("</table>");
    }

    private List<Chart> charts() {
        return List.of(
                chart("Throughput", "messages a second")
                        .line("put", of(Sample::putPerSecond))
                        .line("delivered", of(Sample::deliveredPerSecond)),
                chart("Put to CoA", "ms").line("p50", p50(Stage.COA)).line("p99", p99(Stage.COA)),
                chart("Put to CoD", "ms").line("p50", p50(Stage.COD)).line("p99", p99(Stage.COD)),
                chart("In flight", "messages").line("put and not known to be delivered", of(Sample::inFlight)),
                usage("CPU", "cores busy", Sample.Usage::cores),
                usage("Memory", "MB resident", Sample.Usage::residentMb),
                usage("Disk", "MB written a second", Sample.Usage::writtenMbPerSecond),
                usage("Garbage collection", "ms a second", Sample.Usage::gcMs));
    }

    private Chart chart(String title, String unit) {
        return new Chart(title, unit, seconds);
    }

    private Chart usage(String title, String unit, ToDoubleFunction<Sample.Usage> value) {
        return chart(title, unit)
                .line("gateway", of(sample -> value.applyAsDouble(sample.gateway())))
                .line("generator", of(sample -> value.applyAsDouble(sample.generator())));
    }

    private List<Double> p50(Stage stage) {
        return of(sample -> quantile(sample, stage, Quantiles::p50));
    }

    private List<Double> p99(Stage stage) {
        return of(sample -> quantile(sample, stage, Quantiles::p99));
    }

    private static double quantile(Sample sample, Stage stage, ToDoubleFunction<Quantiles> which) {
        Quantiles quantiles = sample.latencies().get(stage);
        return quantiles == null || quantiles.count() == 0 ? -1 : which.applyAsDouble(quantiles);
    }

    private List<Double> of(ToDoubleFunction<Sample> value) {
        return samples.stream().mapToDouble(value).boxed().toList();
    }

    private static void table(StringBuilder page, Map<String, Object> values) {
        page.append("<table>");
        values.forEach((name, value) -> page.append("<tr><td>")
                .append(Html.escaped(name))
                .append("</td><td>")
                .append(Html.escaped(
                        value instanceof Double number
                                ? String.format(Locale.ROOT, "%.2f", number)
                                : String.valueOf(value)))
                .append("</td></tr>"));
        page.append("</table>");
    }
}
