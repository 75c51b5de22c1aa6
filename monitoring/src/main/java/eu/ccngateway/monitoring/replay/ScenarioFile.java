package eu.ccngateway.monitoring.replay;

import eu.ccngateway.gateway.yaml.Faults;
import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.gateway.yaml.Value;
import eu.ccngateway.gateway.yaml.Values;
import eu.ccngateway.gateway.yaml.YamlFile;
import eu.ccngateway.gateway.yaml.YamlMap;
import eu.ccngateway.gateway.yaml.YamlNode;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.calendar.Cause;
import eu.ccngateway.monitoring.calendar.Party;
import eu.ccngateway.monitoring.replay.Scenario.Event;
import eu.ccngateway.monitoring.replay.Scenario.Gap;
import eu.ccngateway.monitoring.replay.Scenario.Notice;
import eu.ccngateway.monitoring.replay.Scenario.Part;
import eu.ccngateway.monitoring.replay.Scenario.Sent;
import eu.ccngateway.monitoring.replay.Scenario.Traffic;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a scenario from YAML. */
public final class ScenarioFile {

    private static final int YEAR_MIN = 1990;
    private static final int YEAR_MAX = 2100;
    private static final int TEXT_MAX = 1000;
    private static final Pattern PART = Pattern.compile("([0-9]{1,4}) of ([0-9]{1,4})");
    private static final Value<Duration> LENGTH = Values.duration(Duration.ofMinutes(1), Duration.ofDays(366));
    private static final Value<LocalDateTime> TIME =
            Values.parsed(ScenarioFile::time, "a local time, as in 2019-01-13T02:00");
    private static final Value<String> TEXT = Values.text(text -> text.length() <= TEXT_MAX, "at most 1000 characters");
    private static final Value<Long> COUNT =
            Values.parsed(ScenarioFile::count, "a whole number, at most 10^12, as in 116000000");

    private final Services services;
    private final Faults faults;

    private ScenarioFile(Services services, Faults faults) {
        this.services = services;
        this.faults = faults;
    }

    /** @throws FileInvalid with everything that is wrong */
    public static Scenario parse(byte[] bytes, String name, Services services) throws FileInvalid {
        Faults faults = new Faults(name);
        ScenarioFile reader = new ScenarioFile(services, faults);
        Optional<Scenario> scenario = YamlFile.parse(bytes, faults).flatMap(top -> reader.read(top, sha256(bytes)));
        if (scenario.isEmpty() || !faults.isEmpty()) {
            throw new FileInvalid(faults.toList());
        }
        return scenario.get();
    }

    private Optional<Scenario> read(YamlMap top, String sha256) {
        Optional<Integer> year = top.required("year", Values.integer(YEAR_MIN, YEAR_MAX));
        String title = top.optional("title", TEXT, "");
        List<String> assumptions =
                top.get("assumptions").map(node -> node.values(TEXT)).orElse(List.of());
        String window = top.optional("window", Values.oneOf(services.windows().keySet()), "24x7");
        List<Event> events = new ArrayList<>();
        top.get("events")
                .ifPresent(node -> node.items()
                        .forEach(item -> item.map().flatMap(this::event).ifPresent(events::add)));
        List<Gap> gaps = new ArrayList<>();
        top.get("prober-stops")
                .ifPresent(node -> node.items()
                        .forEach(item -> item.map().flatMap(ScenarioFile::gap).ifPresent(gaps::add)));
        Traffic traffic = top.map("traffic").map(ScenarioFile::traffic).orElseThrow();
        top.refuseOthers();
        return faults.isEmpty()
                ? year.map(it -> new Scenario(it, title, assumptions, window, events, gaps, traffic, sha256))
                : Optional.empty();
    }

    private Optional<Event> event(YamlMap map) {
        String name = map.optional("name", TEXT, "");
        List<String> names = map.required("services")
                .map(node -> node.values(Values.oneOf(services.byName().keySet())))
                .orElse(List.of());
        List<LocalDateTime> starts =
                map.required("starts").map(node -> node.values(TIME)).orElse(List.of());
        Optional<Duration> lasts = map.required("lasts", LENGTH);
        Part lost = map.optional("lost", Values.parsed(ScenarioFile::part, "a part, as in 2 of 5"), new Part(1, 1));
        Optional<Cause> cause = map.required("cause", Values.oneOf(Cause.class));
        Optional<Party> party = map.required("party", Values.oneOf(Party.class));
        Optional<Notice> notice = map.get("announced").flatMap(YamlNode::map).flatMap(it -> notice(it, lasts));
        List<String> fitted = fittedTo(map);
        map.refuseOthers();
        return lasts.isPresent() && cause.isPresent() && party.isPresent()
                ? Optional.of(
                        new Event(name, names, starts, lasts.get(), lost, cause.get(), party.get(), notice, fitted))
                : Optional.empty();
    }

    private static Optional<Notice> notice(YamlMap map, Optional<Duration> lasts) {
        Optional<Duration> before = map.required("before", Values.duration(Duration.ZERO, Duration.ofDays(366)));
        Optional<Duration> planned = map.optional("planned", LENGTH).or(() -> lasts);
        boolean isAgreed = map.optional("agreed", Values.yesNo(), true);
        map.refuseOthers();
        return before.isPresent() && planned.isPresent()
                ? Optional.of(new Notice(before.get(), planned.get(), isAgreed))
                : Optional.empty();
    }

    private static Optional<Gap> gap(YamlMap map) {
        Optional<LocalDateTime> start = map.required("start", TIME);
        Optional<Duration> lasts = map.required("lasts", LENGTH);
        map.refuseOthers();
        return start.isPresent() && lasts.isPresent()
                ? Optional.of(new Gap(start.get(), lasts.get()))
                : Optional.empty();
    }

    private static Traffic traffic(YamlMap map) {
        long scale = map.optional("scale", COUNT, 1L);
        Map<String, Sent> applications = new LinkedHashMap<>();
        map.map("applications")
                .ifPresent(all -> all.entries()
                        .forEach((name, node) -> node.map().ifPresent(sent -> {
                            Optional<Long> messages = sent.required("messages", COUNT);
                            Optional<Long> payload = sent.required("payload", COUNT);
                            List<String> fitted = fittedTo(sent);
                            sent.refuseOthers();
                            if (messages.isPresent() && payload.isPresent()) {
                                applications.put(name, new Sent(messages.get(), payload.get(), fitted));
                            }
                        })));
        map.refuseOthers();
        return new Traffic(scale, applications);
    }

    private static List<String> fittedTo(YamlMap map) {
        return map.get("fitted-to").map(node -> node.values(TEXT)).orElse(List.of());
    }

    private static LocalDateTime time(String text) {
        try {
            LocalDateTime time = LocalDateTime.parse(text);
            if (time.getSecond() != 0 || time.getNano() != 0) {
                throw new IllegalArgumentException(text);
            }
            return time;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Part part(String text) {
        Matcher matcher = PART.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        Part part = new Part(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        if (part.of() < 1 || part.of() > part.all()) {
            throw new IllegalArgumentException(text);
        }
        return part;
    }

    private static long count(String text) {
        if (!text.matches("[1-9][0-9]{0,12}")) {
            throw new IllegalArgumentException(text);
        }
        return Long.parseLong(text);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
