package eu.ccngateway.monitoring.availability;

import eu.ccngateway.gateway.yaml.Faults;
import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.gateway.yaml.Value;
import eu.ccngateway.gateway.yaml.Values;
import eu.ccngateway.gateway.yaml.YamlFile;
import eu.ccngateway.gateway.yaml.YamlMap;
import eu.ccngateway.gateway.yaml.YamlNode;
import eu.ccngateway.monitoring.calendar.NoticeRule;
import eu.ccngateway.monitoring.calendar.WorkingDays;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what is measured and by which rules from YAML. */
public final class ServicesFile {

    private static final int SERVICES_MAX = 5_000;
    private static final int WEIGHT_MAX = 1_000_000;
    private static final int NOTICE_MAX = 250;
    private static final int PERCENT = 100;
    private static final int DAY = 24 * 60;

    private static final Value<ZoneId> ZONE = zone();
    private static final Value<LocalDate> DATE = Values.parsed(ServicesFile::date, "a date, as in 2019-12-25");
    private static final Value<Integer> TIME =
            Values.parsed(ServicesFile::time, "a time of day, as in 07:00, or 24:00");
    private static final Value<String> NAME = Values.text(
            text -> text.matches("[A-Za-z0-9][A-Za-z0-9_./-]{0,79}"),
            "1-80 letters, digits, '_', '.', '/' or '-', as in NCTS/FR");
    private static final Value<BigDecimal> TARGET = Values.parsed(ServicesFile::percent, "percent, as in 99.9");

    private final Faults faults;
    private final Map<String, Service> services = new LinkedHashMap<>();

    private ServicesFile(Faults faults) {
        this.faults = faults;
    }

    /** @throws FileInvalid with everything that is wrong */
    public static Services parse(byte[] bytes, String name) throws FileInvalid {
        Faults faults = new Faults(name);
        Optional<Services> services = YamlFile.parse(bytes, faults).flatMap(new ServicesFile(faults)::read);
        if (services.isEmpty() || !faults.isEmpty()) {
            throw new FileInvalid(faults.toList());
        }
        return services.get();
    }

    private Optional<Services> read(YamlMap top) {
        ZoneId zone = top.optional("zone", ZONE, ZoneId.of("Europe/Brussels"));
        Set<LocalDate> holidays =
                new HashSet<>(top.get("holidays").map(node -> node.values(DATE)).orElse(List.of()));
        NoticeRule notice = notice(top, new WorkingDays(zone, holidays));
        int partialFrom = top.optional("partial-from", Values.integer(1, PERCENT), PERCENT / 2);
        Map<String, Window> windows = new LinkedHashMap<>();
        top.required("windows")
                .flatMap(YamlNode::map)
                .ifPresent(map -> map.entries()
                        .forEach((name, node) -> node.map()
                                .ifPresent(settings -> windows.put(name, window(name, settings, holidays, zone)))));
        top.required("services").flatMap(YamlNode::map).ifPresent(this::services);
        top.refuseOthers();
        return faults.isEmpty()
                ? Optional.of(new Services(services, windows, notice, partialFrom, zone))
                : Optional.empty();
    }

    private static NoticeRule notice(YamlMap top, WorkingDays days) {
        YamlMap map = top.map("notice").orElseThrow();
        NoticeRule rule = new NoticeRule(
                map.optional("working-days", Values.integer(0, NOTICE_MAX), 5),
                map.optional("agreement", Values.yesNo(), true),
                days);
        map.refuseOthers();
        return rule;
    }

    private static Window window(String name, YamlMap map, Set<LocalDate> holidays, ZoneId zone) {
        Set<DayOfWeek> days = map.get("days")
                .map(node -> node.values(Values.oneOf(DayOfWeek.class)))
                .<Set<DayOfWeek>>map(list -> list.isEmpty() ? EnumSet.noneOf(DayOfWeek.class) : EnumSet.copyOf(list))
                .orElse(EnumSet.allOf(DayOfWeek.class));
        int from = map.optional("from", TIME, 0);
        int to = map.optional("to", TIME, DAY);
        boolean isFreeOnHolidays = map.optional("without-holidays", Values.yesNo(), false);
        ZoneId ownZone = map.optional("zone", ZONE, zone);
        map.refuseOthers();
        if (from >= to) {
            map.wrong("to", "not after from (expected: a window within one day)");
            return new Window(name, days, 0, DAY, Set.of(), ownZone);
        }
        return new Window(name, days, from, to, isFreeOnHolidays ? holidays : Set.of(), ownZone);
    }

    private void services(YamlMap map) {
        map.entries().forEach((name, node) -> {
            if (NAME.parse(name).isEmpty()) {
                map.wrongKey(name, NAME.expected(name));
            } else {
                node.map().ifPresent(settings -> service(name, settings));
            }
        });
        for (Service service : List.copyOf(services.values())) {
            for (String member : service.members().keySet()) {
                services.putIfAbsent(member, clock(member));
            }
        }
        for (Service service : services.values()) {
            service.behind()
                    .filter(front -> !isClock(front))
                    .ifPresent(front -> map.wrong(
                            service.name(),
                            "behind " + front + " (expected: a service that is declared and no group)"));
            if (service.members().keySet().stream().anyMatch(member -> !isClock(member))) {
                map.wrong(service.name(), "a member that is a group (expected: services that are no groups)");
            }
        }
        if (services.size() > SERVICES_MAX) {
            map.wrong("", services.size() + " services (expected: at most " + SERVICES_MAX + ")");
        }
    }

    private boolean isClock(String name) {
        return services.containsKey(name) && !services.get(name).isGroup();
    }

    private static Service clock(String name) {
        return new Service(name, name, Optional.empty(), Map.of(), Aggregation.MEAN, Optional.empty());
    }

    private void service(String name, YamlMap map) {
        Map<String, Integer> members = new LinkedHashMap<>();
        map.get("members").ifPresent(node -> {
            if (node.isMap()) {
                node.map()
                        .orElseThrow()
                        .entries()
                        .forEach((member, weight) ->
                                weight.value(Values.integer(1, WEIGHT_MAX)).ifPresent(it -> members.put(member, it)));
            } else {
                node.values(NAME).forEach(member -> members.put(member, 1));
            }
        });
        Aggregation aggregation = map.optional("aggregation", Values.oneOf(Aggregation.class), Aggregation.MEAN);
        services.put(
                name,
                new Service(
                        name,
                        map.optional(
                                "title", Values.text(text -> text.length() <= 200, "at most 200 characters"), name),
                        map.optional("behind", NAME),
                        members,
                        aggregation,
                        map.optional("target", TARGET)));
        map.refuseOthers();
    }

    private static Value<ZoneId> zone() {
        return Values.parsed(
                text -> {
                    if (!ZoneId.getAvailableZoneIds().contains(text)) {
                        throw new IllegalArgumentException(text);
                    }
                    return ZoneId.of(text);
                },
                "a time zone, as in Europe/Brussels");
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (java.time.format.DateTimeParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static int time(String text) {
        if (!text.matches("([01][0-9]|2[0-3]):[0-5][0-9]|24:00")) {
            throw new IllegalArgumentException(text);
        }
        return Integer.parseInt(text, 0, 2, 10) * 60 + Integer.parseInt(text, 3, 5, 10);
    }

    private static BigDecimal percent(String text) {
        BigDecimal value = new BigDecimal(text);
        if (value.signum() <= 0 || value.compareTo(BigDecimal.valueOf(PERCENT)) > 0 || value.scale() > 4) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }
}
