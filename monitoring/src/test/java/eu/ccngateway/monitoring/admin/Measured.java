package eu.ccngateway.monitoring.admin;

import eu.ccngateway.monitoring.availability.Observation;
import eu.ccngateway.monitoring.availability.Span;
import eu.ccngateway.monitoring.availability.Tracker;
import eu.ccngateway.monitoring.calendar.Announcement;
import eu.ccngateway.monitoring.calendar.CalendarBook;
import eu.ccngateway.monitoring.calendar.Cause;
import eu.ccngateway.monitoring.calendar.Party;
import eu.ccngateway.monitoring.calendar.Type;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.monitoring.sla.AvailabilityDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** What a prober left that looked for ten minutes, and a calendar. */
final class Measured {

    static final Instant NOW = Instant.parse("2026-03-12T12:00:00Z");

    private static final String SERVICES = """
            zone: Europe/Brussels
            notice: { working-days: 5, agreement: false }
            holidays: []
            partial-from: 50
            windows:
              24x7: {}
            services:
              CCN_CSI: { title: The network, target: 99.9 }
              NCTS/CUSTTAX.IE: { title: NCTS of IE, behind: CCN_CSI }
              NCTS: { title: NCTS of all, behind: CCN_CSI, aggregation: mean, members: [NCTS/CUSTTAX.IE] }
            """;

    private Measured() {}

    static AvailabilityDesk desk() {
        try {
            return new AvailabilityDesk(in(Files.createTempDirectory("measured")), Clock.fixed(NOW, ZoneOffset.UTC));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Up, but for the national service's last three minutes. */
    static AvailabilityDirectory in(Path root) throws IOException {
        Files.writeString(root.resolve(AvailabilityDirectory.SERVICES), SERVICES);
        AvailabilityDirectory directory = new AvailabilityDirectory(root);
        try (Tracker tracker = directory
                .openTracker(directory.services(), Clock.fixed(NOW, ZoneOffset.UTC))
                .tracker()) {
            for (long minute = Span.minute(NOW) - 10; minute < Span.minute(NOW); minute++) {
                boolean isDown = minute >= Span.minute(NOW) - 3;
                tracker.observe(minute, new byte[] {
                    (byte) Observation.UP.ordinal(), (byte) (isDown ? Observation.DOWN : Observation.UP).ordinal()
                });
            }
        } catch (eu.ccngateway.gateway.yaml.FileInvalid e) {
            throw new IllegalStateException(e);
        }
        Clock earlier = Clock.fixed(NOW.minus(Duration.ofDays(30)), ZoneOffset.UTC);
        try (Ledger ledger = directory.openCalendar(earlier)) {
            CalendarBook book = new CalendarBook(ledger);
            tell(book, NOW.minus(Duration.ofDays(9)), "over");
            tell(book, NOW.plus(Duration.ofDays(2)), "later");
            tell(book, NOW.plus(Duration.ofDays(1)), "next");
        }
        return directory;
    }

    private static void tell(CalendarBook book, Instant from, String note) throws IOException {
        String id = book.announce(stop(from, note));
        book.sent(id, "CUSTTAX.FR", "m1");
        book.sent(id, "CUSTTAX.IE", "m2");
        book.acknowledged(id, "CUSTTAX.FR");
    }

    private static Announcement stop(Instant from, String note) {
        return new Announcement(
                "CCN_CSI",
                Type.S,
                from,
                Optional.of(from.plus(Duration.ofHours(2))),
                Cause.RELEASE,
                Party.NETWORK,
                note);
    }
}
