package eu.ccngateway.monitoring.replay;

import eu.ccngateway.monitoring.availability.Span;
import eu.ccngateway.monitoring.calendar.Cause;
import eu.ccngateway.monitoring.replay.Scenario.Event;
import eu.ccngateway.monitoring.sla.Figure;
import eu.ccngateway.monitoring.sla.State;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;

/**
 * What the network's figure would have been, had each of its declared releases cost one interruption of senders as it was
 * measured, instead of a stop. Everything else stays as declared.
 */
public final class CounterFactual {

    /** The service whose releases it is about. */
    public static final String NETWORK = "CCN_CSI";

    private static final int SECONDS = 60;

    private final ReplayedYear year;

    public CounterFactual(ReplayedYear year) {
        this.year = year;
    }

    /** The availability over the year's own window, in percent. */
    public BigDecimal with(BigDecimal secondsEach) {
        Figure figure = year.records()
                .figures()
                .ofYear(NETWORK, window(), year.scenario().year());
        BigDecimal window = BigDecimal.valueOf(figure.tally().window() * SECONDS);
        BigDecimal down = BigDecimal.valueOf((figure.tally().down() - stopped()) * SECONDS)
                .add(secondsEach.multiply(BigDecimal.valueOf(releases())));
        return window.subtract(down).movePointRight(2).divide(window, 2, RoundingMode.HALF_UP);
    }

    /** How many releases of the network are declared. */
    public long releases() {
        return year.scenario().events().stream()
                .filter(CounterFactual::isRelease)
                .mapToLong(event -> event.starts().size())
                .sum();
    }

    /** Minutes of the window in which the network was down for a release and for nothing else. */
    private long stopped() {
        Span span =
                Span.ofYear(year.scenario().year(), year.records().services().zone());
        byte[] states = year.records().states().of(NETWORK, span);
        boolean[] counts = year.records().services().window(window()).minutes(span);
        boolean[] isReleased = painted(span, true);
        boolean[] isElse = painted(span, false);
        long minutes = 0;
        for (int i = 0; i < states.length; i++) {
            boolean isDown = states[i] == State.SCHEDULED.ordinal() || states[i] == State.UNSCHEDULED.ordinal();
            minutes += isDown && counts[i] && isReleased[i] && !isElse[i] ? 1 : 0;
        }
        return minutes;
    }

    private boolean[] painted(Span span, boolean isForRelease) {
        boolean[] minutes = new boolean[span.length()];
        for (Event event : year.scenario().events()) {
            if (event.services().contains(NETWORK) && isRelease(event) == isForRelease) {
                for (LocalDateTime start : event.starts()) {
                    Instant from =
                            start.atZone(year.records().services().zone()).toInstant();
                    Span part = span.meet(Span.between(from, from.plus(event.lasts())));
                    Arrays.fill(minutes, (int) (part.from() - span.from()), (int) (part.to() - span.from()), true);
                }
            }
        }
        return minutes;
    }

    private static boolean isRelease(Event event) {
        return event.cause() == Cause.RELEASE && event.services().equals(List.of(NETWORK));
    }

    private String window() {
        return year.scenario().window();
    }
}
