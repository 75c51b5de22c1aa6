package eu.ccngateway.monitoring.sla;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.monitoring.availability.Span;
import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * How things stand now, for who shows it: a console, a status command.
 *
 * @param state of the last full minute
 * @param since the first minute of the same state, at most a day back
 * @param month the figure of the month so far, in the first window
 */
public record LiveState(String service, State state, Instant since, Figure month) {

    private static final int DAY = 24 * 60;

    /** Every service and group, from a directory that a prober writes. */
    public static List<LiveState> in(AvailabilityDirectory directory, Instant now) throws IOException, FileInvalid {
        Records records = directory.records();
        States states = records.states();
        Figures figures = new Figures(states);
        long minute = Span.minute(now);
        String window = records.services().windows().keySet().iterator().next();
        YearMonth month = YearMonth.from(now.atZone(records.services().zone()));
        Span soFar = Span.of(month, records.services().zone()).meet(new Span(minute - 366L * DAY, minute));
        List<LiveState> all = new ArrayList<>();
        for (String service : records.services().byName().keySet()) {
            all.add(of(
                    service,
                    states.of(service, new Span(minute - DAY, minute)),
                    minute,
                    figures.of(service, window, month.toString(), soFar)));
        }
        return all;
    }

    /** The last minute may not have been written yet; then the one before it counts. */
    private static LiveState of(String service, byte[] day, long minute, Figure month) {
        boolean isLate = day[DAY - 1] == State.UNKNOWN.ordinal() && day[DAY - 2] != State.UNKNOWN.ordinal();
        int last = isLate ? DAY - 2 : DAY - 1;
        int first = last;
        while (first > 0 && day[first - 1] == day[last]) {
            first--;
        }
        return new LiveState(service, State.ALL[day[last]], Span.instant(minute - DAY + first), month);
    }
}
