package eu.ccngateway.applications.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An element with either text or children, immutable. A path is names with slashes between; where there are several of a
 * name it means the first.
 */
public record Element(String name, String text, List<Element> children, Position at) {

    public Element {
        children = List.copyOf(children);
    }

    public static Element leaf(String name, String text) {
        return new Element(name, text, List.of(), Position.NOWHERE);
    }

    public static Element group(String name, List<Element> children) {
        return new Element(name, "", children, Position.NOWHERE);
    }

    public static Element group(String name, Element... children) {
        return group(name, List.of(children));
    }

    /** All children of a name. */
    public Stream<Element> all(String childName) {
        return children.stream().filter(child -> child.name.equals(childName));
    }

    public Optional<Element> first(String path) {
        int slash = path.indexOf('/');
        String head = slash < 0 ? path : path.substring(0, slash);
        Optional<Element> child = all(head).findFirst();
        return slash < 0 ? child : child.flatMap(found -> found.first(path.substring(slash + 1)));
    }

    public boolean has(String path) {
        return first(path).isPresent();
    }

    /** The text of the leaf at a path. */
    public Optional<String> value(String path) {
        return first(path).map(Element::text);
    }

    /** The same with the leaf at a path having a text; groups on the way are made. */
    public Element with(String path, String value) {
        int slash = path.lastIndexOf('/');
        if (slash < 0) {
            return replacing(leaf(path, value));
        }
        String parent = path.substring(0, slash);
        Element group = first(parent).orElse(group(parent.substring(parent.lastIndexOf('/') + 1)));
        return put(parent, group.with(path.substring(slash + 1), value));
    }

    /** The same with a group, in place of the first one of its name under the path's parent. */
    public Element put(String path, Element element) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return replacing(element);
        }
        String head = path.substring(0, slash);
        Element group = first(head).orElse(group(head));
        return replacing(group.put(path.substring(slash + 1), element));
    }

    /** The same without any element of that name among its children. */
    public Element without(String childName) {
        return new Element(
                name,
                text,
                children.stream().filter(child -> !child.name.equals(childName)).toList(),
                at);
    }

    /** The same with more children at its end. */
    public Element and(List<Element> more) {
        return new Element(
                name, text, Stream.concat(children.stream(), more.stream()).toList(), at);
    }

    public Element and(Element more) {
        return and(List.of(more));
    }

    /** The same under another name. */
    public Element named(String other) {
        return new Element(other, text, children, at);
    }

    private Element replacing(Element element) {
        List<Element> changed = new ArrayList<>(children);
        for (int i = 0; i < changed.size(); i++) {
            if (changed.get(i).name.equals(element.name)) {
                changed.set(i, element);
                return new Element(name, text, changed, at);
            }
        }
        changed.add(element);
        return new Element(name, text, changed, at);
    }
}
