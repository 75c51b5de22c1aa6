package eu.ccngateway.applications.ieca;

import eu.ccngateway.applications.xml.Check;
import eu.ccngateway.applications.xml.CodeLists;
import eu.ccngateway.applications.xml.Document;
import eu.ccngateway.applications.xml.Element;
import eu.ccngateway.applications.xml.Fault;
import eu.ccngateway.applications.xml.XmlReader;
import eu.ccngateway.applications.xml.XmlRefused;
import eu.ccngateway.applications.xml.XmlWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of the old phase: the same content, whether it is written as XML or as an interchange.
 *
 * @param root elements of its head, then of its body
 */
record LegacyMessage(LegacyHead head, Element root) {

    private static final CodeLists NO_LISTS = CodeLists.parse(List.of());
    private static final int LATIN_1 = 0xff;

    /** Of a head and a body. */
    static LegacyMessage of(LegacyHead head, List<Element> body) {
        List<Element> all = new ArrayList<>(head.elements());
        all.addAll(body);
        return new LegacyMessage(head, Element.group(head.name(), all));
    }

    /** What a message is called and who it is between, before anything else of it is believed. */
    static LegacyHead head(byte[] bytes) throws ConversionFailed {
        return LegacyForm.of(bytes) == LegacyForm.EDIFACT
                ? LegacyHead.ofEdifact(Edifact.read(bytes))
                : LegacyHead.ofXml(xml(bytes).root());
    }

    static LegacyMessage read(byte[] bytes, Mapping mapping) throws ConversionFailed {
        LegacyMessage message;
        if (LegacyForm.of(bytes) == LegacyForm.EDIFACT) {
            List<Segment> segments = Edifact.read(bytes);
            List<Segment> body = segments.subList(2, Math.max(2, segments.size() - 2)).stream()
                    .filter(segment -> !segment.tag().equals("UNS"))
                    .toList();
            message = of(LegacyHead.ofEdifact(segments), EdifactBody.read(mapping, body));
        } else {
            Document document = xml(bytes);
            message = new LegacyMessage(LegacyHead.ofXml(document.root()), document.root());
        }
        return message.checked(mapping);
    }

    private static Document xml(byte[] bytes) throws ConversionFailed {
        try {
            return new XmlReader().read(bytes);
        } catch (XmlRefused e) {
            throw ConversionFailed.of(e.fault());
        }
    }

    /** The same, if it has the structure and the characters of the old phase. */
    LegacyMessage checked(Mapping mapping) throws ConversionFailed {
        List<Fault> faults = Check.form(root.named(mapping.root().name()), mapping.outline(), NO_LISTS);
        if (!faults.isEmpty()) {
            throw ConversionFailed.of(faults.get(0));
        }
        checkCharacters(root);
        return this;
    }

    /** The head says UNOC in either form. */
    private static void checkCharacters(Element element) throws ConversionFailed {
        if (element.text().chars().anyMatch(c -> c > LATIN_1)) {
            throw ConversionFailed.ofForm(element.name() + ": '" + element.text()
                    + "' (expected: characters of ISO 8859-1, as level UNOC has)");
        }
        for (Element child : element.children()) {
            checkCharacters(child);
        }
    }

    byte[] write(LegacyForm form, Mapping mapping) throws ConversionFailed {
        return form == LegacyForm.XML
                ? XmlWriter.write(new Document("", "", root), "")
                : Edifact.write(head.around(mapping.edifactType(), EdifactBody.write(mapping, root)));
    }
}
