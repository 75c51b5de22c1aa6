package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.xml.Check;
import eu.ccngateway.applications.xml.CodeLists;
import eu.ccngateway.applications.xml.Completion;
import eu.ccngateway.applications.xml.Document;
import eu.ccngateway.applications.xml.Element;
import eu.ccngateway.applications.xml.Fault;
import eu.ccngateway.applications.xml.Outline;
import eu.ccngateway.applications.xml.Samples;
import eu.ccngateway.applications.xml.XmlWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** All the messages of one system: their structure, their code lists, and how they are written. Immutable. */
public final class MessageSet {

    private static final String AT = "/eu/ccngateway/applications/";

    private final String namespace;
    private final String prefix;
    private final String phase;
    private final Map<String, Outline> outlines;
    private final CodeLists lists;
    private final Samples samples;

    private MessageSet(String namespace, String prefix, String phase, Map<String, Outline> outlines, Folder folder) {
        this.namespace = namespace;
        this.prefix = prefix;
        this.phase = phase;
        this.outlines = Collections.unmodifiableMap(outlines);
        this.lists = CodeLists.parse(folder.lines("code-lists.txt"));
        this.samples = Samples.parse(folder.lines("samples.txt"));
    }

    /**
     * Reads the messages that a folder of this module describes. Its file {@code messages.txt} has the namespace, the prefix,
     * the phase ({@code -} for none), and then the name of each message.
     */
    public static MessageSet load(String name) {
        Folder folder = new Folder(AT + name + "/");
        List<String> words = new ArrayList<>();
        folder.lines("messages.txt").stream()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> words.addAll(List.of(line.strip().split("\\s+"))));
        words.removeIf(String::isEmpty);
        List<String> header = folder.lines("header.outline");
        Map<String, Outline> outlines = new TreeMap<>();
        for (String message : words.subList(3, words.size())) {
            List<String> lines = new ArrayList<>(header);
            lines.addAll(folder.lines("outline/" + message + ".outline"));
            outlines.put(message, Outline.parse(message, lines));
        }
        String phase = words.get(2).equals("-") ? "" : words.get(2);
        return new MessageSet(words.get(0), words.get(1), phase, outlines, folder);
    }

    /** The lines of a resource of this module. */
    public static List<String> lines(String name) {
        return new Folder(AT).lines(name);
    }

    public Set<String> names() {
        return outlines.keySet();
    }

    public boolean has(String name) {
        return outlines.containsKey(name);
    }

    /** The structure of a message of this set. */
    public Outline outline(String name) {
        Outline outline = outlines.get(name);
        if (outline == null) {
            throw new IllegalArgumentException("message: " + name + " (expected: one of " + outlines.keySet() + ")");
        }
        return outline;
    }

    /** What is wrong with the form of a message of this set. */
    public List<Fault> formFaults(Document document) {
        return Check.form(document.root(), outline(document.name()), lists);
    }

    /** The values of a well-formed message that are in none of the code lists known here; the text names the list. */
    public List<Fault> codeFaults(Element root) {
        return Check.codes(root, outline(root.name()), lists);
    }

    /** What the namespace of a message must be. */
    public String namespace(String name) {
        return namespace.replace("*", name);
    }

    /** Makes whole what was given of a message: see {@link Completion}. */
    public Element complete(Element given, RandomGenerator random, double density, Instant now) {
        return new Completion(lists, samples, random, density, now).complete(outline(given.name()), given);
    }

    /** Of another message or a movement's data, what a message of this set has too. */
    public Element select(String name, Element from) {
        return outline(name).select(from);
    }

    /** The message as it is sent. */
    public byte[] write(Element root) {
        return XmlWriter.write(new Document(namespace(root.name()), phase, root), prefix);
    }

    /** Where resources lie. */
    private record Folder(String path) {

        List<String> lines(String name) {
            try (InputStream in = MessageSet.class.getResourceAsStream(path + name)) {
                if (in == null) {
                    throw new IllegalStateException(path + name + " is missing from this module's jar");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(path + name, e);
            }
        }
    }
}
