package eu.ccngateway.monitoring.sla;

import eu.ccngateway.monitoring.availability.Service;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.availability.Span;
import eu.ccngateway.monitoring.calendar.Unavailability;
import eu.ccngateway.monitoring.sla.Volumes.Volume;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A report as one page that needs nothing but a browser, and looks the same on paper. */
public final class HtmlReport {

    private static final int YEAR_LENGTH = 4;
    private static final int INCIDENTS_MAX = 500;
    private static final int REFUSALS_MAX = 20;
    private static final String STYLE = """
            :root{color-scheme:light dark;--line:#8886;--up:#2a7;--planned:#48c;--down:#c33;--grey:#999}
            body{font:15px/1.45 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
            table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid var(--line)}
            td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.n,td:nth-child(2){white-space:nowrap}.miss{color:var(--down);font-weight:600}
            .note{color:var(--grey);font-size:.9em}svg{width:100%;height:auto}svg text{font-size:9px;fill:currentColor}
            *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
            @media print{body{max-width:none;margin:0;font-size:10pt}h2{break-after:avoid}tr,svg{break-inside:avoid}}
            """;

    private final Records records;
    private final Services services;
    private final States states;
    private final Figures figures;
    private final List<String> periods;
    private final StringBuilder page = new StringBuilder();

    /** @param periods {@code 2019} or {@code 2019-03} */
    public HtmlReport(Records records, List<String> periods) {
        this.records = records;
        this.services = records.services();
        this.states = records.states();
        this.figures = new Figures(states);
        this.periods = List.copyOf(periods);
    }

    public String text() {
        String title = "Availability " + String.join(", ", periods);
        page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
                .append(escaped(title))
                .append("</title><style>\n")
                .append(STYLE)
                .append("</style></head><body><h1>")
                .append(escaped(title))
                .append("</h1>\n");
        table();
        budget();
        periods.stream().filter(period -> period.length() == YEAR_LENGTH).forEach(this::trend);
        periods.forEach(this::heatmap);
        periods.forEach(this::incidents);
        periods.forEach(this::volume);
        periods.forEach(this::refusals);
        rules();
        return page.append("</body></html>\n").toString();
    }

    /** The services that are no members of a group: what is published. */
    private List<Service> published() {
        return services.byName().values().stream()
                .filter(service -> services.withGroups(service.name()).size() == 1)
                .toList();
    }

    private void table() {
        page.append("<h2>Availability, planned downtime counted</h2><table><tr><th>Service<th>Window");
        periods.forEach(
                period -> page.append("<th class=n>").append(escaped(period)).append("<th class=n>without planned"));
        for (Service service : published()) {
            for (String window : services.windows().keySet()) {
                row(escaped(service.title()), escaped(window));
                for (String period : periods) {
                    Figure figure = FigureLines.of(figures, service.name(), window, period);
                    number(figure.published() + " %");
                    number(figure.withoutPlanned() + " %");
                }
            }
        }
        page.append(
                "</table><p class=note>An interval where minutes are unknown: all of them down, all of them up.</p>\n");
    }

    private void budget() {
        page.append("<h2>Error budget</h2><table><tr><th>Service<th>Period<th class=n>target<th class=n>minutes left")
                .append("<th class=n>used, of 1");
        String window = services.windows().keySet().iterator().next();
        for (Service service : published()) {
            for (String period : periods) {
                Figure figure = FigureLines.of(figures, service.name(), window, period);
                if (figure.target().isPresent()) {
                    row(escaped(service.name()), escaped(period));
                    number(figure.target().get().toPlainString() + " %");
                    BigDecimal left = figure.budgetLeft().orElseThrow();
                    page.append(left.signum() < 0 ? "<td class='n miss'>" : "<td class=n>")
                            .append(left.toPlainString());
                    number(figure.burnRate().map(BigDecimal::toPlainString).orElse(""));
                }
            }
        }
        page.append(
                "</table><p class=note>Planned downtime uses it up, too. The minutes of a group are those of all its members"
                        + " together. Used: 1 is all of it, were the period over.</p>\n");
    }

