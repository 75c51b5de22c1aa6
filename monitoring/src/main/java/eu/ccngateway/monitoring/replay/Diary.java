package eu.ccngateway.monitoring.replay;

import eu.ccngateway.monitoring.calendar.Announcement;
import eu.ccngateway.monitoring.calendar.CalendarBook;
import eu.ccngateway.monitoring.calendar.Type;
import eu.ccngateway.monitoring.replay.Scenario.Event;
import eu.ccngateway.monitoring.replay.Scenario.Notice;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What people do about declared stops, in the order of time: announce, agree, start, end. */
final class Diary {

    private interface Step {
        void take(CalendarBook book) throws IOException;
    }

    private record Page(Instant at, Step step) {}

    private final CalendarBook book;
    private final List<Page> pages;
    private int next;

    Diary(CalendarBook book, List<Event> events, ZoneId zone) {
        this.book = book;
        List<Page> all = new ArrayList<>();
        for (Event event : events) {
            for (LocalDateTime start : event.starts()) {
                for (String service : event.services()) {
                    write(all, event, service, start.atZone(zone).toInstant());
                }
            }
        }
        all.sort(Comparator.comparing(Page::at));
        pages = all;
    }

    private static void write(List<Page> pages, Event event, String service, Instant from) {
        Optional<Notice> notice = event.notice();
        Announcement announcement = new Announcement(
                service,
                notice.isPresent() ? Type.S : Type.U,
                from,
                notice.map(it -> from.plus(it.planned())),
                event.cause(),
                event.party(),
                event.name());
        Instant announced = notice.map(it -> from.minus(it.before())).orElse(from);
        String[] id = new String[1];
        pages.add(new Page(announced, book -> id[0] = book.announce(announcement)));
        if (notice.filter(Notice::isAgreed).isPresent()) {
            pages.add(new Page(announced, book -> book.agree(id[0])));
        }
        pages.add(new Page(from, book -> book.start(id[0])));
        pages.add(new Page(from.plus(event.lasts()), book -> book.end(id[0])));
    }

    /** The next moment at which something is to be done; {@link Instant#MAX} when all is done. */
    Instant nextAt() {
        return next < pages.size() ? pages.get(next).at : Instant.MAX;
    }

    /** Does what is next. */
    void takeNext() throws IOException {
        pages.get(next).step.take(book);
        next++;
    }
}
