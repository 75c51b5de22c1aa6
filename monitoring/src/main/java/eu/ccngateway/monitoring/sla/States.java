package eu.ccngateway.monitoring.sla;

import eu.ccngateway.monitoring.availability.Observation;
import eu.ccngateway.monitoring.availability.Observed;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.availability.Span;
import eu.ccngateway.monitoring.calendar.Stretch;
import eu.ccngateway.monitoring.calendar.UnavailabilityCalendar;
import eu.ccngateway.monitoring.ledger.Entry;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges every minute, in this order:
 *
 * <ol>
 *   <li>what was seen decides whether the service was up; where nobody looked it is unknown;
 *   <li>a service that was not seen up while what it is seen through was down is not observable: the downtime belongs to
 *       the layer that failed (and where nobody looked at that layer, it is unknown whose it is);
 *   <li>the calendar decides what a minute that is down counts as: scheduled within what was announced in time, else
 *       unscheduled, so that late notice and overrun need no rule of their own, and overlaps count once;
 *   <li>corrections have the last word.
 * </ol>
 *
 * <p>Not thread-safe.
 */
public final class States {

    private final Services services;
    private final Observed observed;
    private final UnavailabilityCalendar calendar;
    private final List<Correction> corrections;
    /** Of one stretch, as windows and groups ask for the same clocks again and again. */
    private final Map<String, byte[]> judged = new HashMap<>();

    private Span judgedSpan = new Span(0, 0);

    public States(Services services, Observed observed, Collection<Entry> book) {
        this.services = services;
        this.observed = observed;
        this.calendar = UnavailabilityCalendar.of(book);
        this.corrections = Correction.in(book);
    }

    public Services services() {
        return services;
    }

    public UnavailabilityCalendar calendar() {
        return calendar;
    }

    /** The states of a service or a group, as ordinals; a group's minute is the worst of its members'. */
    public byte[] of(String service, Span span) {
        byte[] worst = new byte[span.length()];
        for (String clock : services.clocksOf(service)) {
            byte[] states = ofClock(clock, span);
            for (int i = 0; i < worst.length; i++) {
                worst[i] = (byte) Math.max(worst[i], states[i]);
            }
        }
        return worst;
    }

    private byte[] ofClock(String service, Span span) {
        if (!span.equals(judgedSpan)) {
            judged.clear();
            judgedSpan = span;
        }
        return judged.computeIfAbsent(service, name -> judge(name, span));
    }

    private byte[] judge(String service, Span span) {
        byte[] seen = observed.of(service, span);
        byte[] states = new byte[seen.length];
        for (int i = 0; i < seen.length; i++) {
            states[i] = judged(seen[i]);
        }
        for (String front : services.inFrontOf(service)) {
            hide(states, observed.of(front, span));
        }
        Set<String> names = services.withGroups(service);
        for (Stretch stretch : calendar.scheduled(names, services.notice())) {
            replace(states, span, Span.between(stretch.from(), stretch.to()), State.UNSCHEDULED, State.SCHEDULED);
        }
        for (Correction correction : corrections) {
            if (names.contains(correction.service())) {
                Span part = span.meet(correction.span());
                Arrays.fill(states, (int) (part.from() - span.from()), (int) (part.to() - span.from()), (byte)
                        correction.state().ordinal());
            }
        }
        return states;
    }

    private static byte judged(byte seen) {
        State state = State.UP;
        if (seen == Observation.NOTHING.ordinal()) {
            state = State.UNKNOWN;
        } else if (seen == Observation.DEGRADED.ordinal()) {
            state = State.DEGRADED;
        } else if (seen == Observation.DOWN.ordinal()) {
            state = State.UNSCHEDULED;
        }
        return (byte) state.ordinal();
    }

    /** Behind a layer that is down nothing can be seen; where nobody looked at that layer, nobody knows which one failed. */
    private static void hide(byte[] states, byte[] front) {
        for (int i = 0; i < states.length; i++) {
            if (states[i] == State.UNSCHEDULED.ordinal() || states[i] == State.UNKNOWN.ordinal()) {
                if (front[i] == Observation.DOWN.ordinal()) {
                    states[i] = (byte) State.NOT_OBSERVABLE.ordinal();
                } else if (front[i] == Observation.NOTHING.ordinal()) {
                    states[i] = (byte) State.UNKNOWN.ordinal();
                }
            }
        }
    }

    private static void replace(byte[] states, Span span, Span painted, State from, State to) {
        Span part = span.meet(painted);
        for (long minute = part.from(); minute < part.to(); minute++) {
            int i = (int) (minute - span.from());
            if (states[i] == from.ordinal()) {
                states[i] = (byte) to.ordinal();
            }
        }
    }
}
