package eu.ccngateway.launcher.drill;

import eu.ccngateway.monitoring.availability.Span;
import eu.ccngateway.monitoring.calendar.Cause;
import eu.ccngateway.monitoring.replay.CompressedClock;
import eu.ccngateway.monitoring.sla.State;
import eu.ccngateway.monitoring.sla.States;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Holds what the instrument recorded against the injector's log. The log's own rules stand here again, on purpose: what lies
 * behind a failed layer is that layer's; where nobody measured it is unknown; planned is what was announced five working days
 * before, up to its announced end.
 */
final class Comparison {

    private static final int NOTICE_WORKING_DAYS = 5;
    private static final double MS = 1_000;

    /** In looks; half of it to either side is where a stretch may show. */
    private static final int NEAR = 3;

    private final DrillPlan plan;
    private final CompressedClock clock;
    private final States states;
    private final Map<String, String> services;
    private final List<Downtime> log;
    private final Duration interval;

    /**
     * @param services by component
     * @param interval of the prober, which is a minute of the drill's clock
     */
    Comparison(
            DrillPlan plan,
            CompressedClock clock,
            States states,
            Map<String, String> services,
            List<Downtime> log,
            Duration interval) {
        this.plan = plan;
        this.clock = clock;
        this.states = states;
        this.services = services;
        Instant from = clock.realOf(plan.from());
        Instant until = clock.realOf(plan.until());
        this.log = log.stream().flatMap(it -> it.within(from, until).stream()).toList();
        this.interval = interval;
    }

    /** One for each stretch of downtime, then those in which nobody measured. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        services.keySet().stream().sorted().forEach(component -> {
            for (List<Downtime> stretch : stretches(expected(component))) {
                findings.add(finding(services.getOrDefault(component, ""), stretch, Finding.DOWN));
            }
        });
        for (Downtime gap : of(DrillNetwork.PROBER)) {
            findings.add(finding(services.getOrDefault(DrillNetwork.GATEWAY, ""), List.of(gap), Finding.UNKNOWN));
        }
        return findings;
    }

    /** Down minutes of the instrument that belong to none of these, by service; none should. */
    long invented(String component) {
        String service = services.getOrDefault(component, "");
        byte[] all = states.of(service, Span.between(plan.from(), plan.until()));
        long down = count(all, State.SCHEDULED) + count(all, State.UNSCHEDULED);
        for (List<Downtime> stretch : stretches(expected(component))) {
            byte[] part = states.of(service, around(stretch));
            down -= count(part, State.SCHEDULED) + count(part, State.UNSCHEDULED);
        }
        return down;
    }

    /** Real seconds in which a component was down, also where nobody could see it. */
    double realSeconds(String component) {
        List<Downtime> own = of(component);
        List<Downtime> visible = component.equals(DrillNetwork.GATEWAY)
                ? own
                : own.stream()
                        .flatMap(it -> it.without(of(DrillNetwork.GATEWAY)).stream())
                        .toList();
        return visible.stream().mapToLong(it -> it.length().toMillis()).sum() / MS;
    }

    /** Downtime that the instrument should have seen and should have counted for this component. */
    private List<Downtime> expected(String component) {
        List<Downtime> hiding = new ArrayList<>(of(DrillNetwork.PROBER));
        if (!component.equals(DrillNetwork.GATEWAY)) {
            hiding.addAll(of(DrillNetwork.GATEWAY));
        }
        return of(component).stream()
                .flatMap(it -> it.without(hiding).stream())
                .sorted(Comparator.comparing(Downtime::from))
                .toList();
    }

    private List<Downtime> of(String component) {
        return log.stream().filter(it -> it.component().equals(component)).toList();
    }

    /** What is so near to each other that one look could belong to either is one stretch. */
    private List<List<Downtime>> stretches(List<Downtime> downtimes) {
        List<List<Downtime>> all = new ArrayList<>();
        for (Downtime each : downtimes) {
            List<Downtime> last = all.isEmpty() ? List.of() : all.get(all.size() - 1);
            boolean isNear = !last.isEmpty()
                    && last.get(last.size() - 1)
                            .to()
                            .plus(interval.multipliedBy(NEAR))
                            .isAfter(each.from());
            if (isNear) {
                last.add(each);
            } else {
                all.add(new ArrayList<>(List.of(each)));
            }
        }
        return all;
    }

    private Finding finding(String service, List<Downtime> stretch, String kind) {
        byte[] seen = states.of(service, around(stretch));
        double second = interval.toMillis() / MS;
        boolean isUnknown = kind.equals(Finding.UNKNOWN);
        long scheduled = isUnknown ? 0 : count(seen, State.SCHEDULED);
        long counted = isUnknown ? count(seen, State.UNKNOWN) : scheduled + count(seen, State.UNSCHEDULED);
        long planned = isUnknown
                ? 0
                : stretch.stream().mapToLong(it -> plannedMs(service, it)).sum();
        return new Finding(
                service,
                stretch.stream()
                        .max(Comparator.comparing(Downtime::length))
                        .orElseThrow()
                        .name(),
                stretch.size(),
                kind,
                stretch.get(0).from(),
                stretch.stream().mapToLong(it -> it.length().toMillis()).sum() / MS,
                counted * second,
                planned / MS,
                scheduled * second);
    }

    /** The minutes of the drill's clock in which it may show: one look and a half to either side. */
    private Span around(List<Downtime> stretch) {
        Duration margin = interval.multipliedBy(NEAR).dividedBy(2);
        Instant from = clock.shownAt(stretch.get(0).from().minus(margin));
        Instant to = clock.shownAt(stretch.get(stretch.size() - 1).to().plus(margin));
        return Span.between(plan.from(), plan.until())
                .meet(new Span(Span.minute(from), Math.max(Span.minute(from), Span.first(to))));
    }

    private static long count(byte[] minutes, State state) {
        long count = 0;
        for (byte minute : minutes) {
            if (minute == state.ordinal()) {
                count++;
            }
        }
        return count;
    }

    private long plannedMs(String service, Downtime downtime) {
        long sum = 0;
        for (Outage outage : plan.outages()) {
            boolean isThis = outage.components().stream()
                    .anyMatch(component -> service.equals(services.getOrDefault(component, "")));
            if (isThis && isPlanned(outage)) {
                Instant end = outage.from().plus(outage.notice().orElseThrow().planned());
                for (Downtime part : downtime.within(clock.realOf(outage.from()), clock.realOf(end))) {
                    sum += part.length().toMillis();
                }
            }
        }
        return sum;
    }

    private boolean isPlanned(Outage outage) {
        return outage.cause() != Cause.INCIDENT
                && outage.notice()
                        .filter(notice -> notice.isAgreed()
                                && workingDays(outage.from().minus(notice.before()), outage.from())
                                        >= NOTICE_WORKING_DAYS)
                        .isPresent();
    }

    /** Whole working days between two moments; national holidays there are none in a drill. */
    private static int workingDays(Instant from, Instant to) {
        ZoneId zone = ZoneId.of("Europe/Brussels");
        int count = 0;
        for (ZonedDateTime day = to.atZone(zone).minusDays(1);
                !day.toInstant().isBefore(from);
                day = day.minusDays(1)) {
            boolean isWeekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            count += isWeekend ? 0 : 1;
        }
        return count;
    }
}
