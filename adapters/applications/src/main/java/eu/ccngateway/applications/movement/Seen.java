package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.conversation.Stored;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * What came before: by the network's id, so that a message that is delivered again is not done again; and by sender and
 * message identification, so that another message under a used identification is refused. The newest are remembered, up to a
 * limit.
 */
final class Seen {

    static final String KEY = "seen/";

    private record Entry(long order, String messageId, String identification) {}

    private final int max;
    private final PriorityQueue<Entry> byAge = new PriorityQueue<>(Comparator.comparingLong(Entry::order));
    private final Map<String, Entry> byMessageId = new HashMap<>();
    private final Set<String> identifications = new HashSet<>();
    private long next;

    Seen(int max) {
        this.max = max;
    }

    boolean isRedelivered(String messageId) {
        return byMessageId.containsKey(messageId);
    }

    boolean isDuplicate(String sender, String identification) {
        return identifications.contains(sender + ' ' + identification);
    }

    /** A message that was refused keeps its identification free: nothing came of it. */
    List<Stored> refused(String messageId) {
        return add(new Entry(next++, messageId, ""));
    }

    List<Stored> accepted(String messageId, Header header) {
        return add(new Entry(next++, messageId, header.sender() + ' ' + header.identification()));
    }

    private List<Stored> add(Entry entry) {
        List<Stored> records = new ArrayList<>();
        remember(entry);
        String value = entry.order + "\n" + entry.identification;
        records.add(new Stored(KEY + entry.messageId, value.getBytes(StandardCharsets.UTF_8)));
        while (byAge.size() > max) {
            Entry eldest = byAge.remove();
            byMessageId.remove(eldest.messageId);
            identifications.remove(eldest.identification);
            records.add(new Stored(KEY + eldest.messageId, new byte[0]));
        }
        return records;
    }

    private void remember(Entry entry) {
        byAge.add(entry);
        byMessageId.put(entry.messageId, entry);
        if (!entry.identification.isEmpty()) {
            identifications.add(entry.identification);
        }
    }

    void restore(Stored stored) {
        String value = new String(stored.value(), StandardCharsets.UTF_8);
        int line = value.indexOf('\n');
        Entry entry = new Entry(
                Long.parseLong(value.substring(0, line)),
                stored.key().substring(KEY.length()),
                value.substring(line + 1));
        next = Math.max(next, entry.order + 1);
        remember(entry);
    }
}
