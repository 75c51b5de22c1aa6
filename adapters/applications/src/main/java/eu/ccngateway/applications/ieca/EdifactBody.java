package eu.ccngateway.applications.ieca;

import eu.ccngateway.applications.xml.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of an old message as segments, in the order of its mapping. */
final class EdifactBody {

    private final List<Segment> segments;
    private int at;

    private EdifactBody(List<Segment> segments) {
        this.segments = segments;
    }

    static List<Segment> write(Mapping mapping, Element legacy) {
        EdifactBody body = new EdifactBody(new ArrayList<>());
        body.write(mapping.root(), legacy);
        return body.segments;
    }

    private void write(Line parent, Element legacy) {
        for (Line line : parent.lines()) {
            legacy.all(line.name()).forEach(found -> {
                line.template().ifPresent(template -> segments.add(template.fill(values(line, found))));
                if (!line.isLeaf()) {
                    write(line, found);
                }
            });
        }
    }

    private static Map<String, String> values(Line line, Element found) {
        Map<String, String> values = new HashMap<>();
        if (line.isLeaf()) {
            values.put(Template.OWN, found.text());
        } else {
            found.children().forEach(child -> values.put(child.name(), child.text()));
        }
        return values;
    }

    /** What the segments say; every one of them must have its place. */
    static List<Element> read(Mapping mapping, List<Segment> segments) throws ConversionFailed {
        EdifactBody body = new EdifactBody(segments);
        List<Element> read = body.read(mapping.root(), Map.of());
        if (body.at < segments.size()) {
            throw ConversionFailed.ofForm(mapping.root().name() + ": segment "
                    + segments.get(body.at).tag() + ", the " + (body.at + 1)
                    + ". after the head (expected: one that has its place there)");
        }
        return read;
    }

    /** @param values what the segment of the group itself holds */
    private List<Element> read(Line parent, Map<String, String> values) {
        List<Element> read = new ArrayList<>();
        for (Line line : parent.lines()) {
            if (line.template().isEmpty()) {
                if (line.isLeaf()) {
                    Optional.ofNullable(values.get(line.name()))
                            .ifPresent(value -> read.add(Element.leaf(line.name(), value)));
                } else {
                    List<Element> below = read(line, Map.of());
                    if (!below.isEmpty()) {
                        read.add(Element.group(line.name(), below));
                    }
                }
                continue;
            }
            Optional<Element> one = one(line);
            while (one.isPresent()) {
                read.add(one.get());
                one = line.isRepeated() ? one(line) : Optional.empty();
            }
        }
        return read;
    }

    private Optional<Element> one(Line line) {
        if (at >= segments.size()) {
            return Optional.empty();
        }
        Optional<Map<String, String>> values = line.template().orElseThrow().read(segments.get(at));
        if (values.isEmpty()) {
            return Optional.empty();
        }
        at++;
        return Optional.of(
                line.isLeaf()
                        ? Element.leaf(line.name(), values.get().getOrDefault(Template.OWN, ""))
                        : Element.group(line.name(), read(line, values.get())));
    }
}
