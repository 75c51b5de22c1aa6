package eu.ccngateway.gateway.evidence;

import eu.ccngateway.protocol.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A statement read back: exactly its lines, in their order. */
record PackStatement(Map<String, String> values, byte[] leaf) {

    private static final List<String> COMMON = List.of(
            "network", "environment", "sender", "to", "type", "id", "created", "header-sha256", "payload-sha256");
    private static final List<String> OF_REPORT = List.of("report", "original");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._@:+-]+");
    private static final Pattern TIME = Pattern.compile("[1-9][0-9]{12}");

    static PackStatement ofMessage(String file, byte[] bytes) {
        return read(file, bytes, "ccn-message-1", COMMON);
    }

    static PackStatement ofReport(String file, byte[] bytes) {
        List<String> keys = new java.util.ArrayList<>(COMMON);
        keys.addAll(OF_REPORT);
        return read(file, bytes, "ccn-report-1", keys);
    }

    private static PackStatement read(String file, byte[] bytes, String title, List<String> keys) {
        List<String> lines = List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1));
        require(lines.get(0).equals(title), file, "does not begin with " + title);
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            String line = i + 1 < lines.size() ? lines.get(i + 1) : "";
            require(line.startsWith(key + "="), file, "has no " + key + " where it belongs");
            String value = line.substring(key.length() + 1);
            require(VALUE.matcher(value).matches(), file, "has a bad " + key);
            values.put(key, value);
        }
        boolean isAll =
                lines.size() == keys.size() + 2 && lines.get(keys.size() + 1).isEmpty();
        require(isAll, file, "has more than its lines");
        byte[] leaf = Sha256.mine().add((byte) 0).add(bytes, 0, bytes.length).finish();
        return new PackStatement(values, leaf);
    }

    String get(String key) {
        return values.getOrDefault(key, "");
    }

    /** When it was created, in whole seconds since 1970. */
    long createdSeconds(String file) {
        String created = get("created");
        require(TIME.matcher(created).matches(), file, "has a bad created");
        return Long.parseLong(created) / 1000;
    }

    private static void require(boolean holds, String file, String reason) {
        if (!holds) {
            throw new PackFault(file, reason);
        }
    }
}
