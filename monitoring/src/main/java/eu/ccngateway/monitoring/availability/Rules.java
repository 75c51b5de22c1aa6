package eu.ccngateway.monitoring.availability;

import eu.ccngateway.monitoring.calendar.NoticeRule;
import eu.ccngateway.monitoring.calendar.WorkingDays;
import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.Entry.Draft;
import eu.ccngateway.monitoring.ledger.Kind;
import eu.ccngateway.monitoring.ledger.LedgerDamaged;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The services and their rules as lines of a ledger, so that an exported one says by which rules it is to be read. */
public final class Rules {

    private static final String ZONE = "zone";
    private static final String NOTICE = "notice";
    private static final String PARTIAL = "partial-from";
    private static final String HOLIDAY = "holiday";
    private static final String WINDOW = "window";
    private static final String SERVICE = "service";
    private static final String MEMBER = "member";
    private static final String AGREED = "agreed";

    private Rules() {}

    public static List<Entry> lines(Services services, Instant now) {
        List<Draft> drafts = new ArrayList<>();
        drafts.add(rule(ZONE).with(Column.VALUE, services.zone().getId()));
        drafts.add(rule(NOTICE)
                .with(Column.VALUE, Integer.toString(services.notice().workingDays()))
                .with(Column.NOTE, services.notice().isAgreementNeeded() ? AGREED : ""));
        drafts.add(rule(PARTIAL).with(Column.VALUE, Integer.toString(services.partialFrom())));
        for (LocalDate day : new TreeSet<>(services.notice().days().holidays())) {
            drafts.add(rule(HOLIDAY).with(Column.VALUE, day.toString()));
        }
        for (Window window : services.windows().values()) {
            drafts.add(rule(WINDOW)
                    .with(Column.SERVICE, window.name())
                    .with(Column.FROM, Integer.toString(window.from()))
                    .with(Column.TO, Integer.toString(window.to()))
                    .with(
                            Column.VALUE,
                            window.days().stream().sorted().map(Enum::name).collect(Collectors.joining(" ")))
                    .with(
                            Column.NOTE,
                            window.zone().getId() + (window.holidays().isEmpty() ? "" : " without holidays")));
        }
        for (Service service : services.byName().values()) {
            drafts.add(rule(SERVICE)
                    .with(Column.SERVICE, service.name())
                    .with(
                            Column.VALUE,
                            service.isGroup() ? service.aggregation().name() : "")
                    .with(Column.CAUSE, service.behind().orElse(""))
                    .with(
                            Column.PARTY,
                            service.target().map(BigDecimal::toPlainString).orElse(""))
                    .with(Column.NOTE, service.title()));
            service.members()
                    .forEach((member, weight) -> drafts.add(rule(MEMBER)
                            .with(Column.SERVICE, service.name())
                            .with(Column.VALUE, member)
                            .with(Column.NOTE, weight.toString())));
        }
        return drafts.stream().map(draft -> draft.unnumbered(now)).toList();
    }

    private static Draft rule(String what) {
        return Draft.of(Kind.RULE).with(Column.ID, what);
    }

    /** The services an exported ledger is about. */
    public static Services read(List<Entry> rules, String name) throws LedgerDamaged {
        try {
            ZoneId zone = ZoneId.of(only(rules, ZONE).text(Column.VALUE));
            Set<LocalDate> holidays = of(rules, HOLIDAY).stream()
                    .map(entry -> LocalDate.parse(entry.text(Column.VALUE)))
                    .collect(Collectors.toSet());
            Entry notice = only(rules, NOTICE);
            NoticeRule noticeRule = new NoticeRule(
                    Integer.parseInt(notice.text(Column.VALUE)),
                    notice.text(Column.NOTE).equals(AGREED),
                    new WorkingDays(zone, holidays));
            Map<String, Window> windows = new LinkedHashMap<>();
            of(rules, WINDOW).forEach(entry -> windows.put(entry.text(Column.SERVICE), window(entry, holidays)));
            Map<String, Service> services = new LinkedHashMap<>();
            of(rules, SERVICE).forEach(entry -> services.put(entry.text(Column.SERVICE), service(entry, rules)));
            int partialFrom = Integer.parseInt(only(rules, PARTIAL).text(Column.VALUE));
            return new Services(services, windows, noticeRule, partialFrom, zone);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new LedgerDamaged(name + ": its rules cannot be read: " + e.getMessage()
                    + " (expected: a ledger as ./ccn sla report --ledger writes it)");
        }
    }

    private static Window window(Entry entry, Set<LocalDate> holidays) {
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        Arrays.stream(entry.text(Column.VALUE).split(" "))
                .map(DayOfWeek::valueOf)
                .forEach(days::add);
        String[] note = entry.text(Column.NOTE).split(" ", 2);
        return new Window(
                entry.text(Column.SERVICE),
                days,
                Integer.parseInt(entry.text(Column.FROM)),
                Integer.parseInt(entry.text(Column.TO)),
                note.length > 1 ? holidays : Set.of(),
                ZoneId.of(note[0]));
    }

    private static Service service(Entry entry, List<Entry> rules) {
        String name = entry.text(Column.SERVICE);
        Map<String, Integer> members = new LinkedHashMap<>();
        of(rules, MEMBER).stream()
                .filter(member -> member.text(Column.SERVICE).equals(name))
                .forEach(member -> members.put(member.text(Column.VALUE), Integer.parseInt(member.text(Column.NOTE))));
        return new Service(
                name,
                entry.text(Column.NOTE),
                Optional.of(entry.text(Column.CAUSE)).filter(text -> !text.isEmpty()),
                members,
                members.isEmpty() ? Aggregation.MEAN : Aggregation.valueOf(entry.text(Column.VALUE)),
                Optional.of(entry.text(Column.PARTY))
                        .filter(text -> !text.isEmpty())
                        .map(BigDecimal::new));
    }

    private static List<Entry> of(List<Entry> rules, String what) {
        return rules.stream()
                .filter(entry -> entry.text(Column.ID).equals(what))
                .toList();
    }

    private static Entry only(List<Entry> rules, String what) {
        return of(rules, what).stream().findFirst().orElseThrow(() -> new IllegalArgumentException("no rule " + what));
    }
}
