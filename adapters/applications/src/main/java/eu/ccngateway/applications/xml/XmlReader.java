package eu.ccngateway.applications.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents from strangers: no DTD, so no entities and nothing fetched from anywhere; bounded in bytes, depth, number
 * of elements and length of a text.
 */
public final class XmlReader {

    public static final int BYTES_MAX = 20 << 20;
    public static final int DEPTH_MAX = 32;
    public static final int ELEMENTS_MAX = 500_000;
    public static final int TEXT_MAX = 64 << 10;

    private final XMLInputFactory factory;

    public XmlReader() {
        factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    public Document read(byte[] bytes) throws XmlRefused {
        if (bytes.length > BYTES_MAX) {
            throw refused(1, 1, Fault.Code.OTHER, bytes.length + " bytes (expected: at most " + BYTES_MAX + ")");
        }
        String text = decoded(bytes);
        XMLStreamReader reader = null;
        try {
            reader = factory.createXMLStreamReader(new StringReader(text));
            return read(reader);
        } catch (XMLStreamException e) {
            throw broken(e.getLocation());
        } catch (RuntimeException e) {
            // The JDK's reader throws unchecked exceptions on some broken input; to the sender that is the same.
            throw broken(reader == null ? null : reader.getLocation());
        }
    }

    private static Document read(XMLStreamReader reader) throws XMLStreamException, XmlRefused {
        Deque<Open> open = new ArrayDeque<>();
        Document document = null;
        String namespace = "";
        String phase = "";
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD ->
                    throw refused(reader, Fault.Code.OTHER, "a DTD (expected: none; leave the DOCTYPE out)");
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw refused(reader, Fault.Code.NOT_WELL_FORMED, "entity " + reader.getLocalName());
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++elements > ELEMENTS_MAX || open.size() == DEPTH_MAX) {
                        throw refused(
                                reader,
                                Fault.Code.OTHER,
                                "too many elements or too deep (expected: at most " + ELEMENTS_MAX + " elements, "
                                        + DEPTH_MAX + " deep)");
                    }
                    if (open.isEmpty()) {
                        namespace = reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
                        String said = reader.getAttributeValue(null, "PhaseID");
                        phase = said == null ? "" : said.strip();
                    }
                    open.push(new Open(reader.getLocalName(), position(reader)));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty() && !open.peek().append(reader.getText())) {
                        throw refused(reader, Fault.Code.TOO_LONG, "text longer than " + TEXT_MAX + " characters");
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    Element closed = open.pop().close();
                    if (open.isEmpty()) {
                        document = new Document(namespace, phase, closed);
                    } else {
                        open.peek().children.add(closed);
                    }
                }
                default -> {
                    // Comments, processing instructions and white space mean nothing in a message.
                }
            }
        }
        if (document == null) {
            throw refused(reader, Fault.Code.NOT_WELL_FORMED, "no element");
        }
        return document;
    }

    /**
     * The characters of a document, which is UTF-8. Invalid ones are told apart from other faults of form, since they have a
     * code of their own.
     */
    private static String decoded(byte[] bytes) throws XmlRefused {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r' || c >= '\uFFFE') {
                throw refused(line, column, Fault.Code.INVALID_CHARACTER, "character " + (int) c + " is not allowed");
            }
            column = c == '\n' ? 1 : column + 1;
            line = c == '\n' ? line + 1 : line;
        }
        if (result.isError()) {
            throw refused(line, column, Fault.Code.INVALID_CHARACTER, "not UTF-8 (expected: every message in UTF-8)");
        }
        boolean hasMark = !text.isEmpty() && text.charAt(0) == '\uFEFF';
        return hasMark ? text.subSequence(1, text.length()).toString() : text.toString();
    }

    private static XmlRefused broken(@Nullable Location at) {
        String text = "not well-formed";
        return at == null
                ? refused(1, 1, Fault.Code.NOT_WELL_FORMED, text)
                : refused(
                        Math.max(1, at.getLineNumber()),
                        Math.max(1, at.getColumnNumber()),
                        Fault.Code.NOT_WELL_FORMED,
                        text);
    }

    private static Position position(XMLStreamReader reader) {
        Location at = reader.getLocation();
        return new Position(Math.max(1, at.getLineNumber()), Math.max(1, at.getColumnNumber()));
    }

    private static XmlRefused refused(XMLStreamReader reader, Fault.Code code, String text) {
        Position at = position(reader);
        return refused(at.line(), at.column(), code, text);
    }

    private static XmlRefused refused(int line, int column, Fault.Code code, String text) {
        return new XmlRefused(new Fault(new Position(line, column), "/", code, text, ""));
    }

    /** An element whose end has not been seen. */
    private static final class Open {
        private final String name;
        private final Position at;
        private final StringBuilder text = new StringBuilder();
        private final List<Element> children = new ArrayList<>();

        Open(String name, Position at) {
            this.name = name;
            this.at = at;
        }

        boolean append(String more) {
            text.append(more);
            return text.length() <= TEXT_MAX;
        }

        /** Text between children is kept only if it says something: then the checker can refuse it. */
        Element close() {
            String content =
                    children.isEmpty() ? text.toString() : text.toString().strip();
            return new Element(name, content, children, at);
        }
    }
}
