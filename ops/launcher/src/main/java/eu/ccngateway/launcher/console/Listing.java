package eu.ccngateway.launcher.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prints things one below the other. As JSON each goes out when it is known; as a table they wait for the end, since the
 * widest decides the columns, and a column in which nobody has anything is left out.
 */
public final class Listing implements AutoCloseable {

    private static final int WIDTH_MAX = 100;

    /**
     * A column of the table.
     *
     * @param field which field it shows
     * @param title what stands above it
     */
    public record Column(String field, String title) {}

    private final Console console;
    private final OutputFormat format;
    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param columns pairs of field and title, {@code "messageId=MESSAGE"} */
    public Listing(Console console, OutputFormat format, String... columns) {
        this.console = console;
        this.format = format;
        this.columns = List.of(columns).stream()
                .map(column ->
                        new Column(column.substring(0, column.indexOf('=')), column.substring(column.indexOf('=') + 1)))
                .toList();
    }

    public void add(Fields fields) {
        if (format == OutputFormat.JSON) {
            console.say(Json.write(fields.values()));
        } else {
            rows.add(columns.stream()
                    .map(column -> cut(fields.text(column.field())))
                    .toList());
        }
    }

    /** Prints the table. */
    @Override
    public void close() {
        if (rows.isEmpty()) {
            return;
        }
        List<Integer> shown = IntStream.range(0, columns.size())
                .filter(i -> rows.stream().anyMatch(row -> !row.get(i).isEmpty()))
                .boxed()
                .toList();
        List<List<String>> lines = new ArrayList<>();
        lines.add(shown.stream().map(i -> columns.get(i).title()).toList());
        rows.forEach(row -> lines.add(shown.stream().map(row::get).toList()));
        rows.clear();
        int[] widths = new int[shown.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        lines.forEach(line -> console.say(aligned(line, widths)));
    }

    private static String aligned(List<String> line, int[] widths) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            cells.add(line.get(i) + " ".repeat(widths[i] - line.get(i).length()));
        }
        return cells.stream().collect(Collectors.joining("  ")).stripTrailing();
    }

    /** Fit for one line of a terminal: what comes from outside may hold anything. */
    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= WIDTH_MAX ? line : line.substring(0, WIDTH_MAX - 3) + "...";
    }
}
