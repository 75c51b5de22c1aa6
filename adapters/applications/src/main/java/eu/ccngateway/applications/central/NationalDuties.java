package eu.ccngateway.applications.central;

import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Application;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.conversation.Stored;
import eu.ccngateway.applications.identifier.Address;
import eu.ccngateway.applications.identifier.Identifications;
import eu.ccngateway.applications.movement.Effect;
import eu.ccngateway.applications.movement.Engine;
import eu.ccngateway.applications.movement.Movement;
import eu.ccngateway.applications.movement.Step;
import eu.ccngateway.applications.pattern.MayStop;
import eu.ccngateway.applications.xml.Element;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What the transit application of a state owes the central services, around its movements: it announces when it will not be
 * there and then is not, counts its messages and reports them by the month, and knows when others are not there.
 *
 * <p>Acts beside those of movements: {@code announce} and {@code withdraw} a stop ({@code start}, {@code end},
 * {@code type}, {@code functionality}), {@code report-statistics} of a {@code month}.
 */
public final class NationalDuties implements Application, MayStop {

    private static final String CENTRE = "CSMIS.EC";
    private static final String OWN = TransitForm.SELF;
    private static final String STOP = "stop ";
    private static final String SENT = "sent ";
    private static final int SENT_MAX = 16;
    private static final String MINE = "duties/";
    private static final String COUNT = "count/";
    private static final Set<String> ACTS = Set.of("announce", "withdraw", "report-statistics");
    private static final Set<String> REFUSALS = Set.of("CD906C", "CD917C");
    private static final Set<String> MESSAGES = Set.of("CD071C", "CD971C", "CD903D");

    private final Application movements;
    private final Engine duties;
    private final String country;
    private final Map<String, Long> counts = new TreeMap<>();

    public NationalDuties(Application movements, String country, RandomGenerator random) {
        this.movements = movements;
        this.country = country;
        Map<String, Effect> effects = Map.of(
                "announce", step -> announce(step, "C"),
                "withdraw", step -> announce(step, "D"),
                "report-statistics", this::reportStatistics,
                "take-back", NationalDuties::takeBack,
                "note-notice", Notices::note,
                "note-schedule", NationalDuties::noteSchedule);
        this.duties = new Engine(
                TransitForm.of(country, "national.txt", effects),
                Address.transit(country),
                new Identifications(Identifications.SHORT, random),
                random,
                Engine.Limits.DEFAULT);
    }

    @Override
    public String address() {
        return movements.address();
    }

    /** Whether no stop that was announced from here covers the moment. */
    @Override
    public boolean isAvailable(Instant now) {
        LocalDateTime moment = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        return duties.movement(OWN).facts().entrySet().stream()
                .filter(fact -> fact.getKey().startsWith(STOP))
                .noneMatch(fact -> covers(fact.getKey().split(" ")[2], fact.getValue(), moment));
    }

    private static boolean covers(String start, String end, LocalDateTime moment) {
        boolean isBegun = !moment.isBefore(LocalDateTime.parse(start));
        return isBegun && (end.equals("-") || moment.isBefore(LocalDateTime.parse(end)));
    }

    /** When another state has said it would not be there: functionality, start, type, and the end. */
    public Map<String, String> noticesOf(String other) {
        return duties.movement(Notices.KEY + other).facts();
    }

    @Override
    public Reaction receive(Incoming message, Instant now) {
        boolean isMine = MESSAGES.contains(message.name()) || isRefusedByCentre(message);
        Reaction reaction = isMine ? mine(duties.receive(message, now)) : movements.receive(message, now);
        String sender = message.sender();
        return counted(reaction, Statistics.RECEIVED, List.of(sender.substring(Math.max(0, sender.length() - 2))), now);
    }

    private static boolean isRefusedByCentre(Incoming message) {
        return REFUSALS.contains(message.name()) && message.sender().startsWith(CENTRE + "@");
    }

    @Override
    public Reaction act(Act act, Instant now) {
        if (!ACTS.contains(act.name())) {
            return counted(movements.act(act, now), Statistics.RECEIVED, List.of(), now);
        }
        return mine(duties.act(new Act(act.name(), OWN, act.details()), now));
    }

    @Override
    public Reaction tick(Instant now) {
        return counted(movements.tick(now), Statistics.RECEIVED, List.of(), now);
    }

    @Override
    public void restore(Stored stored) {
        if (stored.key().startsWith(COUNT)) {
            counts.put(stored.key(), Long.valueOf(new String(stored.value(), StandardCharsets.US_ASCII)));
        } else if (stored.key().startsWith(MINE)) {
            duties.restore(new Stored(stored.key().substring(MINE.length()), stored.value()));
        } else {
            movements.restore(stored);
        }
    }

