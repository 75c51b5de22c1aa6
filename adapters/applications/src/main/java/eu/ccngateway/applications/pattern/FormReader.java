package eu.ccngateway.applications.pattern;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads a form from XML that may come from anybody: no DTD, no entities, nothing deeper than a field in a row. */
final class FormReader {

    private static final int SIZE_MAX = 20 << 20;
    private static final int HEADER_MAX = 64;

    private final byte[] payload;

    FormReader(byte[] payload) {
        this.payload = payload;
    }

    Form read() throws FormInvalid {
        if (payload.length > SIZE_MAX) {
            throw new FormInvalid(payload.length + " bytes (expected: at most " + SIZE_MAX + ")");
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            // Decoded here: the parser prints to stderr what it thinks of bytes that are not UTF-8.
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text.toString()));
            try {
                return form(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            Location at = e.getLocation();
            String place = at == null ? "" : "line " + at.getLineNumber() + ", column " + at.getColumnNumber() + ": ";
            throw new FormInvalid(place + "not XML that can be read: " + firstLine(e.getMessage()));
        } catch (CharacterCodingException e) {
            throw new FormInvalid("not UTF-8 (expected: XML in UTF-8)");
        } catch (DateTimeParseException e) {
            throw new FormInvalid("at: '" + e.getParsedString() + "' (expected: a moment, as in 2026-01-01T00:00:00Z)");
        } catch (IllegalArgumentException e) {
            throw new FormInvalid(String.valueOf(e.getMessage()));
        }
    }

    private static String firstLine(@Nullable String text) {
        String message = text == null ? "" : text;
        return message.replaceAll("\\s+", " ").strip();
    }

    private static Form form(XMLStreamReader xml) throws XMLStreamException, FormInvalid {
        xml.nextTag();
        if (!xml.getLocalName().equals("form") || !Form.NAMESPACE.equals(xml.getNamespaceURI())) {
            throw new FormInvalid("root element " + xml.getLocalName() + " (expected: form in " + Form.NAMESPACE + ")");
        }
        Map<String, String> header = new LinkedHashMap<>();
        for (String name : List.of("application", "type", "sender", "recipient", "id", "about", "at")) {
            header.put(name, attribute(xml, name));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        List<Map<String, String>> rows = new ArrayList<>();
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            if (xml.getLocalName().equals("row")) {
                rows.add(row(xml));
                if (rows.size() > Form.ROWS_MAX) {
                    throw new FormInvalid("more than " + Form.ROWS_MAX + " rows");
                }
            } else {
                field(xml, fields);
            }
        }
        return new Form(
                need(header, "application"),
                need(header, "type"),
                need(header, "sender"),
                need(header, "recipient"),
                need(header, "id"),
                header.getOrDefault("about", ""),
                Instant.parse(need(header, "at")),
                fields,
                rows);
    }

    private static Map<String, String> row(XMLStreamReader xml) throws XMLStreamException, FormInvalid {
        Map<String, String> row = new LinkedHashMap<>();
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            field(xml, row);
        }
        return row;
    }

    private static void field(XMLStreamReader xml, Map<String, String> fields) throws XMLStreamException, FormInvalid {
        if (!xml.getLocalName().equals("field")) {
            throw new FormInvalid("line " + xml.getLocation().getLineNumber() + ": element " + xml.getLocalName()
                    + " (expected: field or row)");
        }
        String name = attribute(xml, "name");
        if (fields.size() >= Form.FIELDS_MAX || fields.put(name, xml.getElementText()) != null) {
            throw new FormInvalid("field " + name + " is there twice, or there are more than " + Form.FIELDS_MAX);
        }
    }

    private static String attribute(XMLStreamReader xml, String name) throws FormInvalid {
        String value = xml.getAttributeValue(null, name);
        if (value != null && value.length() > HEADER_MAX) {
            throw new FormInvalid(name + ": " + value.length() + " characters (expected: at most " + HEADER_MAX + ")");
        }
        return value == null ? "" : value;
    }

    private static String need(Map<String, String> header, String name) throws FormInvalid {
        String value = header.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new FormInvalid(name + ": missing (expected: an attribute of form)");
        }
        return value;
    }
}
