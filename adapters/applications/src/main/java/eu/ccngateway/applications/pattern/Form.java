package eu.ccngateway.applications.pattern;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The content of a message of an application whose real form is not published: a small XML document of our own, with the
 * header all customs messages have in common, named fields, and rows of them.
 *
 * @param application the code, for example EBTI
 * @param type for example DECISION
 * @param sender address of the sending application, {@code NA.FR}
 * @param recipient address of the receiving one
 * @param id unique for its sender
 * @param about the id of the message this one answers; empty if none
 */
public record Form(
        String application,
        String type,
        String sender,
        String recipient,
        String id,
        String about,
        Instant at,
        Map<String, String> fields,
        List<Map<String, String>> rows) {

    static final String NAMESPACE = "urn:ccngateway:form:1";
    static final int ROWS_MAX = 100_000;
    static final int FIELDS_MAX = 64;
    static final int VALUE_MAX = 8 << 20;

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,39}");

    public Form {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        check(fields);
        if (rows.size() > ROWS_MAX) {
            throw new IllegalArgumentException("rows: " + rows.size() + " (expected: at most " + ROWS_MAX + ")");
        }
        rows.forEach(Form::check);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        rows = List.copyOf(rows);
    }

    private static void check(Map<String, String> fields) {
        if (fields.size() > FIELDS_MAX) {
            throw new IllegalArgumentException("fields: " + fields.size() + " (expected: at most " + FIELDS_MAX + ")");
        }
        fields.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "field '" + name + "' (expected: 1-40 letters and digits, the first a letter)");
            }
            boolean isText =
                    value.chars().allMatch(c -> c >= 0x20 && c != 0xfffe && c != 0xffff || c == '\n' || c == '\t');
            if (value.length() > VALUE_MAX || !isText) {
                throw new IllegalArgumentException("field " + name + ": " + value.length()
                        + " characters (expected: at most " + VALUE_MAX + ", and none that XML forbids)");
            }
        });
    }

    /** The field; empty where it is not there or says nothing. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
    }

    /** The field, or nothing. */
    String text(String name) {
        return fields.getOrDefault(name, "");
    }

    /** A field that is a number from 0 on; empty where it is none. */
    Optional<Integer> number(String name) {
        return field(name).filter(text -> text.matches("\\d{1,9}")).map(Integer::valueOf);
    }

    /** Understands a payload. */
    public static Form read(byte[] payload) throws FormInvalid {
        return new FormReader(payload).read();
    }

    /** The form as XML. */
    public byte[] toXml() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("form");
            xml.writeDefaultNamespace(NAMESPACE);
            for (Map.Entry<String, String> attribute : header().entrySet()) {
                xml.writeAttribute(attribute.getKey(), attribute.getValue());
            }
            write(xml, fields);
            for (Map<String, String> row : rows) {
                xml.writeStartElement("row");
                write(xml, row);
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a form could not be written", e);
        }
        return bytes.toByteArray();
    }

    private Map<String, String> header() {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("application", application);
        header.put("type", type);
        header.put("sender", sender);
        header.put("recipient", recipient);
        header.put("id", id);
        header.put("about", about);
        header.put("at", at.toString());
        return header;
    }

    private static void write(XMLStreamWriter xml, Map<String, String> fields) throws XMLStreamException {
        for (Map.Entry<String, String> field : fields.entrySet()) {
            xml.writeStartElement("field");
            xml.writeAttribute("name", field.getKey());
            xml.writeCharacters(field.getValue());
            xml.writeEndElement();
        }
    }

    /** The same rows without others than the named fields. */
    static List<Map<String, String>> only(List<Map<String, String>> rows, List<String> names) {
        List<Map<String, String>> kept = new ArrayList<>();
        rows.forEach(row -> {
            Map<String, String> fewer = new LinkedHashMap<>(row);
            fewer.keySet().retainAll(names);
            kept.add(fewer);
        });
        return kept;
    }
}
