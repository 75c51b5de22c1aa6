package eu.ccngateway.applications.ieca;

import eu.ccngateway.applications.ieca.Envelope.Part;
import eu.ccngateway.applications.movement.MessageSet;
import eu.ccngateway.applications.xml.Document;
import eu.ccngateway.applications.xml.Element;
import eu.ccngateway.applications.xml.Fault;
import eu.ccngateway.applications.xml.XmlReader;
import eu.ccngateway.applications.xml.XmlRefused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes messages of one phase out of those of the other. Knows nothing of movements: what it needs of one comes with the message. */
final class Converter {

    private static final Pattern NAME = Pattern.compile("(?:CD|IE)(\\d{3})([A-Z]?)");
    private static final char NEW = 'C';

    private final Map<String, MessageSet> sets = new HashMap<>();
    private final Map<String, Mapping> mappings = new HashMap<>();

    Converter() {
        for (String line : MessageSet.lines("ieca/messages.txt")) {
            String[] words = line.split("\\s+");
            if (words[0].startsWith("#") || words[0].isEmpty()) {
                continue;
            }
            sets.put(words[0], MessageSet.load(words[0].toLowerCase(java.util.Locale.ROOT)));
            for (String number : List.of(words).subList(1, words.length)) {
                String legacy = "CD" + number + "A";
                mappings.put(
                        words[0] + number, Mapping.parse(legacy, MessageSet.lines("ieca/mapping/" + legacy + ".txt")));
            }
        }
    }

    /** Whether a type is of the old phase, by the letter of its name. */
    static boolean isLegacy(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() && !matcher.group(2).equals(String.valueOf(NEW));
    }

    /** Whether there is a counterpart of a type in the other phase. */
    boolean knows(Part part) {
        return mappings.containsKey(key(part));
    }

    private static String key(Part part) {
        Matcher matcher = NAME.matcher(part.name());
        return matcher.matches() ? part.project() + matcher.group(1) : "";
    }

    private Mapping mapping(Part part) throws ConversionFailed {
        Mapping mapping = mappings.get(key(part));
        if (mapping == null) {
            throw ConversionFailed.ofContent(part.type() + " (expected: a message that both phases have; one of "
                    + MessageSet.lines("ieca/messages.txt").stream().skip(1).toList() + ")");
        }
        return mapping;
    }

    /** A message of the new phase, as elements. */
    Element modern(Part part) throws ConversionFailed {
        MessageSet messages = messages(part);
        try {
            Document document = new XmlReader().read(part.bytes());
            if (!document.name().equals(part.name())
                    || !messages.has(document.name())
                    || !document.namespace().equals(messages.namespace(part.name()))) {
                throw ConversionFailed.ofForm("{" + document.namespace() + "}" + document.name() + " (expected: {"
                        + messages.namespace(part.name()) + "}" + part.name() + ", as the type says)");
            }
            check(messages.formFaults(document));
            return document.root();
        } catch (XmlRefused e) {
            throw ConversionFailed.of(e.fault());
        }
    }

    private MessageSet messages(Part part) throws ConversionFailed {
        MessageSet messages = sets.get(part.project());
        if (messages == null) {
            throw ConversionFailed.ofContent(part.project() + " (expected: one of " + sets.keySet() + ")");
        }
        return messages;
    }

    private static void check(List<Fault> faults) throws ConversionFailed {
        if (!faults.isEmpty()) {
            throw ConversionFailed.of(faults.get(0));
        }
    }

    /** @param context the movement's record in the new phase, for what the old one repeats of it */
    Part down(Part message, Optional<Part> context, LegacyForm form) throws ConversionFailed {
        Mapping mapping = mapping(message);
        Element modern = modern(message);
        Optional<Element> known = context.isPresent() ? Optional.of(modern(context.get())) : Optional.empty();
        LegacyHead head = LegacyHead.down(modern, mapping.root().name());
        LegacyMessage legacy =
                LegacyMessage.of(head, Downward.body(mapping, modern, known)).checked(mapping);
        return new Part(typeOf(mapping.root().name(), message), legacy.write(form, mapping));
    }

    /** @param context the movement's record in the new phase, for what the old one does not have */
    Part up(Part message, Optional<Part> context) throws ConversionFailed {
        Mapping mapping = mapping(message);
        MessageSet messages = messages(message);
        LegacyMessage legacy = LegacyMessage.read(message.bytes(), mapping);
        String name = mapping.root().name().substring(0, 5) + NEW;
        if (!key(message).equals(key(new Part(typeOf(legacy.head().name(), message), message.bytes())))) {
            throw ConversionFailed.ofForm(
                    legacy.head().name() + " in " + message.type() + " (expected: the same name)");
        }
        Optional<Element> known = context.isPresent() ? Optional.of(modern(context.get())) : Optional.empty();
        Element body = Upward.body(mapping, name, legacy.root(), known);
        Element whole = Element.group(
                name,
                Stream.concat(legacy.head().up(name).stream(), body.children().stream())
                        .toList());
        Element ordered = messages.select(name, whole);
        check(messages.formFaults(new Document(messages.namespace(name), "", ordered)));
        check(messages.codeFaults(ordered));
        return new Part(typeOf(name, message), messages.write(ordered));
    }

    /** The same message in the characters of the old phase, as the transition wants of what is for a state there. */
    Part latin(Part modern) throws ConversionFailed {
        return written(modern.project(), Latin.of(modern(modern)));
    }

    /** A message of the new phase that is made here, as it is sent. */
    Part written(String project, Element modern) throws ConversionFailed {
        Part part = new Part(modern.name() + "-MSG." + project, new byte[0]);
        return new Part(part.type(), messages(part).write(messages(part).select(modern.name(), modern)));
    }

    private static String typeOf(String name, Part like) {
        return name + "-MSG." + like.project();
    }

    /** Who a message is between and what it is called, in either phase. */
    static LegacyHead head(Part part) throws ConversionFailed {
        if (isLegacy(part.name())) {
            return LegacyMessage.head(part.bytes());
        }
        try {
            return LegacyHead.down(new XmlReader().read(part.bytes()).root(), part.name());
        } catch (XmlRefused e) {
            throw ConversionFailed.of(e.fault());
        }
    }

    /** The number of the movement a message of the new phase is about; empty if it says none. */
    static String movement(Element modern) {
        List<String> found = new ArrayList<>();
        for (String path : new String[] {"TransitOperation/MRN", "ExportOperation/MRN", "Header/MRN"}) {
            modern.value(path).ifPresent(found::add);
        }
        return found.isEmpty() ? "" : found.get(0);
    }
}
