package eu.ccngateway.monitoring.replay;

import eu.ccngateway.monitoring.availability.Aggregation;
import eu.ccngateway.monitoring.availability.Service;
import eu.ccngateway.monitoring.availability.Services;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * What the figures have to be, from what was injected alone: it asks for every minute what was done to each service then. It
 * uses none of the classes that judge, count or divide.
 */
final class Oracle {

    /** Minutes: in the window, scheduled, unscheduled, unknown. */
    record Counts(long whole, long scheduled, long unscheduled, long unknown) {

        String published() {
            return interval(whole - scheduled - unscheduled, whole);
        }

        String withoutPlanned() {
            return interval(whole - scheduled - unscheduled, whole - scheduled);
        }

        private String interval(long up, long all) {
            if (all <= 0) {
                return "";
            }
            String high = percent(up, all);
            String low = percent(up - unknown, all);
            return low.equals(high) ? high : low + "-" + high;
        }

        private static String percent(long up, long all) {
            long hundredths = Math.floorDiv(20_000 * up + all, 2 * all);
            return hundredths / 100 + "." + hundredths / 10 % 10 + hundredths % 10;
        }
    }

    private record Hit(Set<String> services, long from, long to, int lost) {}

    private record Promise(Set<String> services, long from, long to) {}

    private final Injection injection;
    private final Services services;
    private final ZoneId zone;
    private final List<Hit> hits = new ArrayList<>();
    private final List<Promise> promises = new ArrayList<>();
    private final List<long[]> pauses = new ArrayList<>();
    private final Map<String, char[]> judged = new HashMap<>();
    private final Map<String, boolean[]> windows = new HashMap<>();

    Oracle(Injection injection) {
        this.injection = injection;
        this.services = injection.services();
        this.zone = services.zone();
        for (Scenario.Event event : injection.scenario().events()) {
            Set<String> hit = new HashSet<>(event.services());
            for (LocalDateTime start : event.starts()) {
                Instant from = ZonedDateTime.ofLocal(start, zone, null).toInstant();
                long end = minute(from) + event.lasts().toMinutes();
                hits.add(new Hit(
                        hit,
                        minute(from),
                        end,
                        event.lost().of() * 100 / event.lost().all()));
                event.notice()
                        .filter(notice -> isKept(notice, from))
                        .ifPresent(notice -> promises.add(new Promise(
                                hit,
                                minute(from),
                                Math.min(end, minute(from) + notice.planned().toMinutes()))));
            }
        }
        for (Scenario.Gap gap : injection.scenario().gaps()) {
            long start = minute(ZonedDateTime.ofLocal(gap.start(), zone, null).toInstant());
            pauses.add(new long[] {start, start + gap.lasts().toMinutes()});
        }
    }

    private static long minute(Instant moment) {
        return moment.getEpochSecond() / 60;
    }

    private boolean isKept(Scenario.Notice notice, Instant from) {
        LocalDateTime begins = LocalDateTime.ofInstant(from, zone);
        LocalDate day = begins.toLocalDate();
        int left = services.notice().workingDays();
        while (left > 0) {
            day = day.plusDays(-1);
            if (day.getDayOfWeek().getValue() <= 5
                    && !services.notice().days().holidays().contains(day)) {
                left--;
            }
        }
        Instant latest = ZonedDateTime.ofLocal(LocalDateTime.of(day, begins.toLocalTime()), zone, null)
                .toInstant();
        boolean isAgreed = notice.isAgreed() || !services.notice().isAgreementNeeded();
        return isAgreed && !from.minus(notice.before()).isAfter(latest);
    }

    Counts of(String service, String window) {
        long[] found = new long[4];
        boolean[] counts = windows.computeIfAbsent(window, this::window);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i]) {
                add(found, services.byName().get(service), i);
            }
        }
        return new Counts(found[0], found[1], found[2], found[3]);
    }

    private boolean[] window(String name) {
        boolean[] counts = new boolean[injection.span().length()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = counts(name, injection.span().from() + i);
        }
        return counts;
    }

    private boolean counts(String window, long minute) {
        var asked = services.windows().get(window);
        LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochSecond(minute * 60), asked.zone());
        int ofDay = local.getHour() * 60 + local.getMinute();
        return asked.days().contains(local.getDayOfWeek())
                && !asked.holidays().contains(local.toLocalDate())
                && ofDay >= asked.from()
                && ofDay < asked.to();
    }

    private void add(long[] found, Service service, int i) {
        if (service.members().isEmpty()) {
            count(found, judged(service.name())[i], 1);
            return;
        }
        boolean isAnyDown = service.aggregation() == Aggregation.ANY_DOWN;
        char worst = '+';
        for (var member : service.members().entrySet()) {
            char judged = judged(member.getKey())[i];
            worst = "+?SU".indexOf(judged) > "+?SU".indexOf(worst) ? judged : worst;
            if (!isAnyDown) {
                count(found, judged, service.aggregation() == Aggregation.WEIGHTED ? member.getValue() : 1);
            }
        }
        if (isAnyDown) {
            count(found, worst, 1);
        }
    }

    private char[] judged(String clock) {
        return judged.computeIfAbsent(clock, this::judge);
    }

    private static void count(long[] found, char judged, long weight) {
        found[0] += weight;
        if (judged != '+') {
            found["SU?".indexOf(judged) + 1] += weight;
        }
    }

    /** For each minute: S or U for down, ? for unknown, + for all that is no downtime. */
    private char[] judge(String clock) {
        boolean[] isDown = down(clock);
        boolean[] isHidden = new boolean[isDown.length];
        for (String front : frontsOf(clock)) {
            boolean[] isFrontDown = down(front);
            for (int i = 0; i < isHidden.length; i++) {
                isHidden[i] |= isFrontDown[i];
            }
        }
        boolean[] isPromised = new boolean[isDown.length];
        Set<String> names = namesOf(clock);
        for (Promise promise : promises) {
            if (promise.services.stream().anyMatch(names::contains)) {
                each(promise.from, promise.to, i -> isPromised[i] = true);
            }
        }
        char[] result = new char[isDown.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = isHidden[i] || !isDown[i] ? '+' : isPromised[i] ? 'S' : 'U';
        }
        for (long[] pause : pauses) {
            each(pause[0], pause[1], i -> result[i] = '?');
        }
        return result;
    }

    /** As a probe sees it: what fails in front of it fails, too. */
    private boolean[] down(String clock) {
        Set<String> names = new HashSet<>(namesOf(clock));
        frontsOf(clock).forEach(front -> names.addAll(namesOf(front)));
        boolean[] isDown = new boolean[injection.span().length()];
        for (Hit hit : hits) {
            if (hit.lost > 0
                    && hit.lost >= services.partialFrom()
                    && hit.services.stream().anyMatch(names::contains)) {
                each(hit.from, hit.to, i -> isDown[i] = true);
            }
        }
        return isDown;
    }

    private void each(long from, long to, IntConsumer minute) {
        long start = injection.span().from();
        for (long i = Math.max(from, start); i < Math.min(to, injection.span().to()); i++) {
            minute.accept((int) (i - start));
        }
    }

    private Set<String> namesOf(String clock) {
        return clock.startsWith("M/") ? Set.of(clock, "GROUP") : Set.of(clock);
    }

    private Set<String> frontsOf(String clock) {
        Set<String> fronts = new HashSet<>();
        for (String name : namesOf(clock)) {
            services.byName().get(name).behind().ifPresent(front -> {
                fronts.add(front);
                fronts.addAll(frontsOf(front));
            });
        }
        return fronts;
    }
}
