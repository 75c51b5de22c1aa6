package eu.ccngateway.applications.pattern;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named texts as bytes, for what an application remembers: one {@code name=value} a line, both URL-encoded. */
final class Fields {

    private Fields() {}

    static byte[] toBytes(Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> text.append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append('\n'));
        // Never empty, as that would mean to forget.
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, String> of(byte[] bytes) {
        Map<String, String> fields = new LinkedHashMap<>();
        new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isEmpty())
                .forEach(line -> {
                    int end = line.indexOf('=');
                    fields.put(decode(line.substring(0, end)), decode(line.substring(end + 1)));
                });
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
