package eu.ccngateway.monitoring.calendar;

import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry.Draft;
import eu.ccngateway.monitoring.ledger.Kind;
import eu.ccngateway.monitoring.ledger.Ledger;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Writes the calendar: each step is a line in the ledger, recorded when it is taken and durable when it returns. */
public final class CalendarBook {

    private final Ledger ledger;
    private final UnavailabilityCalendar calendar;

    public CalendarBook(Ledger ledger) {
        this.ledger = ledger;
        this.calendar = UnavailabilityCalendar.of(ledger.entries());
    }

    /** As it stands; goes on with the book. */
    public UnavailabilityCalendar calendar() {
        return calendar;
    }

    /** Announces; answers the id. */
    public String announce(Announcement announcement) throws IOException {
        String id = "UA-" + (ledger.entries().size() + 1);
        Draft draft = Draft.of(Kind.ANNOUNCED)
                .with(Column.ID, id)
                .with(Column.SERVICE, announcement.service())
                .with(Column.FROM, announcement.from())
                .with(Column.VALUE, announcement.type().name())
                .with(Column.CAUSE, announcement.cause().name())
                .with(Column.PARTY, announcement.party().name())
                .with(Column.NOTE, announcement.note());
        announcement.to().ifPresent(end -> draft.with(Column.TO, end));
        write(draft);
        return id;
    }

    public void amend(String id, Instant from, Instant to) throws IOException {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("to: " + to + " (expected: later than " + from + ")");
        }
        write(step(Kind.AMENDED, id).with(Column.FROM, from).with(Column.TO, to));
    }

    public void agree(String id) throws IOException {
        write(step(Kind.AGREED, id));
    }

    public void start(String id) throws IOException {
        Unavailability it = open(id);
        if (it.started().isPresent()) {
            throw new IllegalArgumentException(
                    id + ": started at " + it.started().get() + " (expected: not yet started)");
        }
        write(step(Kind.STARTED, id));
    }

    public void end(String id) throws IOException {
        write(step(Kind.ENDED, id));
    }

    public void withdraw(String id) throws IOException {
        write(step(Kind.WITHDRAWN, id));
    }

    /** That a domain was told, by the message with this id. */
    public void sent(String id, String domain, String messageId) throws IOException {
        find(id);
        write(Draft.of(Kind.SENT)
                .with(Column.ID, id)
                .with(Column.SERVICE, domain)
                .with(Column.VALUE, messageId));
    }

    /** That a domain acknowledged. */
    public void acknowledged(String id, String domain) throws IOException {
        find(id);
        write(Draft.of(Kind.ACKNOWLEDGED).with(Column.ID, id).with(Column.SERVICE, domain));
    }

    private Draft step(Kind kind, String id) {
        open(id);
        return Draft.of(kind).with(Column.ID, id);
    }

    private Unavailability find(String id) {
        return calendar()
                .find(id)
                .orElseThrow(() -> new IllegalArgumentException(
                        id + ": no such unavailability (expected: an id that ./ccn unavailability list shows)"));
    }

    private Unavailability open(String id) {
        Unavailability it = find(id);
        Optional<Instant> over = it.ended().or(it::withdrawn);
        if (over.isPresent()) {
            throw new IllegalArgumentException(id + ": " + it.state() + " at " + over.get()
                    + " (expected: one that is not over; announce another)");
        }
        return it;
    }

    private void write(Draft draft) throws IOException {
        calendar.add(ledger.append(draft));
        ledger.sync();
    }
}
