package eu.ccngateway.protocol.reference;

import eu.ccngateway.protocol.refusal.RefusalCode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table of refusals as the wire reference shows it. */
final class RefusalTable {

    private RefusalTable() {}

    static String text() {
        return "| number | name | at fault | again? | meaning | remedy |\n|---|---|---|---|---|---|\n"
                + Arrays.stream(RefusalCode.values())
                        .sorted(Comparator.comparingInt(RefusalCode::number))
                        .map(RefusalTable::row)
                        .collect(Collectors.joining());
    }

    private static String row(RefusalCode code) {
        return "| " + code.number() + " | `" + code + "` | " + word(code.fault()) + " | " + word(code.retry()) + " | "
                + code.meaning() + " | " + code.remedy() + " |\n";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
