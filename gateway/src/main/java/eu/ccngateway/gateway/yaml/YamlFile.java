package eu.ccngateway.gateway.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Turns bytes into a tree that remembers its lines. Only plain YAML is taken: maps, lists and scalars. Anchors, aliases
 * and tags are refused, so that what a reader sees is what holds, and no file grows while it is read.
 */
public final class YamlFile {

    /** Hundreds of domains fit; a larger file is something else. */
    public static final int SIZE_MAX = 4 << 20;

    private static final int DEPTH_MAX = 20;

    private YamlFile() {}

    /** The bytes of a file of ours; a fault where it cannot be read. */
    public static Optional<byte[]> bytes(Path file, Faults faults) {
        try {
            if (Files.size(file) > SIZE_MAX) {
                faults.add(Files.size(file) + " bytes (expected: at most " + SIZE_MAX + ")");
                return Optional.empty();
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            faults.add("no such file; check the path");
        } catch (IOException e) {
            faults.add("cannot be read: " + e.getClass().getSimpleName()
                    + "; check that it is a file, and its permissions");
        }
        return Optional.empty();
    }

    /** The map at the top of a document; empty, and a fault said why, where there is none. */
    public static Optional<YamlMap> parse(byte[] bytes, Faults faults) {
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(true)
                .setParseComments(false)
                .setCodePointLimit(SIZE_MAX)
                .build();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (!isPlain(text, settings, faults)) {
                return Optional.empty();
            }
            Optional<Node> top = new Compose(settings).composeString(text);
            if (top.isEmpty()) {
                faults.add("empty (expected: settings)");
                return Optional.empty();
            }
            return new YamlNode(top.get(), "", faults).map();
        } catch (CharacterCodingException e) {
            faults.add("not UTF-8 (expected: a text file in UTF-8)");
        } catch (MarkedYamlEngineException e) {
            faults.add(e.getProblemMark(), "", "not YAML: " + e.getProblem() + hint(e));
        } catch (YamlEngineException e) {
            faults.add("not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static String hint(MarkedYamlEngineException e) {
        return e.getProblem().contains("'\\t") || e.getProblem().contains("TAB")
                ? " (expected: spaces, never tabs, before a key)"
                : "";
    }

    /** Looks at the events only, so that nothing is built from a document that is refused. */
    private static boolean isPlain(String text, LoadSettings settings, Faults faults) {
        int depth = 0;
        int documents = 0;
        for (Iterator<Event> events = new Parse(settings).parseString(text).iterator(); events.hasNext(); ) {
            Event event = events.next();
            Optional<Mark> mark = event.getStartMark();
            switch (event.getEventId()) {
                case DocumentStart -> documents++;
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {
                    // Scalars and the ends of documents do not nest.
                }
            }
            if (depth > DEPTH_MAX) {
                faults.add(mark, "", "nested deeper than " + DEPTH_MAX + " levels (expected: fewer)");
                return false;
            }
            if (documents > 1) {
                faults.add(mark, "", "a second document (expected: one; remove the line ---)");
                return false;
            }
            if (event instanceof AliasEvent alias) {
                faults.add(mark, "", "alias *" + alias.getAlias() + " (expected: no anchors or aliases; write it out)");
                return false;
            }
            if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
                faults.add(
                        mark,
                        "",
                        "anchor &" + node.getAnchor().get() + " (expected: no anchors or aliases; write it out)");
                return false;
            }
            Optional<String> tag = tag(event);
            if (tag.isPresent()) {
                faults.add(mark, "", "tag " + tag.get() + " (expected: none; leave it out)");
                return false;
            }
        }
        return true;
    }

    private static Optional<String> tag(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        return event instanceof CollectionStartEvent collection ? collection.getTag() : Optional.empty();
    }
}