    /** A bar a month and service; its height is the downtime against that of the worst month, red what was not planned. */
    private void trend(String period) {
        page.append("<h2>Downtime by month, ").append(escaped(period)).append("</h2>");
        String window = services.windows().keySet().iterator().next();
        for (Service service : published()) {
            List<Figure> months = Stream.iterate(
                            YearMonth.of(Integer.parseInt(period), 1), month -> month.plusMonths(1))
                    .limit(12)
                    .map(month -> figures.ofMonth(service.name(), window, month))
                    .toList();
            page.append("<svg viewBox=\"0 0 720 46\" role=img aria-label=\"")
                    .append(escaped(service.name()))
                    .append("\"><text x=0 y=28>")
                    .append(escaped(service.name()))
                    .append("</text>");
            double most =
                    months.stream().mapToDouble(HtmlReport::downShare).max().orElse(0);
            for (int i = 0; i < months.size(); i++) {
                double height = most == 0 ? 0 : 32 * downShare(months.get(i)) / most;
                Tally tally = months.get(i).tally();
                double red = tally.down() == 0 ? 0 : height * tally.unscheduled() / tally.down();
                bar(130 + i * 49, 34 - height, height - red, "planned", months.get(i));
                bar(130 + i * 49, 34 - red, red, "down", months.get(i));
                draw("<text x=%d y=44>%02d</text>", 144 + i * 49, i + 1);
            }
            page.append("</svg>");
        }
        page.append('\n');
    }

    private void bar(int x, double y, double height, String colour, Figure month) {
        draw(
                "<rect x=%d y=%.1f width=40 height=%.1f fill=\"var(--%s)\"><title>%s: %s %%</title></rect>",
                x, y, height, colour, month.period(), month.published());
    }

    private static double downShare(Figure figure) {
        return figure.tally().window() == 0
                ? 0
                : (double) figure.tally().down() / figure.tally().window();
    }

    /** A column a day, a row a clock; what was up all day stays the colour of the row. */
    private void heatmap(String period) {
        Span span = span(period);
        int days = (int) Stream.iterate(day(span.from()), day -> day.isBefore(day(span.to())), day -> day.plusDays(1))
                .count();
        double width = 600.0 / days;
        List<String> clocks = services.clocks();
        page.append("<h2>By day, ")
                .append(escaped(period))
                .append("</h2><svg viewBox=\"0 0 720 ")
                .append(clocks.size() * 11 + 4)
                .append("\" role=img aria-label=\"Availability by day\">");
        for (int row = 0; row < clocks.size(); row++) {
            draw(
                    "<text x=0 y=%d>%s</text><rect x=110 y=%d width=600 height=9 fill=\"var(--up)\" opacity=.35></rect>",
                    row * 11 + 9, escaped(clocks.get(row)), row * 11 + 2);
            byte[] minutes = states.of(clocks.get(row), span);
            LocalDate day = day(span.from());
            for (int column = 0; column < days; column++) {
                int from = (int) (start(day) - span.from());
                day = day.plusDays(1);
                cell(
                        minutes,
                        from,
                        (int) Math.min(minutes.length, start(day) - span.from()),
                        110 + column * width,
                        width,
                        row);
            }
        }
        page.append(
                "</svg><p class=note>Blue: scheduled, red: unscheduled, grey: unknown or not observable; the fuller the"
                        + " colour, the longer.</p>\n");
    }

    private void cell(byte[] minutes, int from, int to, double x, double width, int row) {
        int[] count = new int[State.ALL.length];
        for (int i = from; i < to; i++) {
            count[minutes[i]]++;
        }
        int planned = count[State.SCHEDULED.ordinal()];
        int down = count[State.UNSCHEDULED.ordinal()];
        int grey = count[State.UNKNOWN.ordinal()] + count[State.NOT_OBSERVABLE.ordinal()];
        int most = Math.max(down, Math.max(planned, grey));
        if (most > 0) {
            String colour = most == down ? "down" : most == planned ? "planned" : "grey";
            draw(
                    "<rect x=%.2f y=%d width=%.2f height=9 fill=\"var(--%s)\" opacity=%.2f></rect>",
                    x, row * 11 + 2, width, colour, 0.3 + 0.7 * most / Math.max(1, to - from));
        }
    }

    private void incidents(String period) {
        List<Incident> incidents = Incident.in(states, span(period));
        page.append("<h2>Downtime, ")
                .append(escaped(period))
                .append("</h2><table><tr><th>Service<th>From<th class=n>minutes")
                .append("<th>Counts as<th>Cause<th>Responsible<th>Entry");
        incidents.stream().limit(INCIDENTS_MAX).forEach(incident -> {
            row(
                    escaped(incident.service()),
                    Span.instant(incident.span().from()).toString());
            number(Integer.toString(incident.span().length()));
            page.append("<td>").append(incident.state().word());
            page.append("<td>")
                    .append(incident.unavailability()
                            .map(it -> it.planned().cause().name())
                            .orElse(""));
            page.append("<td>")
                    .append(incident.unavailability()
                            .map(it -> it.planned().party().name())
                            .orElse(""));
            page.append("<td>")
                    .append(incident.unavailability()
                            .map(Unavailability::id)
                            .map(HtmlReport::escaped)
                            .orElse(""));
        });
        page.append("</table>");
        if (incidents.size() > INCIDENTS_MAX) {
            page.append("<p class=note>and ")
                    .append(incidents.size() - INCIDENTS_MAX)
                    .append(" more; the ledger has them all</p>");
        }
        page.append('\n');
    }

