package eu.ccngateway.launcher.sla;

import java.time.DateTimeException;
import java.time.YearMonth;

/** Understands months on the command line. */
final class Times {

    private Times() {}

    static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("month: '" + text + "' (expected: as 2019-03)", e);
        }
    }
}
