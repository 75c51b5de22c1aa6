package eu.ccngateway.applications.scenario;

import eu.ccngateway.applications.scenario.Event.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was seen, for people: one line each, and as a picture. */
public final class Timeline {

    private static final int LANE = 190;
    private static final int ROW = 34;

    private Timeline() {}

    /** One line for each thing that was seen. */
    public static List<String> lines(Outcome outcome) {
        List<String> lines = new ArrayList<>();
        for (Event event : outcome.events()) {
            String at = String.format(Locale.ROOT, "%7.3f s  ", event.after().toNanos() / 1e9);
            lines.add(at
                    + switch (event.kind()) {
                        case MESSAGE ->
                            String.format(
                                    Locale.ROOT,
                                    "%-9s -> %-9s  %-12s %s",
                                    event.from(),
                                    event.to(),
                                    event.what(),
                                    event.movement());
                        case CHANGE ->
                            String.format(
                                    Locale.ROOT,
                                    "%-9s               = %s  %s",
                                    event.from(),
                                    event.what(),
                                    event.movement());
                        case ACT ->
                            String.format(
                                    Locale.ROOT,
                                    "%-9s               ! %s  %s",
                                    event.from(),
                                    event.what(),
                                    event.movement());
                        case FAILURE -> event.from() + " could not send " + event.what();
                    });
        }
        return lines;
    }

    private static List<String> lanes(Outcome outcome) {
        return outcome.messages().stream()
                .flatMap(event -> java.util.stream.Stream.of(event.from(), event.to()))
                .distinct()
                .toList();
    }

    /** A sequence diagram in Mermaid. */
    public static String mermaid(Outcome outcome) {
        StringBuilder text = new StringBuilder("sequenceDiagram\n");
        lanes(outcome)
                .forEach(lane -> text.append("    participant ")
                        .append(id(lane))
                        .append(" as ")
                        .append(lane)
                        .append('\n'));
        for (Event event : outcome.events()) {
            if (event.kind() == Kind.MESSAGE) {
                text.append("    ")
                        .append(id(event.from()))
                        .append("->>")
                        .append(id(event.to()))
                        .append(": ")
                        .append(event.what())
                        .append('\n');
            } else if (event.kind() == Kind.CHANGE && lanes(outcome).contains(event.from())) {
                text.append("    Note over ")
                        .append(id(event.from()))
                        .append(": ")
                        .append(event.what())
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String id(String address) {
        return address.replace('.', '_');
    }

    /** The same as a picture. */
    public static String svg(Outcome outcome) {
        List<String> lanes = lanes(outcome);
        List<Event> messages = outcome.messages();
        int width = Math.max(1, lanes.size()) * LANE;
        int height = (messages.size() + 3) * ROW;
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " "
                + height + "\" font-family=\"sans-serif\" font-size=\"12\">\n<title>"
                + escaped(outcome.scenario().name()) + "</title>\n");
        for (int i = 0; i < lanes.size(); i++) {
            int x = i * LANE + LANE / 2;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"20\" text-anchor=\"middle\" font-weight=\"bold\">%s</text>%n",
                    x,
                    escaped(lanes.get(i))));
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"28\" x2=\"%d\" y2=\"%d\" stroke=\"#999\"/>%n",
                    x,
                    x,
                    height - ROW / 2));
        }
        for (int i = 0; i < messages.size(); i++) {
            arrow(svg, messages.get(i), lanes, (i + 2) * ROW);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void arrow(StringBuilder svg, Event message, List<String> lanes, int y) {
        int from = lanes.indexOf(message.from()) * LANE + LANE / 2;
        int to = lanes.indexOf(message.to()) * LANE + LANE / 2;
        int tip = to > from ? to - 8 : to + 8;
        svg.append(String.format(
                Locale.ROOT, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#036\"/>%n", from, y, to, y));
        svg.append(String.format(
                Locale.ROOT, "<path d=\"M%d %d L%d %d L%d %d Z\" fill=\"#036\"/>%n", to, y, tip, y - 4, tip, y + 4));
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                (from + to) / 2,
                y - 6,
                escaped(message.what())));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
