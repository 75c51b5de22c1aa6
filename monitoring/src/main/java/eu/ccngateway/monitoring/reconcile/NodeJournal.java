package eu.ccngateway.monitoring.reconcile;

import eu.ccngateway.monitoring.ledger.Csv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A node's own account, as the SDK keeps it.
 *
 * @param node whose
 * @param since when it began to be kept
 */
public record NodeJournal(String node, Instant since, List<Line> lines) {

    private static final int FIELDS = 7;
    private static final String TITLE = "at,what,id,sender,to,type,bytes";

    /** What a line is about. */
    enum What {
        OPENED,
        SENT,
        TAKEN
    }

    /** A message it sent or took. */
    record Line(Instant at, What what, String id, String sender, String to, long bytes) {

        Passage.Key key() {
            return new Passage.Key(Passage.domainOf(sender), id);
        }
    }

    public NodeJournal {
        lines = List.copyOf(lines);
    }

    /** Reads one; a torn last line, which a killed process may leave, is left out. */
    public static NodeJournal read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        List<String> all = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        if (all.size() < 2 || !all.get(0).equals(TITLE)) {
            throw new IllegalArgumentException(
                    file + ": no journal of a node (expected: a file whose first line is " + TITLE + ")");
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 1; i < all.size(); i++) {
            lines.add(line(all.get(i), file + ", line " + (i + 1)));
        }
        Line first = lines.get(0);
        if (first.what != What.OPENED) {
            throw new IllegalArgumentException(
                    file + ": begins with " + first.what + " (expected: OPENED, as it is written when a node starts)");
        }
        return new NodeJournal(
                first.sender,
                first.at,
                lines.stream().filter(line -> line.what != What.OPENED).toList());
    }

    private static Line line(String text, String place) {
        try {
            List<String> fields = Csv.split(text);
            if (fields.size() == FIELDS) {
                return new Line(
                        Instant.parse(fields.get(0)),
                        What.valueOf(fields.get(1)),
                        fields.get(2).toLowerCase(Locale.ROOT),
                        fields.get(3),
                        fields.get(4),
                        fields.get(6).isEmpty() ? 0 : Long.parseLong(fields.get(6)));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage() + " (expected: " + TITLE + ")", e);
        }
        throw new IllegalArgumentException(place + ": '" + text + "' (expected: " + TITLE + ")");
    }
}
