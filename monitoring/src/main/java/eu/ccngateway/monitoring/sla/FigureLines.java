package eu.ccngateway.monitoring.sla;

import eu.ccngateway.monitoring.ledger.Csv;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** Figures of every service and window for some periods, and how they are written as CSV. */
public final class FigureLines {

    private static final int YEAR_LENGTH = 4;

    private FigureLines() {}

    /** @param periods {@code 2019} or {@code 2019-03} */
    public static List<Figure> of(Records records, List<String> periods) {
        Figures figures = records.figures();
        List<Figure> all = new ArrayList<>();
        for (String period : periods) {
            for (String service : records.services().byName().keySet()) {
                for (String window : records.services().windows().keySet()) {
                    all.add(of(figures, service, window, period));
                }
            }
        }
        return all;
    }

    /** One of them. */
    public static Figure of(Figures figures, String service, String window, String period) {
        try {
            return period.length() == YEAR_LENGTH
                    ? figures.ofYear(service, window, Integer.parseInt(period))
                    : figures.ofMonth(service, window, YearMonth.parse(period));
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException("period: '" + period + "' (expected: as 2019 or 2019-03)", e);
        }
    }

    /** One line a figure: service, period, window, published, without planned; minutes in the window, S, U, unknown. */
    public static String csv(List<Figure> figures) {
        StringBuilder text = new StringBuilder();
        for (Figure figure : figures) {
            Tally tally = figure.tally();
            text.append(Csv.join(List.of(
                            figure.service(),
                            figure.period(),
                            figure.window(),
                            figure.published(),
                            figure.withoutPlanned(),
                            Long.toString(tally.window()),
                            Long.toString(tally.scheduled()),
                            Long.toString(tally.unscheduled()),
                            Long.toString(tally.unknown()))))
                    .append('\n');
        }
        return text.toString();
    }
}
