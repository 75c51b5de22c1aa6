package eu.ccngateway.applications.xml;

import java.nio.charset.StandardCharsets;

/** Writes documents the way the trans-European systems do: a prefixed root, everything else without a namespace. */
public final class XmlWriter {

    private final StringBuilder out = new StringBuilder(4096);

    private XmlWriter() {}

    /** The document as UTF-8, one element a line. */
    public static byte[] write(Document document, String prefix) {
        XmlWriter writer = new XmlWriter();
        String root = prefix.isEmpty() ? document.name() : prefix + ":" + document.name();
        writer.out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<").append(root);
        if (!document.namespace().isEmpty()) {
            writer.out.append(prefix.isEmpty() ? " xmlns" : " xmlns:" + prefix).append("=\"");
            writer.escaped(document.namespace());
            writer.out.append('"');
        }
        if (!document.phase().isEmpty()) {
            writer.out.append(" PhaseID=\"");
            writer.escaped(document.phase());
            writer.out.append('"');
        }
        writer.out.append(">\n");
        document.root().children().forEach(child -> writer.element(child, 1));
        writer.out.append("</").append(root).append(">\n");
        return writer.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void element(Element element, int depth) {
        indent(depth);
        out.append('<').append(element.name()).append('>');
        if (element.children().isEmpty()) {
            escaped(element.text());
        } else {
            out.append('\n');
            element.children().forEach(child -> element(child, depth + 1));
            indent(depth);
        }
        out.append("</").append(element.name()).append(">\n");
    }

    private void indent(int depth) {
        out.append("  ".repeat(depth));
    }

    private void escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#13;");
                default -> out.append(isAllowed(text, i) ? c : '\uFFFD');
            }
        }
    }

    /** Whether XML can hold it; what it cannot hold is written as the replacement character. */
    private static boolean isAllowed(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c >= ' ' && c < '\uFFFE' || c == '\t' || c == '\n';
    }
}
