package eu.ccngateway.applications.scenario;

import eu.ccngateway.applications.catalogue.Catalogue;
import eu.ccngateway.applications.catalogue.Pattern;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.runtime.RunningApplication;
import eu.ccngateway.applications.runtime.SimulatedClock;
import eu.ccngateway.applications.runtime.Store;
import eu.ccngateway.applications.scenario.Event.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Plays a scenario: starts an application for each role, does what the steps say, and compares what is seen. */
public final class ScenarioRun {

    private static final Duration QUIET = Duration.ofMillis(250);
    private static final Duration SILENCE = Duration.ofMillis(1_500);
    private static final java.util.regex.Pattern NOW =
            java.util.regex.Pattern.compile("\\$\\{now([+-]\\d{1,5})([hd])}");

    private final Scenario scenario;
    private final Map<String, Profile> profiles;
    private final Stage stage;
    private final Options options;
    private final Map<String, RunningApplication> players = new TreeMap<>();
    private final Map<String, String> addresses = new HashMap<>();
    private final Set<String> movements = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private final SimulatedClock clock;
    private final Observations seen;
    private String movement = "";

    /**
     * How to play.
     *
     * @param underTest address of the node that somebody else plays
     * @param patience how long to wait for each step
     * @param speed of the applications' clocks
     * @param told hears what is asked of who plays the node under test
     */
    public record Options(Optional<String> underTest, Duration patience, double speed, Consumer<String> told) {}

    public ScenarioRun(Scenario scenario, Catalogue catalogue, Stage stage, Options options) {
        this.scenario = scenario;
        this.profiles = scenario.profiles(catalogue);
        this.stage = stage;
        this.options = options;
        this.clock = new SimulatedClock(Clock.systemUTC(), options.speed());
        scenario.roles()
                .forEach((role, country) -> addresses.put(role, profile(role).address(country)));
        this.seen = new Observations(
                System.nanoTime(), Set.copyOf(options.underTest().map(List::of).orElse(List.of())));
        options.underTest().filter(node -> !addresses.containsValue(node)).ifPresent(node -> {
            throw new IllegalArgumentException("under test: " + node + " has no role in " + scenario.name()
                    + " (expected: one of " + addresses.values() + ")");
        });
    }

    /** Plays it to the end, or to the first step that fails. */
    public Outcome run() throws InterruptedException {
        long start = System.nanoTime();
        try {
            begin();
            for (Step step : scenario.steps()) {
                if (!play(step)) {
                    break;
                }
            }
            if (findings.stream().allMatch(Finding::isGood)) {
                seen.awaitQuiet(QUIET);
                surplus();
            }
        } finally {
            players.values().forEach(RunningApplication::close);
        }
        return new Outcome(scenario, findings, seen.events(), Duration.ofNanos(System.nanoTime() - start));
    }

    private void begin() {
        scenario.roles().forEach((role, country) -> {
            if (options.underTest().filter(address(role)::equals).isPresent()) {
                return;
            }
            List<String> partners = addresses.values().stream()
                    .filter(address -> !address.equals(address(role)))
                    .sorted()
                    .toList();
            Profile profile = profile(role);
            boolean isBridge = profile.pattern() == Pattern.BRIDGE && country.equals(Profile.CENTRE);
            players.put(
                    role,
                    stage.start(
                            new Stage.Casting(
                                    profile,
                                    country,
                                    partners,
                                    scenario.outside().contains(role),
                                    isBridge),
                            clock,
                            Store.inMemory(),
                            seen));
        });
    }

    private Profile profile(String role) {
        return Objects.requireNonNull(profiles.get(role), role);
    }

    private String address(String role) {
        return addresses.getOrDefault(role, "");
    }

    private boolean play(Step step) throws InterruptedException {
        Finding finding;
        if (step instanceof Step.Do act) {
            finding = act(act);
        } else if (step instanceof Step.See message) {
            finding = see(message);
        } else if (step instanceof Step.Unseen message) {
            finding = unseen(message);
        } else if (step instanceof Step.Become state) {
            finding = become(state);
        } else {
            clock.advance(((Step.Pass) step).time());
            finding = new Finding(step.text(), "now " + clock.instant(), true);
        }
        findings.add(finding);
        return finding.isGood();
    }

