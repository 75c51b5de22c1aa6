package eu.ccngateway.applications.pattern;

import eu.ccngateway.applications.conversation.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an application remembers, by key; keys of one kind share a prefix. */
final class Memory {

    private final TreeMap<String, Map<String, String>> entries = new TreeMap<>();

    Optional<Map<String, String>> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** All whose keys begin so, by what follows in the key. */
    Map<String, Map<String, String>> under(String prefix) {
        Map<String, Map<String, String>> found = new TreeMap<>();
        entries.subMap(prefix, prefix + Character.MAX_VALUE)
                .forEach((key, value) -> found.put(key.substring(prefix.length()), value));
        return found;
    }

    int count(String prefix) {
        return entries.subMap(prefix, prefix + Character.MAX_VALUE).size();
    }

    int size() {
        return entries.size();
    }

    Stored put(String key, Map<String, String> fields) {
        entries.put(key, Map.copyOf(fields));
        return new Stored(key, Fields.toBytes(fields));
    }

    Stored forget(String key) {
        entries.remove(key);
        return new Stored(key, new byte[0]);
    }

    List<Stored> forgetAll(String prefix) {
        List<Stored> gone = new ArrayList<>();
        List.copyOf(under(prefix).keySet()).forEach(rest -> gone.add(forget(prefix + rest)));
        return gone;
    }

    void restore(Stored stored) {
        entries.put(stored.key(), Fields.of(stored.value()));
    }
}
