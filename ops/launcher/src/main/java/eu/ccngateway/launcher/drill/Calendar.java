package eu.ccngateway.launcher.drill;

import eu.ccngateway.monitoring.calendar.Announcement;
import eu.ccngateway.monitoring.calendar.CalendarBook;
import eu.ccngateway.monitoring.calendar.Type;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.monitoring.sla.AvailabilityDirectory;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the outages of a plan into the unavailability calendar, as people would: beforehand, when it starts, when it is over. */
final class Calendar {

    private final AvailabilityDirectory directory;
    private final Map<String, String> services;
    private final Clock clock;
    private final Map<String, List<String>> started = new HashMap<>();
    private final Map<Outage, Map<String, String>> announced = new LinkedHashMap<>();

    /** @param services by component */
    Calendar(AvailabilityDirectory directory, Map<String, String> services, Clock clock) {
        this.directory = directory;
        this.services = services;
        this.clock = clock;
    }

    /** What was announced before the drill began, each at its time. */
    void announce(List<Outage> outages) throws IOException {
        List<Outage> planned = outages.stream()
                .filter(outage -> outage.notice().isPresent())
                .sorted(Comparator.comparing(outage ->
                        outage.from().minus(outage.notice().orElseThrow().before())))
                .toList();
        for (Outage outage : planned) {
            Instant at = outage.from().minus(outage.notice().orElseThrow().before());
            try (Ledger ledger = directory.openCalendar(Clock.fixed(at, ZoneOffset.UTC))) {
                CalendarBook book = new CalendarBook(ledger);
                announce(outage, book);
                if (outage.notice().orElseThrow().isAgreed()) {
                    for (String id : announced.getOrDefault(outage, Map.of()).values()) {
                        book.agree(id);
                    }
                }
            }
        }
    }

    private void announce(Outage outage, CalendarBook book) throws IOException {
        for (String component : outage.components()) {
            String service = services.get(component);
            if (service != null) {
                String id = book.announce(new Announcement(
                        service,
                        outage.notice().isPresent() ? Type.S : Type.U,
                        outage.from(),
                        outage.notice().map(it -> outage.from().plus(it.planned())),
                        outage.cause(),
                        outage.party(),
                        outage.name()));
                announced.computeIfAbsent(outage, it -> new HashMap<>()).put(component, id);
            }
        }
    }

    /** An outage begins; what nobody announced is told of now. */
    void start(Outage outage) throws IOException {
        try (Ledger ledger = directory.openCalendar(clock)) {
            CalendarBook book = new CalendarBook(ledger);
            if (outage.notice().isEmpty()) {
                announce(outage, book);
            }
            for (Map.Entry<String, String> each :
                    announced.getOrDefault(outage, Map.of()).entrySet()) {
                book.start(each.getValue());
                started.computeIfAbsent(each.getKey(), component -> new ArrayList<>())
                        .add(each.getValue());
            }
        }
    }

    /** A component is back. */
    void end(String component) throws IOException {
        List<String> ids = Optional.ofNullable(started.remove(component)).orElse(List.of());
        if (!ids.isEmpty()) {
            try (Ledger ledger = directory.openCalendar(clock)) {
                for (String id : ids) {
                    new CalendarBook(ledger).end(id);
                }
            }
        }
    }
}