    private void volume(String period) {
        Span span = span(period);
        Map<String, Volume> volumes =
                Volumes.between(records.counted(), Span.instant(span.from()), Span.instant(span.to()));
        if (volumes.isEmpty()) {
            return;
        }
        page.append("<h2>Volume, ")
                .append(escaped(period))
                .append("</h2><table><tr><th>Application<th><th class=n>messages<th class=n>bytes")
                .append("<th class=n>growth %<th class=n>reports<th class=n>probes<th class=n>all, on the wire")
                .append("<th class=n>bytes on the wire");
        long most = volumes.values().stream().mapToLong(Volume::messages).max().orElse(1);
        for (VolumeLines.Line line : VolumeLines.of(records, List.of(period))) {
            Volume messages = line.of(Counting.MESSAGES);
            boolean isAll = line.application().equals(VolumeLines.ALL);
            row(isAll ? "All" : escaped(line.application()), isAll ? "" : bar((double) messages.messages() / most));
            number(Long.toString(messages.messages()));
            number(Long.toString(messages.bytes()));
            number(line.growth().map(BigDecimal::toPlainString).orElse(""));
            number(Long.toString(line.of(Counting.REPORTS).messages()));
            number(Long.toString(line.of(Counting.PROBES).messages()));
            number(Long.toString(line.of(Counting.WIRE).messages()));
            number(Long.toString(line.of(Counting.WIRE).bytes()));
        }
        Volume sum = Volumes.sum(volumes);
        page.append("</table><p class=note>As published: ")
                .append(sum.millions().toPlainString())
                .append(" million messages, ")
                .append(sum.terabytes().toPlainString())
                .append(
                        " TB (10^12 bytes). One message = one accepted put that is neither a report nor a probe; bytes are"
                                + " payload. On the wire: with reports and probes, header and proof, without frames and TLS.</p>\n");
    }

    private void refusals(String period) {
        Span span = span(period);
        List<Refusals.Count> top =
                Refusals.top(records.counted(), Span.instant(span.from()), Span.instant(span.to()), REFUSALS_MAX);
        if (top.isEmpty()) {
            return;
        }
        page.append("<h2>Refusals, ")
                .append(escaped(period))
                .append("</h2><table><tr><th>Sender<th>Application<th>Code<th class=n>messages");
        top.forEach(count -> {
            row(escaped(count.refusal().domain()), escaped(count.refusal().application()));
            page.append("<td>").append(escaped(count.refusal().code()));
            number(Long.toString(count.messages()));
        });
        page.append("</table><p class=note>The most frequent ")
                .append(REFUSALS_MAX)
                .append("; what a refusal means and what to do is in the console.</p>\n");
    }

    private static String bar(double share) {
        return String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 120 10\" style=\"width:8rem\" aria-hidden=true><rect width=%.1f height=10"
                        + " fill=\"var(--planned)\"></rect></svg>",
                120 * Math.max(0, Math.min(1, share)));
    }

    private void rules() {
        page.append("<h2>Rules</h2><ul><li>A = 1 - (S+U)/W; without planned time A' = 1 - U/(W-S).")
                .append("<li>Scheduled: announced ")
                .append(services.notice().workingDays())
                .append(" working days before it began")
                .append(services.notice().isAgreementNeeded() ? " and agreed" : "")
                .append("; all else is unscheduled.<li>A minute is an outage where ")
                .append(services.partialFrom())
                .append(
                        " percent of what was tried failed.<li>Behind a layer that is down a service is not observable: no")
                .append(" downtime of its own.");
        published().stream()
                .filter(Service::isGroup)
                .forEach(service -> page.append("<li>")
                        .append(escaped(service.name()))
                        .append(": ")
                        .append(service.aggregation().sentence())
                        .append(", ")
                        .append(service.members().size())
                        .append(" members."));
        page.append("</ul>\n");
    }

    private Span span(String period) {
        return period.length() == YEAR_LENGTH
                ? Span.ofYear(Integer.parseInt(period), services.zone())
                : Span.of(YearMonth.parse(period), services.zone());
    }

    private LocalDate day(long minute) {
        return Span.instant(minute).atZone(services.zone()).toLocalDate();
    }

    private long start(LocalDate day) {
        return Span.minute(day.atStartOfDay(services.zone()).toInstant());
    }

    private void draw(String shape, Object... values) {
        page.append(String.format(Locale.ROOT, shape, values));
    }

    private void row(String first, String second) {
        page.append("<tr><td>").append(first).append("<td>").append(second);
    }

    private void number(String text) {
        page.append("<td class=n>").append(escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
