package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.xml.Document;
import eu.ccngateway.applications.xml.Element;
import eu.ccngateway.applications.xml.XmlReader;
import eu.ccngateway.applications.xml.XmlRefused;
import eu.ccngateway.applications.xml.XmlWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a movement: its state in each role, some facts by name, and its data, which are in the shape of the
 * message that brought them. Immutable.
 */
public record Movement(String mrn, SortedMap<String, String> states, SortedMap<String, String> facts, Element data) {

    private static final String TIMER = "timer.";

    public Movement {
        states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    static Movement unknown(String mrn) {
        return new Movement(mrn, new TreeMap<>(), new TreeMap<>(), Element.group("data"));
    }

    /** Whether it is in a state in any role. */
    public boolean isKnown() {
        return !states.isEmpty();
    }

    public String state(String role) {
        return states.getOrDefault(role, Table.NONE);
    }

    public Movement inState(String role, String state) {
        SortedMap<String, String> changed = new TreeMap<>(states);
        if (state.equals(Table.NONE)) {
            changed.remove(role);
        } else {
            changed.put(role, state);
        }
        return new Movement(mrn, changed, facts, data);
    }

    public Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    /** An empty value forgets it. */
    public Movement withFact(String name, String value) {
        SortedMap<String, String> changed = new TreeMap<>(facts);
        if (value.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Movement(mrn, states, changed, data);
    }

    Movement withData(Element changed) {
        return new Movement(mrn, states, facts, changed.named("data"));
    }

    Movement withTimer(String name, Optional<Instant> at) {
        return withFact(TIMER + name, at.map(Instant::toString).orElse(""));
    }

    /** The timers that run, by name. */
    SortedMap<String, Instant> timers() {
        SortedMap<String, Instant> timers = new TreeMap<>();
        facts.tailMap(TIMER).forEach((name, at) -> {
            if (name.startsWith(TIMER)) {
                timers.put(name.substring(TIMER.length()), Instant.parse(at));
            }
        });
        return timers;
    }

    byte[] toBytes() {
        List<Element> children = new ArrayList<>();
        children.add(Element.leaf("mrn", mrn));
        states.forEach((role, state) -> children.add(pair("state", role, state)));
        facts.forEach((name, value) -> children.add(pair("fact", name, value)));
        children.add(data.named("data"));
        return XmlWriter.write(new Document("", "", Element.group("movement", children)), "");
    }

    static Movement of(byte[] bytes) throws XmlRefused {
        Element root = new XmlReader().read(bytes).root();
        SortedMap<String, String> states = new TreeMap<>();
        SortedMap<String, String> facts = new TreeMap<>();
        root.all("state")
                .forEach(each -> states.put(
                        each.value("name").orElse(""), each.value("value").orElse("")));
        root.all("fact")
                .forEach(each -> facts.put(
                        each.value("name").orElse(""), each.value("value").orElse("")));
        Element data = root.first("data").orElse(Element.group("data"));
        return new Movement(root.value("mrn").orElse(""), states, facts, data);
    }

    private static Element pair(String kind, String name, String value) {
        return Element.group(kind, Element.leaf("name", name), Element.leaf("value", value));
    }
}
