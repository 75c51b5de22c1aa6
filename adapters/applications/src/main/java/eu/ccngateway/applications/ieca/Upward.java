package eu.ccngateway.applications.ieca;

import eu.ccngateway.applications.ieca.Line.Addition;
import eu.ccngateway.applications.xml.Element;
import java.util.Optional;

/** Makes the new message of the old one, and adds what the new phase demands beyond it. */
final class Upward {

    private final Optional<Element> context;

    private Upward(Optional<Element> context) {
        this.context = context;
    }

    /** The new message without its head; its parts may stand in any order. */
    static Element body(Mapping mapping, String name, Element legacy, Optional<Element> context) {
        return new Upward(context).below(mapping.root(), legacy, Element.group(name), 1);
    }

    private Element below(Line parent, Element legacy, Element target, int index) {
        Element made = target;
        for (Line line : parent.lines()) {
            int count = 0;
            for (Element found : legacy.all(line.name()).toList()) {
                count++;
                if (line.isLeaf()) {
                    made = line.conversion().up(line, made, found.text());
                } else if (line.path().isEmpty()) {
                    made = below(line, found, made, count);
                } else {
                    String name = line.path().substring(line.path().lastIndexOf('/') + 1);
                    made = append(made, line.path(), below(line, found, Element.group(name), count));
                }
            }
        }
        for (Addition addition : parent.additions()) {
            made = add(addition, made, index);
        }
        return made;
    }

    /** Adds an element behind others of its name. */
    private static Element append(Element target, String path, Element element) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return target.and(element);
        }
        String head = path.substring(0, slash);
        Element group = target.first(head).orElse(Element.group(head));
        return target.put(head, append(group, path.substring(slash + 1), element));
    }

    private Element add(Addition addition, Element target, int index) {
        String path = addition.path();
        int slash = path.lastIndexOf('/');
        boolean isWanted = (slash < 0 || target.has(path.substring(0, slash)))
                && (addition.unless().isEmpty() || !target.has(addition.unless()))
                && !target.has(path);
        if (!isWanted) {
            return target;
        }
        Optional<String> value = switch (addition.how()) {
            case "index" -> Optional.of(Integer.toString(index));
            case "count" ->
                Optional.of(Long.toString(
                        Conversion.all(target, addition.argument()).count()));
            case "copy" -> target.value(addition.argument());
            case "context" -> context.flatMap(it -> it.value(path)).or(() -> Optional.of(addition.argument()));
            case "always" -> Optional.of(addition.argument());
            default ->
                throw new IllegalStateException(addition.how() + " (expected: index, count, copy, context or always)");
        };
        return value.map(text -> target.with(path, text)).orElse(target);
    }
}
