package eu.ccngateway.applications.scenario;

import java.util.List;
import java.util.Locale;

/** The report of a campaign as one page of HTML that needs nothing else. */
public final class CampaignPage {

    private static final String STYLE = """
            body { font: 15px/1.4 sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em; color: #111; background: #fff }
            table { border-collapse: collapse; width: 100%; margin: 0.5em 0 1.5em }
            th, td { text-align: left; border-bottom: 1px solid #ccc; padding: 0.3em 0.6em; vertical-align: top }
            .good { color: #060 } .bad { color: #a00; font-weight: bold }
            svg { max-width: 100%; height: auto }
            """;

    private CampaignPage() {}

    /** The page. */
    public static String of(String title, List<Outcome> outcomes) {
        long good = outcomes.stream().filter(Outcome::isGood).count();
        StringBuilder page =
                new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
                        + Timeline.escaped(title) + "</title><style>\n" + STYLE + "</style></head><body>\n<h1>"
                        + Timeline.escaped(title) + "</h1>\n<p>" + good + " of " + outcomes.size()
                        + " scenarios passed.</p>\n");
        page.append(
                "<table><tr><th>scenario</th><th>application</th><th>messages</th><th>seconds</th><th>verdict</th></tr>\n");
        for (Outcome outcome : outcomes) {
            page.append(String.format(
                    Locale.ROOT,
                    "<tr><td><a href=\"#%1$s\">%1$s</a></td><td>%2$s</td><td>%3$d</td><td>%4$.1f</td>%5$s</tr>%n",
                    Timeline.escaped(outcome.scenario().name()),
                    Timeline.escaped(outcome.scenario().application()),
                    outcome.messages().size(),
                    outcome.took().toMillis() / 1000.0,
                    verdict(outcome.isGood())));
        }
        page.append("</table>\n");
        outcomes.forEach(outcome -> details(page, outcome));
        return page.append("</body></html>\n").toString();
    }

    private static void details(StringBuilder page, Outcome outcome) {
        String name = Timeline.escaped(outcome.scenario().name());
        page.append("<h2 id=\"")
                .append(name)
                .append("\">")
                .append(name)
                .append("</h2>\n<p>")
                .append(Timeline.escaped(outcome.scenario().about()))
                .append("</p>\n")
                .append("<table><tr><th>expected</th><th>seen</th><th>verdict</th></tr>\n");
        for (Finding finding : outcome.findings()) {
            page.append("<tr><td>")
                    .append(Timeline.escaped(finding.expected()))
                    .append("</td><td>")
                    .append(Timeline.escaped(finding.seen()))
                    .append("</td>")
                    .append(verdict(finding.isGood()))
                    .append("</tr>\n");
        }
        page.append("</table>\n").append(Timeline.svg(outcome));
    }

    private static String verdict(boolean isGood) {
        return isGood ? "<td class=\"good\">passed</td>" : "<td class=\"bad\">failed</td>";
    }
}
