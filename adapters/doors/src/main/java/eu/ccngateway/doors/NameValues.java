package eu.ccngateway.doors;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Text of one {@code name: value} a line, as people and shell scripts write it. Empty lines and lines that begin with
 * {@code #} say nothing; a name may come once.
 */
public final class NameValues {

    /** More than any header needs: 16 properties of 256 characters and the rest. */
    public static final int BYTES_MAX = 64 << 10;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");
    private static final int SHOWN_MAX = 60;

    private NameValues() {}

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException names the line and what was expected
     */
    public static Map<String, String> parse(byte[] text) {
        if (text.length > BYTES_MAX) {
            throw new IllegalArgumentException(
                    "header: " + text.length + " bytes (expected: at most " + BYTES_MAX + ")");
        }
        Map<String, String> values = new LinkedHashMap<>();
        int number = 0;
        for (String line : utf8(text).split("\\r?\\n", -1)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                add(values, line, number);
            }
        }
        return values;
    }

    private static void add(Map<String, String> values, String line, int number) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? line : line.substring(0, colon).strip();
        if (colon < 0 || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("line " + number + ": '" + shown(line)
                    + "' (expected: name: value, for example type: CD001C-MSG.NCTS)");
        }
        if (values.put(name, line.substring(colon + 1).strip()) != null) {
            throw new IllegalArgumentException("line " + number + ": " + name + " comes twice (expected: once)");
        }
    }

    private static String utf8(byte[] text) {
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
            return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("header: not UTF-8 text (expected: lines of name: value)", e);
        }
    }

    /** Writes a text that {@link #parse} reads as the same; line ends within values become spaces. */
    public static byte[] format(Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) ->
                text.append(name).append(": ").append(oneLine(value)).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String oneLine(String value) {
        return value.replaceAll("\\p{Cntrl}", " ");
    }

    /** A foreign value made fit for an error text: short, and printable. */
    public static String shown(String value) {
        String head = value.length() <= SHOWN_MAX ? value : value.substring(0, SHOWN_MAX) + "...";
        return head.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