    /** Two engines remember under the same keys; mine have a prefix. */
    private static Reaction mine(Reaction reaction) {
        List<Stored> records = reaction.records().stream()
                .map(record -> new Stored(MINE + record.key(), record.value()))
                .toList();
        return new Reaction(reaction.outgoing(), reaction.changes(), records, Optional.empty(), reaction.made());
    }

    /** Counts what came and what is sent because of it. */
    private Reaction counted(Reaction reaction, String kind, List<String> countries, Instant now) {
        List<Stored> records = new ArrayList<>(reaction.records());
        countries.forEach(other -> count(kind, other, now, records));
        for (Outgoing outgoing : reaction.outgoing()) {
            count(Statistics.SENT, outgoing.to().substring(outgoing.to().length() - 2), now, records);
        }
        return new Reaction(reaction.outgoing(), reaction.changes(), records, reaction.wakeAt(), reaction.made());
    }

    private void count(String kind, String other, Instant now, List<Stored> records) {
        if (other.equals(Profile.CENTRE)) {
            return;
        }
        String key = COUNT + YearMonth.from(now.atOffset(ZoneOffset.UTC)) + "/" + kind + "/" + other;
        long count = counts.getOrDefault(key, 0L) + 1;
        counts.put(key, count);
        records.add(new Stored(key, Long.toString(count).getBytes(StandardCharsets.US_ASCII)));
    }

    private void announce(Step step, String operation) {
        String functionality = step.detail("functionality").orElse("A");
        String type = step.detail("type").orElse("S");
        String start = step.need("start");
        String end = step.detail("end").orElse("");
        String explanation = step.detail("explanation").orElse("01");
        if (!functionality.matches("[A-Z]") || !type.matches("[SUN]") || !explanation.matches("\\d{2}")) {
            throw new IllegalArgumentException("functionality, type, explanation: " + functionality + ", " + type + ", "
                    + explanation + " (expected: a letter; S, U or N; two digits)");
        }
        LocalDateTime begins = moment("start", start);
        if (end.isEmpty() && type.equals("S")) {
            throw new IllegalArgumentException("end: missing (expected: the end of a scheduled stop; rule C0400)");
        }
        if (!end.isEmpty() && !begins.isBefore(moment("end", end))) {
            throw new IllegalArgumentException("end: " + end + " (expected: after the start; rule R0519)");
        }
        Notices.Notice notice = new Notices.Notice(functionality, type, start, end, explanation);
        Element action = Notices.action(operation, List.of(Notices.unavailability(1, notice)));
        Element message = Element.group("CD070C", Element.group("Country", Element.leaf("country", country), action));
        String stop = STOP + functionality + " " + start + " " + type;
        String before = step.fact(stop).orElse("");
        step.fact(SENT + step.send(message, CENTRE), stop + "=" + before);
        step.fact(stop, operation.equals("D") ? "" : end.isEmpty() ? "-" : end);
        forgetOldNotices(step);
    }

    /** Identifications begin with their second, so the first is the eldest. */
    private static void forgetOldNotices(Step step) {
        List<String> sent = step.movement().facts().keySet().stream()
                .filter(name -> name.startsWith(SENT))
                .toList();
        sent.stream().limit(Math.max(0, sent.size() - SENT_MAX)).forEach(name -> step.fact(name, ""));
    }

    /** The centre did not take a notice: what stood before it stands again. */
    private static void takeBack(Step step) {
        String sent = SENT + step.message().header().correlation();
        step.fact(sent).ifPresent(notice -> {
            int end = notice.indexOf('=');
            step.fact(notice.substring(0, end), notice.substring(end + 1));
            step.fact(sent, "");
        });
    }

    private static LocalDateTime moment(String name, String text) {
        try {
            return LocalDateTime.parse(text, DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss"));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(name + ": " + text + " (expected: as in 2026-12-01T02:00:00)", e);
        }
    }

    private void reportStatistics(Step step) {
        String month = step.need("month");
        if (!month.matches("\\d{4}-\\d{2}")) {
            throw new IllegalArgumentException("month: " + month + " (expected: as in 2026-11)");
        }
        Map<String, Long> ofMonth = new TreeMap<>();
        String prefix = COUNT + month + "/";
        counts.forEach((key, count) -> {
            if (key.startsWith(prefix)) {
                ofMonth.put(key.substring(prefix.length()), count);
            }
        });
        step.send(Statistics.message(country, month, ofMonth), CENTRE);
    }

    /** The whole schedule of a type takes the place of what was known of each country in it. */
    private static void noteSchedule(Step step) {
        step.root().all("Country").forEach(told -> {
            String type = told.value("Action/Unavailability/type").orElse("").strip();
            Movement notices = step.other(Notices.KEY + Notices.value(told, "country"));
            for (String fact : List.copyOf(notices.facts().keySet())) {
                if (fact.endsWith(" " + type)) {
                    notices = notices.withFact(fact, "");
                }
            }
            step.other(notices);
        });
        Notices.note(step);
    }
}
