package eu.ccngateway.monitoring.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One unavailability with all that became of it.
 *
 * @param planned as announced and amended, the bounds in force
 * @param stretches what was planned, each part with the moment it was announced
 * @param agreed moments at which it was agreed
 */
public record Unavailability(
        String id,
        Announcement planned,
        Instant announced,
        List<Stretch> stretches,
        List<Instant> agreed,
        Optional<Instant> started,
        Optional<Instant> ended,
        Optional<Instant> withdrawn) {

    public Unavailability {
        stretches = List.copyOf(stretches);
        agreed = List.copyOf(agreed);
    }

    static Unavailability of(String id, Announcement announcement, Instant announced) {
        List<Stretch> stretches = announcement.type() == Type.S
                ? List.of(new Stretch(announcement.from(), announcement.to().orElseThrow(), announced))
                : List.of();
        return new Unavailability(
                id,
                announcement,
                announced,
                stretches,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Where it stands. */
    public String state() {
        if (withdrawn.isPresent()) {
            return "withdrawn";
        }
        if (ended.isPresent()) {
            return "ended";
        }
        return started.isPresent() ? "started" : agreed.isEmpty() ? "announced" : "agreed";
    }

    /** How long before its beginning it was announced; negative where it had begun. */
    public Duration leadTime() {
        return Duration.between(announced, planned.from());
    }

    /** Whether all that is planned was announced in time, whoever has agreed to it by now. */
    public boolean isInTime(NoticeRule rule) {
        return !stretches.isEmpty() && stretches.stream().allMatch(rule::isInTime);
    }

    /** The parts that count as scheduled: announced in time, agreed, and not after the work was declared done. */
    public List<Stretch> scheduled(NoticeRule rule) {
        Instant last = Stream.of(ended, withdrawn)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        return stretches.stream()
                .filter(stretch -> rule.isKept(stretch, agreed))
                .flatMap(stretch -> stretch.within(Instant.MIN, last).stream())
                .toList();
    }

    /** With other bounds from a moment on; what is past stays, and what is new counts as announced then. */
    Unavailability amended(Instant from, Instant to, Instant at) {
        List<Stretch> kept = new ArrayList<>();
        for (Stretch stretch : stretches) {
            stretch.within(Instant.MIN, at).ifPresent(kept::add);
            stretch.within(at, Instant.MAX)
                    .flatMap(rest -> rest.within(from, to))
                    .ifPresent(kept::add);
        }
        List<Stretch> all = new ArrayList<>(kept);
        Instant free = from;
        kept.sort(Comparator.comparing(Stretch::from));
        for (Stretch stretch : kept) {
            new Stretch(from, to, at).within(free, stretch.from()).ifPresent(all::add);
            free = free.isAfter(stretch.to()) ? free : stretch.to();
        }
        new Stretch(from, to, at).within(free, to).ifPresent(all::add);
        Announcement moved = new Announcement(
                planned.service(),
                planned.type(),
                from,
                Optional.of(to),
                planned.cause(),
                planned.party(),
                planned.note());
        return new Unavailability(id, moved, announced, all, agreed, started, ended, withdrawn);
    }

    Unavailability agreedAt(Instant at) {
        List<Instant> all = new ArrayList<>(agreed);
        all.add(at);
        return new Unavailability(id, planned, announced, stretches, all, started, ended, withdrawn);
    }

    Unavailability startedAt(Instant at) {
        return new Unavailability(id, planned, announced, stretches, agreed, Optional.of(at), ended, withdrawn);
    }

    Unavailability endedAt(Instant at) {
        return new Unavailability(id, planned, announced, stretches, agreed, started, Optional.of(at), withdrawn);
    }

    Unavailability withdrawnAt(Instant at) {
        return new Unavailability(id, planned, announced, stretches, agreed, started, ended, Optional.of(at));
    }
}
