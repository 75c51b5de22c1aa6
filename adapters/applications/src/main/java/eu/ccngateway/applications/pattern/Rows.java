package eu.ccngateway.applications.pattern;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Rows of fields as one text, and the digest by which two sides know that they have the same. */
final class Rows {

    private Rows() {}

    static byte[] toBytes(List<Map<String, String>> rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(new String(Fields.toBytes(row), StandardCharsets.UTF_8)));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static List<Map<String, String>> of(String text) {
        List<Map<String, String>> rows = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.isEmpty()) {
                rows.add(Fields.of(row.toString().getBytes(StandardCharsets.UTF_8)));
                row.setLength(0);
            } else {
                row.append(line).append('\n');
            }
        }
        return rows;
    }

    static String digest(List<?> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object part : parts) {
                String text = part instanceof Map<?, ?> map ? new java.util.TreeMap<>(map).toString() : part.toString();
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
