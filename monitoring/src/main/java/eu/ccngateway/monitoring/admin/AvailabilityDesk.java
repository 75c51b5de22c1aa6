package eu.ccngateway.monitoring.admin;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.monitoring.availability.Service;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.calendar.Unavailability;
import eu.ccngateway.monitoring.calendar.UnavailabilityCalendar;
import eu.ccngateway.monitoring.sla.AvailabilityDirectory;
import eu.ccngateway.monitoring.sla.Figure;
import eu.ccngateway.monitoring.sla.LiveState;
import eu.ccngateway.monitoring.sla.State;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a prober has measured and the calendar says, as an operator sees it. Who measures is another process; here its
 * files are read, at most every few seconds however many look.
 */
public final class AvailabilityDesk {

    private static final Duration GOOD_FOR = Duration.ofSeconds(5);
    private static final String NOT_MEASURED =
            "nobody measures this network yet; start ./ccn prober beside it, the first minute counts from then on";
    private static final String NOT_NOW =
            "nobody has looked for some minutes: what is shown as unknown may have been up or down; start ./ccn prober";
    private static final String NOT_READABLE = "what the prober wrote cannot be read; ./ccn sla status says why";

    private final AvailabilityDirectory directory;
    private final Clock clock;
    private Optional<Seen> last = Optional.empty();

    /** @param directory where the prober keeps its log, if there is one */
    public AvailabilityDesk(AvailabilityDirectory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    private record Seen(
            Instant at,
            Optional<Services> services,
            List<LiveState> states,
            UnavailabilityCalendar calendar,
            Optional<String> hint) {}

    private synchronized Seen seen() {
        Instant now = clock.instant();
        Seen seen =
                last.filter(before -> now.isBefore(before.at.plus(GOOD_FOR))).orElseGet(() -> look(now));
        last = Optional.of(seen);
        return seen;
    }

    private Seen look(Instant now) {
        if (!Files.exists(directory.root().resolve(AvailabilityDirectory.SERVICES))) {
            return nothing(now, NOT_MEASURED);
        }
        try {
            List<LiveState> states = LiveState.in(directory, now);
            boolean isBlind = states.stream().allMatch(state -> state.state() == State.UNKNOWN);
            return new Seen(
                    now,
                    Optional.of(directory.services()),
                    states,
                    UnavailabilityCalendar.of(directory.records().book()),
                    isBlind ? Optional.of(NOT_NOW) : Optional.empty());
        } catch (IOException | FileInvalid e) {
            return nothing(now, NOT_READABLE);
        }
    }

    private static Seen nothing(Instant now, String hint) {
        return new Seen(now, Optional.empty(), List.of(), UnavailabilityCalendar.of(List.of()), Optional.of(hint));
    }

    /** What somebody answers for stands first, then groups. */
    private static int rank(Service service) {
        return service.target().isPresent() ? 0 : service.isGroup() ? 1 : 2;
    }

    /** How every service stands, and its month so far. */
    JsonObject availability() {
        Seen seen = seen();
        List<JsonObject> services = seen.services
                .map(declared -> seen.states.stream()
                        .sorted(Comparator.comparing(state -> rank(declared.get(state.service()))))
                        .map(state -> service(declared.get(state.service()), state))
                        .toList())
                .orElse(List.of());
        return new JsonObject()
                .with("isMeasured", seen.services.isPresent())
                .withSome("hint", seen.hint)
                .withSome("zone", seen.services.map(declared -> declared.zone().getId()))
                .with("services", services);
    }

    private static JsonObject service(Service service, LiveState now) {
        Figure month = now.month();
        return new JsonObject()
                .with("service", service.name())
                .with("title", service.title())
                .with("members", service.members().size())
                .with("state", now.state().name())
                .with("since", now.since())
                .with("period", month.period())
                .with("window", month.window())
                .with("published", month.published())
                .with("withoutPlanned", month.withoutPlanned())
                .with("scheduledMinutes", month.tally().scheduled())
                .with("unscheduledMinutes", month.tally().unscheduled())
                .with("unknownMinutes", month.tally().unknown())
                .with("windowMinutes", month.tally().window())
                .withSome("target", month.target())
                .withSome("budgetLeftMinutes", month.budgetLeft())
                .withSome("burnRate", month.burnRate());
    }

    /** The calendar: what is on or to come, the next first, then what is over, the latest first. */
    List<Unavailability> calendar() {
        Instant now = clock.instant();
        Comparator<Unavailability> byBegin =
                Comparator.comparing(it -> it.planned().from());
        Comparator<Unavailability> order = Comparator.comparing(it -> isOver(it, now));
        return seen().calendar.all().stream()
                .sorted(order.thenComparing((a, b) -> isOver(a, now) ? byBegin.compare(b, a) : byBegin.compare(a, b)))
                .toList();
    }

    private static boolean isOver(Unavailability it, Instant now) {
        boolean isPast = it.planned().to().map(end -> !end.isAfter(now)).orElse(false);
        return it.ended().or(it::withdrawn).isPresent()
                || isPast && it.started().isEmpty();
    }

    JsonObject entry(Unavailability it) {
        UnavailabilityCalendar calendar = seen().calendar;
        List<String> acknowledged =
                calendar.acknowledgedBy(it.id()).stream().sorted().toList();
        return new JsonObject()
                .with("id", it.id())
                .with("service", it.planned().service())
                .with("type", it.planned().type())
                .with("state", it.state())
                .with("isOver", isOver(it, clock.instant()))
                .with("from", it.planned().from())
                .withSome("to", it.planned().to())
                .with("cause", it.planned().cause())
                .with("party", it.planned().party())
                .with("note", it.planned().note())
                .with("announced", it.announced())
                .withSome("isInTime", seen().services.map(services -> it.isInTime(services.notice())))
                .withSome("started", it.started())
                .withSome("ended", it.ended())
                .with(
                        "told",
                        acknowledged.size() + calendar.unacknowledged(it.id()).size())
                .with("acknowledged", acknowledged);
    }
}