    private Finding act(Step.Do step) {
        RunningApplication player = players.get(step.role());
        if (player == null) {
            options.told().accept("now " + address(step.role()) + ": " + step.text());
            if (step.isNew()) {
                movement = "";
            }
            return new Finding(step.text(), "left to " + address(step.role()), true);
        }
        Map<String, String> details = new HashMap<>();
        step.details().forEach((name, value) -> details.put(name, filled(value)));
        try {
            String about = step.isNew() ? "" : movement;
            seen.add(Kind.ACT, player.address(), "", step.act(), about, new byte[0]);
            Reaction reaction = player.act(new Act(step.act(), about, details));
            reaction.made().ifPresent(made -> {
                movement = step.isNew() ? made : movement;
                movements.add(made);
            });
            return new Finding(
                    step.text(),
                    "done" + reaction.made().map(made -> ": " + made).orElse(""),
                    true);
        } catch (IllegalArgumentException e) {
            return new Finding(step.text(), "not done: " + e.getMessage(), false);
        }
    }

    private String filled(String text) {
        String filled = text.replace("${movement}", movement);
        filled = NOW.matcher(filled).replaceAll(found -> moment(found.group(1), found.group(2)));
        for (Map.Entry<String, String> role : scenario.roles().entrySet()) {
            filled = filled.replace("${" + role.getKey() + "}", role.getValue());
        }
        return filled;
    }

    /** A moment from now, as messages have it. */
    private String moment(String amount, String unit) {
        long hours = Long.parseLong(amount) * (unit.equals("d") ? 24 : 1);
        return clock.instant()
                .plus(Duration.ofHours(hours))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace("Z", "");
    }

    private Finding unseen(Step.Unseen step) throws InterruptedException {
        String from = address(step.from());
        String to = address(step.to());
        boolean isSeen = seen.isSeenWithin(
                event -> event.kind() == Kind.MESSAGE
                        && event.what().equals(step.type())
                        && event.from().equals(from)
                        && event.to().equals(to)
                        && isOurs(event),
                SILENCE);
        return new Finding(step.text(), isSeen ? "it came" : "it did not come", !isSeen);
    }

    private Finding see(Step.See step) throws InterruptedException {
        String from = address(step.from());
        String to = address(step.to());
        Optional<Event> event = await(candidate -> candidate.kind() == Kind.MESSAGE
                && candidate.what().equals(step.type())
                && candidate.from().equals(from)
                && candidate.to().equals(to));
        event.filter(it -> movement.isEmpty() && !it.movement().isEmpty()).ifPresent(it -> {
            movement = it.movement();
            movements.add(movement);
        });
        String what = event.map(it -> it.what() + " " + it.movement()).orElseGet(this::instead);
        return new Finding(step.type() + " from " + from + " to " + to, what, event.isPresent());
    }

    private Finding become(Step.Become step) throws InterruptedException {
        String address = address(step.role());
        if (!players.containsKey(step.role())) {
            return new Finding(step.text(), "not visible from outside", true);
        }
        String wanted = filled(step.state());
        Optional<Event> event = await(candidate -> candidate.kind() == Kind.CHANGE
                && candidate.from().equals(address)
                && candidate.what().startsWith(wanted));
        return new Finding(
                address + " becomes " + wanted, event.map(Event::what).orElseGet(this::instead), event.isPresent());
    }

    private Optional<Event> await(Predicate<Event> wanted) throws InterruptedException {
        return seen.await(wanted.and(this::isOurs), options.patience());
    }

    /** What is about another movement is somebody else's. */
    private boolean isOurs(Event event) {
        return event.movement().isEmpty()
                || movement.isEmpty()
                || movements.contains(event.movement())
                || isNamed(event);
    }

    /** A broadcast and its versions are named after the application, not after a movement. */
    private boolean isNamed(Event event) {
        return event.movement().startsWith(scenario.application());
    }

    private String instead() {
        String others = String.join(
                ", ",
                seen.unmatched().stream()
                        .filter(event -> event.kind() != Kind.CHANGE)
                        .map(event -> event.what() + " from " + event.from())
                        .limit(5)
                        .toList());
        return "nothing within " + options.patience().toSeconds() + " s"
                + (others.isEmpty() ? "" : "; instead: " + others);
    }

    /** Messages nobody asked for, and messages that were refused, are deviations too. */
    private void surplus() {
        for (Event event : seen.unmatched()) {
            if (event.kind() == Kind.FAILURE || event.kind() == Kind.MESSAGE && isOurs(event)) {
                findings.add(new Finding(
                        "nothing more", event.what() + " from " + event.from() + " to " + event.to(), false));
            }
        }
    }
}
