package eu.ccngateway.applications.ieca;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The syntax of interchanges: segments of elements of components, in ISO 8859-1 (level UNOC, syntax version 3), with the
 * usual service characters. Reads what may come from anybody: bounded in bytes, segments, elements and components.
 */
final class Edifact {

    static final int BYTES_MAX = 20 << 20;
    static final int SEGMENTS_MAX = 200_000;
    private static final int PARTS_MAX = 99;
    private static final String SERVICE = "UNA:+.? '";

    private final String text;
    private final List<Segment> segments = new ArrayList<>();
    private int at;

    private Edifact(String text) {
        this.text = text;
    }

    static List<Segment> read(byte[] bytes) throws ConversionFailed {
        if (bytes.length > BYTES_MAX) {
            throw ConversionFailed.ofForm(bytes.length + " bytes (expected: at most " + BYTES_MAX + ")");
        }
        Edifact reading = new Edifact(new String(bytes, StandardCharsets.ISO_8859_1));
        return reading.segments();
    }

    private List<Segment> segments() throws ConversionFailed {
        if (text.startsWith("UNA")) {
            if (!text.startsWith(SERVICE)) {
                throw ConversionFailed.ofForm("service string (expected: " + SERVICE + " or none)");
            }
            at = SERVICE.length();
        }
        for (skipBlanks(); at < text.length(); skipBlanks()) {
            if (segments.size() == SEGMENTS_MAX) {
                throw ConversionFailed.ofForm("more than " + SEGMENTS_MAX + " segments");
            }
            segments.add(segment());
        }
        return List.copyOf(segments);
    }

    /** Line ends between segments are for people. */
    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '\r')) {
            at++;
        }
    }

    private Segment segment() throws ConversionFailed {
        List<List<String>> elements = new ArrayList<>();
        List<String> element = new ArrayList<>();
        StringBuilder component = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '?' && at < text.length()) {
                component.append(text.charAt(at++));
            } else if (c == ':' || c == '+' || c == '\'') {
                element.add(component.toString());
                component.setLength(0);
                if (c != ':') {
                    elements.add(element);
                    element = new ArrayList<>();
                }
                if (elements.size() > PARTS_MAX || element.size() > PARTS_MAX) {
                    throw ConversionFailed.ofForm(where() + ": more than " + PARTS_MAX + " parts");
                }
                if (c == '\'') {
                    return segment(elements);
                }
            } else {
                component.append(c);
            }
        }
        throw ConversionFailed.ofForm(where() + ": no end (expected: ' after each segment)");
    }

    private Segment segment(List<List<String>> elements) throws ConversionFailed {
        String tag = elements.get(0).get(0);
        if (!tag.matches("[A-Z]{3}") || elements.get(0).size() > 1) {
            throw ConversionFailed.ofForm(where() + ": a tag of " + tag.length() + " characters (expected: 3 letters)");
        }
        return new Segment(tag, elements.subList(1, elements.size()));
    }

    private String where() {
        return "segment " + (segments.size() + 1);
    }

    /** One segment a line. What level UNOC has no character for cannot be written. */
    static byte[] write(List<Segment> segments) throws ConversionFailed {
        StringBuilder out = new StringBuilder(SERVICE).append('\n');
        for (Segment segment : segments) {
            out.append(segment.tag());
            for (List<String> element : segment.elements()) {
                out.append('+');
                for (int i = 0; i < element.size(); i++) {
                    out.append(i == 0 ? "" : ":");
                    escaped(element.get(i), out);
                }
            }
            out.append("'\n");
        }
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void escaped(String value, StringBuilder out) throws ConversionFailed {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c > 0xff || c < ' ') {
                throw ConversionFailed.ofForm(
                        "'" + value + "': character " + (i + 1) + " (expected: one of ISO 8859-1, as level UNOC has)");
            }
            if (c == '?' || c == ':' || c == '+' || c == '\'') {
                out.append('?');
            }
            out.append(c);
        }
    }
}
