package eu.ccngateway.applications.ieca;

import eu.ccngateway.applications.ieca.Line.Addition;
import eu.ccngateway.applications.movement.MessageSet;
import eu.ccngateway.applications.xml.Outline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How one message of the old phase and one of the new correspond, line by line. Read from text, indented by two blanks a
 * level:
 *
 * <pre>
 * edifact CUSDEC
 * HEAHEA          1    -       -          -
 *   DocNumHEA5    1    an18    BGM++*     TransitOperation/MRN
 *   AccDatHEA158  1    n8      DTM+148:*  TransitOperation/declarationAcceptanceDate   date
 *   + TransitOperation/bindingItinerary   context 0
 * </pre>
 *
 * <p>Columns: name in the old phase, how often, format, segment, path in the new phase, conversion with its argument. A plus
 * begins something that only the new phase has.
 */
final class Mapping {

    private final String edifactType;
    private final Line root;
    private final Outline outline;

    private Mapping(String edifactType, Line root, Outline outline) {
        this.edifactType = edifactType;
        this.root = root;
        this.outline = outline;
    }

    /** @param legacy name of the message in the old phase, CD001A */
    static Mapping parse(String legacy, List<String> lines) {
        Deque<Line> open = new ArrayDeque<>();
        Line root = new Line(
                legacy, "1", "", Optional.empty(), "", Conversion.SAME, "", new ArrayList<>(), new ArrayList<>());
        open.push(root);
        String type = "CUSDEC";
        for (String line : lines) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (text.startsWith("edifact ")) {
                type = text.substring("edifact ".length());
                continue;
            }
            int depth = (line.length() - line.stripLeading().length()) / 2;
            while (open.size() > depth + 1) {
                open.pop();
            }
            if (text.startsWith("+ ")) {
                open.element().additions().add(addition(text.split("\\s+")));
            } else {
                Line next = line(legacy, text);
                open.element().lines().add(next);
                open.push(next);
            }
        }
        List<String> structure = new ArrayList<>(MessageSet.lines("ieca/head.outline"));
        root.lines().forEach(line -> describe(line, 0, structure));
        return new Mapping(type, root, Outline.parse(legacy, structure));
    }

    private static Addition addition(String[] words) {
        String unless = words.length > 4 && words[words.length - 2].equals("unless") ? words[words.length - 1] : "";
        boolean hasArgument = words.length > 3 && !words[3].equals("unless");
        return new Addition(words[1], words[2], hasArgument ? words[3] : "", unless);
    }

    private static Line line(String legacy, String text) {
        String[] words = text.split("\\s+");
        if (words.length < 5) {
            throw new IllegalArgumentException(legacy + ": " + text + " (expected: at least five columns)");
        }
        Line line = new Line(
                words[0],
                words[1],
                words[2].equals("-") ? "" : words[2],
                words[3].equals("-") ? Optional.empty() : Optional.of(Template.of(words[3])),
                words[4].equals("-") ? "" : words[4],
                words.length > 5
                        ? Conversion.valueOf(words[5].toUpperCase(Locale.ROOT).replace('-', '_'))
                        : Conversion.SAME,
                words.length > 6 ? words[6] : "",
                new ArrayList<>(),
                new ArrayList<>());
        if (line.isRepeated() && line.template().isEmpty()) {
            throw new IllegalArgumentException(legacy + ": " + text + " (expected: a segment, as it may be repeated)");
        }
        return line;
    }

    private static void describe(Line line, int depth, List<String> structure) {
        structure.add("  ".repeat(depth) + line.name() + " " + line.occurs() + " " + line.format());
        line.lines().forEach(below -> describe(below, depth + 1, structure));
    }

    /** The type of the interchange's message, CUSDEC or CUSRES. */
    String edifactType() {
        return edifactType;
    }

    Line root() {
        return root;
    }

    /** The structure in the old phase, head and all. */
    Outline outline() {
        return outline;
    }
}
