package eu.ccngateway.applications.ieca;

import eu.ccngateway.applications.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the old message of the new one. What the old phase has no place for is left out. */
final class Downward {

    private final Optional<Element> context;

    private Downward(Optional<Element> context) {
        this.context = context;
    }

    /** What is below the root of the old message, without its head. */
    static List<Element> body(Mapping mapping, Element message, Optional<Element> context) {
        return new Downward(context).below(mapping.root(), message);
    }

    private List<Element> below(Line parent, Element source) {
        List<Element> made = new ArrayList<>();
        for (Line line : parent.lines()) {
            if (line.isLeaf()) {
                line.conversion()
                        .down(line, source, context)
                        .filter(value -> !value.isEmpty())
                        .ifPresent(value -> made.add(Element.leaf(line.name(), value)));
            } else if (line.path().isEmpty()) {
                group(line, source).ifPresent(made::add);
            } else {
                Conversion.all(source, line.path())
                        .forEach(one -> group(line, one).ifPresent(made::add));
            }
        }
        return made;
    }

    private Optional<Element> group(Line line, Element source) {
        List<Element> children = below(line, source);
        return children.isEmpty() ? Optional.empty() : Optional.of(Element.group(line.name(), children));
    }
}
