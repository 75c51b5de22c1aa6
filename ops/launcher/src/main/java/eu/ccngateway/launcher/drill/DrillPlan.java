package eu.ccngateway.launcher.drill;

import eu.ccngateway.monitoring.calendar.Cause;
import eu.ccngateway.monitoring.calendar.Party;
import eu.ccngateway.monitoring.replay.Scenario;
import eu.ccngateway.monitoring.replay.Scenario.Notice;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is to happen in a drill.
 *
 * @param from when it begins, by the drill's clock
 * @param lasts how long, by the same clock
 * @param leftOut what a declared year has in this stretch and the network of the drill has not
 */
public record DrillPlan(Instant from, Duration lasts, List<Outage> outages, List<String> leftOut) {

    private static final Duration IN_TIME = Duration.ofDays(21);
    private static final Duration TOO_LATE = Duration.ofDays(2);
    private static final int PERCENT = 100;

    /** Where in its part of the drill an outage begins, how long it lasts and was announced to last, in percent. */
    private static final int BEGINS = 15;

    private static final int LASTS = 35;
    private static final int ANNOUNCED = 75;
    private static final int ANNOUNCED_TOO_SHORT = 15;

    public DrillPlan {
        outages = outages.stream().sorted(Comparator.comparing(Outage::from)).toList();
        leftOut = List.copyOf(leftOut);
    }

    Instant until() {
        return from.plus(lasts);
    }

    /** A kind of outage. */
    private record Kind(String name, How how, List<String> components, Cause cause, Party party, int announced) {

        Outage at(Instant from, Duration part) {
            Optional<Notice> notice = announced == 0
                    ? Optional.empty()
                    : Optional.of(
                            new Notice(announced < 0 ? TOO_LATE : IN_TIME, minutes(part, Math.abs(announced)), true));
            return new Outage(name, how, components, from, minutes(part, LASTS), cause, party, notice);
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("gateway killed", How.KILL, List.of(DrillNetwork.GATEWAY), Cause.INCIDENT, Party.NETWORK, 0),
            new Kind("application stopped", How.STOP, List.of("IE"), Cause.INCIDENT, Party.NATIONAL, 0),
            new Kind(
                    "gateway stopped, announced",
                    How.STOP,
                    List.of(DrillNetwork.GATEWAY),
                    Cause.RELEASE,
                    Party.NETWORK,
                    ANNOUNCED),
            new Kind("application killed", How.KILL, List.of("FR"), Cause.INCIDENT, Party.NATIONAL, 0),
            new Kind("gateway stalled", How.STALL, List.of(DrillNetwork.GATEWAY), Cause.INCIDENT, Party.NETWORK, 0),
            new Kind(
                    "application stopped, announced too late",
                    How.STOP,
                    List.of("CSRD"),
                    Cause.MAINTENANCE,
                    Party.CENTRAL,
                    -ANNOUNCED),
            new Kind(
                    "gateway overruns its announced stop",
                    How.STOP,
                    List.of(DrillNetwork.GATEWAY),
                    Cause.RELEASE,
                    Party.NETWORK,
                    ANNOUNCED_TOO_SHORT),
            new Kind("prober killed", How.KILL, List.of(DrillNetwork.PROBER), Cause.INCIDENT, Party.NETWORK, 0),
            new Kind(
                    "two applications stopped, announced",
                    How.STOP,
                    List.of("FR", "IE"),
                    Cause.DR_EXERCISE,
                    Party.NATIONAL,
                    ANNOUNCED),
            new Kind("gateway stopped", How.STOP, List.of(DrillNetwork.GATEWAY), Cause.INCIDENT, Party.NETWORK, 0),
            new Kind(
                    "gateway killed while nobody measures",
                    How.KILL,
                    List.of(DrillNetwork.PROBER, DrillNetwork.GATEWAY),
                    Cause.INCIDENT,
                    Party.NETWORK,
                    0));

    /** So many outages, one kind after the other, each in a part of the drill of its own. */
    static DrillPlan standard(Instant from, Duration lasts, int outages) {
        Duration part = lasts.dividedBy(outages);
        return new DrillPlan(
                from,
                lasts,
                IntStream.range(0, outages)
                        .mapToObj(i -> KINDS.get(i % KINDS.size())
                                .at(
                                        from.plus(minutes(part.multipliedBy(i), PERCENT))
                                                .plus(minutes(part, BEGINS)),
                                        part))
                        .toList(),
                List.of());
    }

    /** Whole minutes, at least one. */
    private static Duration minutes(Duration whole, int percent) {
        return Duration.ofMinutes(
                Math.max(1, whole.multipliedBy(percent).dividedBy(PERCENT).toMinutes()));
    }

    /** What a declared year has between two moments, as far as the network of the drill has it; incidents are kills. */
    public static DrillPlan of(Scenario scenario, Instant from, Duration lasts, ZoneId zone) {
        List<Outage> outages = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Scenario.Event event : scenario.events()) {
            List<String> components = event.services().stream()
                    .flatMap(DrillPlan::components)
                    .distinct()
                    .toList();
            for (Instant start : event.starts().stream()
                    .map(it -> it.atZone(zone).toInstant())
                    .filter(it -> !it.isBefore(from) && it.plus(event.lasts()).isBefore(from.plus(lasts)))
                    .toList()) {
                boolean isWhole = event.lost().of() == event.lost().all();
                if (components.isEmpty() || !isWhole) {
                    leftOut.add(start + " " + event.name() + " of " + String.join(", ", event.services())
                            + (isWhole ? "" : ", a part only"));
                } else {
                    outages.add(new Outage(
                            event.name(),
                            event.cause() == Cause.INCIDENT ? How.KILL : How.STOP,
                            components,
                            start,
                            event.lasts(),
                            event.cause(),
                            event.party(),
                            event.notice()));
                }
            }
        }
        scenario.gaps().stream()
                .map(gap -> new Outage(
                        "prober stopped",
                        How.STOP,
                        List.of(DrillNetwork.PROBER),
                        gap.start().atZone(zone).toInstant(),
                        gap.lasts(),
                        Cause.MAINTENANCE,
                        Party.NETWORK,
                        Optional.empty()))
                .filter(gap -> !gap.from().isBefore(from) && gap.until().isBefore(from.plus(lasts)))
                .forEach(outages::add);
        return new DrillPlan(from, lasts, outages, leftOut);
    }

    private static Stream<String> components(String service) {
        return DrillNetwork.COMPONENT_OF.getOrDefault(service, List.of()).stream();
    }
}
