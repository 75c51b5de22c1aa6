package eu.ccngateway.monitoring.replay;

import eu.ccngateway.monitoring.availability.Aggregation;
import eu.ccngateway.monitoring.availability.Service;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.availability.Span;
import eu.ccngateway.monitoring.availability.Window;
import eu.ccngateway.monitoring.calendar.Cause;
import eu.ccngateway.monitoring.calendar.NoticeRule;
import eu.ccngateway.monitoring.calendar.Party;
import eu.ccngateway.monitoring.calendar.WorkingDays;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A stretch of a few days in which everything goes wrong at random; the same seed gives the same. */
record Injection(Services services, Scenario scenario, Span span) {

    private static final List<String> ZONES =
            List.of("Europe/Brussels", "UTC", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu");
    private static final LocalDate[] DAYS = {
        LocalDate.of(2019, 3, 30), LocalDate.of(2019, 10, 26), LocalDate.of(2019, 4, 6), LocalDate.of(2019, 6, 11)
    };

    static Injection of(long seed) {
        Random random = new Random(seed);
        Services services = services(random);
        LocalDateTime start = DAYS[random.nextInt(DAYS.length)].atTime(random.nextInt(24), random.nextInt(60));
        int minutes = 400 + random.nextInt(2500);
        long first = Span.minute(start.atZone(services.zone()).toInstant());
        List<String> names = List.copyOf(services.byName().keySet());
        List<Scenario.Event> events = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            events.add(event(random, names, start, minutes));
        }
        List<Scenario.Gap> gaps = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            gaps.add(new Scenario.Gap(
                    start.plusMinutes(random.nextInt(minutes)), Duration.ofMinutes(1 + random.nextInt(200))));
        }
        Scenario scenario = new Scenario(
                2019, "", List.of(), "all", events, gaps, new Scenario.Traffic(1, Map.of()), "seed " + seed);
        return new Injection(services, scenario, new Span(first, first + minutes));
    }

    private static Services services(Random random) {
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        Set<LocalDate> holidays = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            holidays.add(DAYS[random.nextInt(DAYS.length)].minusDays(random.nextInt(12) - 3));
        }
        Map<String, Service> services = new LinkedHashMap<>();
        put(services, "NET", Optional.empty(), Map.of(), Aggregation.MEAN);
        put(services, "MIDDLE", Optional.of("NET"), Map.of(), Aggregation.MEAN);
        put(services, "ALONE", Optional.empty(), Map.of(), Aggregation.MEAN);
        Map<String, Integer> members = new LinkedHashMap<>();
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
            members.put("M/" + i, 1 + random.nextInt(5));
        }
        Aggregation aggregation = Aggregation.values()[random.nextInt(3)];
        put(services, "GROUP", random.nextBoolean() ? Optional.of("MIDDLE") : Optional.of("NET"), members, aggregation);
        members.keySet().forEach(name -> put(services, name, Optional.empty(), Map.of(), Aggregation.MEAN));
        int from = random.nextInt(1400);
        EnumSet<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
        days.remove(DayOfWeek.of(1 + random.nextInt(7)));
        Map<String, Window> windows = new LinkedHashMap<>();
        windows.put("all", new Window("all", EnumSet.allOf(DayOfWeek.class), 0, 1440, Set.of(), zone));
        windows.put("some", new Window("some", days, from, from + 1 + random.nextInt(1440 - from), holidays, zone));
        NoticeRule notice = new NoticeRule(random.nextInt(7), random.nextBoolean(), new WorkingDays(zone, holidays));
        return new Services(services, windows, notice, 1 + random.nextInt(100), zone);
    }

    private static void put(
            Map<String, Service> services,
            String name,
            Optional<String> behind,
            Map<String, Integer> members,
            Aggregation aggregation) {
        services.put(name, new Service(name, name, behind, members, aggregation, Optional.empty()));
    }

    private static Scenario.Event event(Random random, List<String> names, LocalDateTime start, int minutes) {
        Set<String> hit = new HashSet<>(Set.of(names.get(random.nextInt(names.size()))));
        if (random.nextInt(4) == 0) {
            hit.add(names.get(random.nextInt(names.size())));
        }
        List<LocalDateTime> starts = new ArrayList<>();
        for (int i = random.nextInt(2); i >= 0; i--) {
            starts.add(start.plusMinutes(random.nextInt(minutes + 400) - 200));
        }
        Duration lasts = Duration.ofMinutes(1 + random.nextInt(random.nextBoolean() ? 30 : 900));
        int all = 1 + random.nextInt(5);
        Optional<Scenario.Notice> notice = random.nextInt(3) == 0
                ? Optional.empty()
                : Optional.of(new Scenario.Notice(
                        Duration.ofMinutes(random.nextInt(14 * 1440)),
                        Duration.ofMinutes(1 + random.nextInt(900)),
                        random.nextInt(5) != 0));
        return new Scenario.Event(
                "stop",
                List.copyOf(hit),
                starts,
                lasts,
                new Scenario.Part(1 + random.nextInt(all), all),
                Cause.INCIDENT,
                Party.NETWORK,
                notice,
                List.of());
    }
}
