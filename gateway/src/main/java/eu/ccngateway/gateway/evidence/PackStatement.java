package eu.ccngateway.gateway.evidence;

import eu.ccngateway.protocol.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A statement read back: exactly its lines, in their order.
 *
 * @param originals leaves of the messages that a report is about
 */
record PackStatement(Map<String, String> values, List<String> originals, byte[] leaf) {

    private static final List<String> COMMON = List.of(
            "network", "environment", "sender", "to", "type", "id", "created", "header-sha256", "payload-sha256");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._@:+-]+");
    private static final Pattern TIME = Pattern.compile("[1-9][0-9]{12}");

    static PackStatement ofMessage(String file, byte[] bytes) {
        return read(file, bytes, "ccn-message-1", COMMON, "");
    }

    static PackStatement ofReport(String file, byte[] bytes) {
        List<String> keys = new ArrayList<>(COMMON);
        keys.add("report");
        return read(file, bytes, "ccn-report-1", keys, "original");
    }

    /** @param last key of the last lines, one or more; empty = there are none */
    private static PackStatement read(String file, byte[] bytes, String title, List<String> keys, String last) {
        List<String> lines = List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1));
        require(lines.get(0).equals(title), file, "does not begin with " + title);
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            values.put(keys.get(i), value(file, lines, i + 1, keys.get(i)));
        }
        int at = keys.size() + 1;
        List<String> originals = new ArrayList<>();
        while (!last.isEmpty() && (originals.isEmpty() || at < lines.size() - 1)) {
            originals.add(value(file, lines, at++, last));
        }
        boolean isAll = lines.size() == at + 1 && lines.get(at).isEmpty();
        require(isAll, file, "has more than its lines");
        byte[] leaf = Sha256.mine().add((byte) 0).add(bytes, 0, bytes.length).finish();
        return new PackStatement(values, originals, leaf);
    }

    private static String value(String file, List<String> lines, int at, String key) {
        String line = at < lines.size() ? lines.get(at) : "";
        require(line.startsWith(key + "="), file, "has no " + key + " where it belongs");
        String value = line.substring(key.length() + 1);
        require(VALUE.matcher(value).matches(), file, "has a bad " + key);
        return value;
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
