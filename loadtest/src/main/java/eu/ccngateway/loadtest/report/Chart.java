package eu.ccngateway.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines over time, as SVG. */
final class Chart {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 180;
    private static final int LEFT = 60;
    private static final int BOTTOM = 24;
    private static final int TOP = 10;
    private static final int STEPS = 4;
    private static final List<String> COLOURS = List.of("#0b5fff", "#d9480f", "#2b8a3e", "#862e9c");

    /** @param values one a second; negative = unknown, and the line is broken there */
    private record Series(String name, List<Double> values) {}

    private final String title;
    private final String unit;
    private final List<Double> seconds;
    private final List<Series> all = new ArrayList<>();

    Chart(String title, String unit, List<Double> seconds) {
        this.title = title;
        this.unit = unit;
        this.seconds = seconds;
    }

    Chart line(String name, List<Double> values) {
        all.add(new Series(name, values));
        return this;
    }

    String svg() {
        double top = nice(all.stream()
                .flatMap(series -> series.values.stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1));
        StringBuilder svg = new StringBuilder("<figure><figcaption>")
                .append(Html.escaped(title))
                .append(", ")
                .append(Html.escaped(unit))
                .append("</figcaption><svg viewBox='0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT + BOTTOM)
                .append("' role='img'>");
        for (int i = 0; i <= STEPS; i++) {
            double value = top * i / STEPS;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class='grid' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/><text x='%d' y='%.1f' class='y'>%s</text>",
                    LEFT,
                    WIDTH,
                    y(value, top),
                    y(value, top),
                    LEFT - 6,
                    y(value, top) + 4,
                    number(value)));
        }
        double end = seconds.isEmpty() ? 1 : seconds.get(seconds.size() - 1);
        svg.append(String.format(
                Locale.ROOT,
                "<text x='%d' y='%d'>0 s</text><text x='%d' y='%d' class='y'>%.0f s</text>",
                LEFT,
                HEIGHT + BOTTOM - 4,
                WIDTH,
                HEIGHT + BOTTOM - 4,
                end));
        for (int i = 0; i < all.size(); i++) {
            svg.append(path(all.get(i), COLOURS.get(i % COLOURS.size()), top, end));
        }
        svg.append("</svg><p>");
        for (int i = 0; i < all.size(); i++) {
            svg.append("<span style='color:")
                    .append(COLOURS.get(i % COLOURS.size()))
                    .append("'>&#9644; ")
                    .append(Html.escaped(all.get(i).name))
                    .append("</span> ");
        }
        return svg.append("</p></figure>").toString();
    }

    private String path(Series series, String colour, double top, double end) {
        StringBuilder path = new StringBuilder();
        boolean isBroken = true;
        for (int i = 0; i < series.values.size(); i++) {
            double value = series.values.get(i);
            if (value >= 0) {
                path.append(String.format(
                        Locale.ROOT,
                        "%s%.1f %.1f",
                        isBroken ? "M" : "L",
                        LEFT + (WIDTH - LEFT) * seconds.get(i) / end,
                        y(value, top)));
            }
            isBroken = value < 0;
        }
        return path.isEmpty() ? "" : "<path fill='none' stroke='" + colour + "' d='" + path + "'/>";
    }

    private static double y(double value, double top) {
        return TOP + (HEIGHT - TOP) * (1 - value / top);
    }

    /** The next of 1, 2, 5, 10, 20, ... */
    private static double nice(double value) {
        if (value <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 2, 5, 10}) {
            if (value <= step * power) {
                return step * power;
            }
        }
        return value;
    }

    private static String number(double value) {
        return value >= 1000
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, value >= 10 ? "%.0f" : "%.2f", value);
    }
}
