package eu.ccngateway.monitoring.replay;

import eu.ccngateway.monitoring.ledger.Csv;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How long senders were kept waiting by restarts that were really made, in a drill. What releases without stopping the world
 * would have cost is said with these figures only.
 *
 * @param millis each of them, in ascending order
 */
public record Interruptions(List<Long> millis) {

    private static final String TITLE = "at,milliseconds";
    private static final int RESTARTS_MAX = 10_000;

    public Interruptions {
        if (millis.isEmpty() || millis.size() > RESTARTS_MAX || millis.stream().anyMatch(it -> it < 0)) {
            throw new IllegalArgumentException(
                    "interruptions: " + millis.size() + " (expected: 1 to " + RESTARTS_MAX + ", none below 0)");
        }
        millis = millis.stream().sorted().toList();
    }

    /** Reads what a drill wrote. */
    public static Interruptions read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            List<String> fields = Csv.split(lines.get(i));
            boolean isTitle = i == 0 && lines.get(i).equals(TITLE);
            if (!isTitle && (fields.size() != 2 || !fields.get(1).matches("[0-9]{1,9}"))) {
                throw new IllegalArgumentException(file + ": line " + (i + 1) + ": '" + lines.get(i) + "' (expected: "
                        + TITLE + ", as ./ccn sla interruptions writes it)");
            }
            if (!isTitle) {
                all.add(Long.parseLong(fields.get(1)));
            }
        }
        return new Interruptions(all);
    }

    /** Adds one to a file. */
    public static String line(Instant at, long milliseconds) {
        return at + "," + milliseconds + "\n";
    }

    /** What a file begins with. */
    public static String title() {
        return TITLE + "\n";
    }

    public BigDecimal medianSeconds() {
        int middle = millis.size() / 2;
        long twice = millis.size() % 2 == 1 ? 2 * millis.get(middle) : millis.get(middle - 1) + millis.get(middle);
        return BigDecimal.valueOf(twice).divide(BigDecimal.valueOf(2_000), 1, RoundingMode.HALF_UP);
    }

    public BigDecimal maxSeconds() {
        return BigDecimal.valueOf(millis.get(millis.size() - 1))
                .divide(BigDecimal.valueOf(1_000), 1, RoundingMode.HALF_UP);
    }

    public int count() {
        return millis.size();
    }
}
