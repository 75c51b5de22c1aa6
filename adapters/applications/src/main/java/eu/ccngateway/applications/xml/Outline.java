package eu.ccngateway.applications.xml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The structure of a message: which elements in which order, how often, and what their text looks like. It is read from
 * lines of name, occurrence, format and code list, indented by two blanks a level:
 *
 * <pre>
 * TransitOperation       1
 *   MRN                  1     mrn
 *   security             1     n1       CL217
 * CountryOfRouting       0..99
 * </pre>
 *
 * Occurrence is {@code 1}, {@code ?} or a range.
 */
public final class Outline {

    /** One element of the structure: a group has parts, a leaf a format. */
    record Part(String name, int min, int max, @Nullable Format format, String list, List<Part> parts) {

        boolean isLeaf() {
            return format != null;
        }

        boolean isRepeated() {
            return max > 1;
        }
    }

    private final Part root;

    private Outline(Part root) {
        this.root = root;
    }

    /** Reads the outline of a message. */
    public static Outline parse(String name, List<String> lines) {
        Deque<Part> open = new ArrayDeque<>();
        Part root = new Part(name, 1, 1, null, "", new ArrayList<>());
        open.push(root);
        for (String line : lines) {
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            int depth = (line.length() - line.stripLeading().length()) / 2;
            while (open.size() > depth + 1) {
                open.pop();
            }
            Part part = part(name, line);
            open.element().parts().add(part);
            open.push(part);
        }
        return new Outline(root);
    }

    private static Part part(String message, String line) {
        String[] words = line.strip().split("\\s+");
        if (words.length < 2) {
            throw new IllegalArgumentException(message + ": " + line.strip() + " (expected: a name and how often)");
        }
        int min = words[1].equals("?") ? 0 : Integer.parseInt(words[1].replaceFirst("\\.\\..*", ""));
        int max = words[1].equals("?") ? 1 : Integer.parseInt(words[1].replaceFirst(".*\\.\\.", ""));
        Format format = words.length > 2 ? Format.of(words[2]) : null;
        return new Part(words[0], min, max, format, words.length > 3 ? words[3] : "", new ArrayList<>());
    }

    /** The message's name, which is that of the root element. */
    public String name() {
        return root.name();
    }

    Part root() {
        return root;
    }

    /** Whether a path is part of the structure. */
    public boolean has(String path) {
        return find(path).isPresent();
    }

    private Optional<Part> find(String path) {
        Part at = root;
        for (String step : path.split("/")) {
            Optional<Part> next =
                    at.parts().stream().filter(part -> part.name().equals(step)).findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            at = next.get();
        }
        return Optional.of(at);
    }

    /** Of a document of another message, what this one has too. */
    public Element select(Element from) {
        return select(root, from);
    }

    private static Element select(Part part, Element from) {
        if (part.isLeaf()) {
            return Element.leaf(part.name(), from.text());
        }
        List<Element> kept = new ArrayList<>();
        for (Part child : part.parts()) {
            from.all(child.name())
                    .filter(found -> child.isLeaf() == found.children().isEmpty())
                    .limit(child.max())
                    .forEach(found -> kept.add(select(child, found)));
        }
        return Element.group(part.name(), kept);
    }
}
