package eu.ccngateway.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into maps, lists, strings, doubles, booleans and nulls. Enough for the one small file that is read here; a
 * library for it would be larger than the SDK.
 */
final class Json {

    private static final int DEPTH_MAX = 32;

    private final String source;
    private final String text;
    private int at;
    private int depth;

    private Json(String source, String text) {
        this.source = source;
        this.text = text;
    }

    /** The object a text holds; errors name the source and the position. */
    static Map<String, Object> object(String source, String text) {
        Json json = new Json(source, text);
        Object value = json.value();
        json.blanks();
        if (json.at < text.length() || !(value instanceof Map<?, ?> object)) {
            throw json.wrong("one JSON object");
        }
        return asObject(object);
    }

    @SuppressWarnings("unchecked") // the keys are strings because value() makes them so
    static Map<String, Object> asObject(Map<?, ?> object) {
        return (Map<String, Object>) object;
    }

    private @Nullable Object value() {
        blanks();
        if (++depth > DEPTH_MAX) {
            throw wrong("nesting of at most " + DEPTH_MAX);
        }
        Object value = switch (peek()) {
            case '{' -> members();
            case '[' -> elements();
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
        depth--;
        return value;
    }

    private Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        at++;
        blanks();
        while (peek() != '}') {
            blanks();
            String key = string();
            blanks();
            expect(':');
            members.put(key, value());
            blanks();
            if (peek() == '}') {
                break;
            }
            expect(',');
        }
        at++;
        return members;
    }

    private List<@Nullable Object> elements() {
        List<@Nullable Object> elements = new ArrayList<>();
        at++;
        blanks();
        while (peek() != ']') {
            elements.add(value());
            blanks();
            if (peek() == ']') {
                break;
            }
            expect(',');
        }
        at++;
        return elements;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            string.append(c == '\\' ? escaped() : c);
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("an escape of JSON");
        };
    }

    private char unicode() {
        try {
            char c = (char) Integer.parseInt(text, at, at + 4, 16);
            at += 4;
            return c;
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw wrong("four hex digits");
        }
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong("a value");
        }
        at += word.length();
        return value;
    }

    private Double number() {
        int from = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            return Double.valueOf(text.substring(from, at));
        } catch (NumberFormatException e) {
            throw wrong("a value");
        }
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("more: the text ends too early");
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong("'" + c + "'");
        }
        at++;
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException(source + ": at character " + at + " (expected: " + expected + ")");
    }
}
