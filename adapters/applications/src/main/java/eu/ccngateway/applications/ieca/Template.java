package eu.ccngateway.applications.ieca;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a segment looks like: {@code LOC+28+*} holds the value of its line in the place of the star, {@code
 * NAD+AF+{TINPC159}++{NamPC17}} the values of lines below its own. Everything else must be there as it is.
 */
record Template(Segment shape) {

    /** The name of the value that belongs to the line itself. */
    static final String OWN = "*";

    static Template of(String text) {
        String[] parts = text.split("\\+", -1);
        List<List<String>> elements = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            elements.add(List.of(parts[i].split(":", -1)));
        }
        return new Template(new Segment(parts[0], elements));
    }

    /** Whether a value of this name stands in it. */
    boolean has(String name) {
        return shape.elements().stream()
                .flatMap(List::stream)
                .anyMatch(component -> nameIn(component).filter(name::equals).isPresent());
    }

    private static Optional<String> nameIn(String component) {
        if (component.equals(OWN)) {
            return Optional.of(OWN);
        }
        boolean isName = component.startsWith("{") && component.endsWith("}");
        return isName ? Optional.of(component.substring(1, component.length() - 1)) : Optional.empty();
    }

    Segment fill(Map<String, String> values) {
        List<List<String>> elements = new ArrayList<>();
        for (List<String> element : shape.elements()) {
            elements.add(element.stream()
                    .map(component -> nameIn(component)
                            .map(name -> values.getOrDefault(name, ""))
                            .orElse(component))
                    .toList());
        }
        return new Segment(shape.tag(), elements).trimmed();
    }

    /** The values in a segment, if it is one of this shape and holds any. */
    Optional<Map<String, String>> read(Segment segment) {
        if (!segment.tag().equals(shape.tag())) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < shape.elements().size(); i++) {
            List<String> element = shape.elements().get(i);
            for (int j = 0; j < element.size(); j++) {
                String found = segment.at(i, j);
                Optional<String> name = nameIn(element.get(j));
                if (name.isEmpty()
                        && !element.get(j).isEmpty()
                        && !element.get(j).equals(found)) {
                    return Optional.empty();
                }
                name.filter(it -> !found.isEmpty()).ifPresent(it -> values.put(it, found));
            }
        }
        return Optional.of(values);
    }
}
