package eu.ccngateway.launcher.local;

import eu.ccngateway.applications.BuiltIn;
import eu.ccngateway.applications.catalogue.Catalogue;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.pattern.Party;
import eu.ccngateway.applications.runtime.RunningApplication;
import eu.ccngateway.applications.runtime.Serials;
import eu.ccngateway.applications.runtime.Side;
import eu.ccngateway.applications.runtime.SimulatedClock;
import eu.ccngateway.applications.runtime.Store;
import eu.ccngateway.applications.runtime.Watcher;
import eu.ccngateway.applications.scenario.Scenario;
import eu.ccngateway.applications.scenario.Scenarios;
import eu.ccngateway.applications.scenario.Stage;
import eu.ccngateway.applications.scenario.Step;
import eu.ccngateway.launcher.application.NetworkStage;
import eu.ccngateway.launcher.network.NetworkJson;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A slow trickle of transit movements, so that a new network has something to show: the scenarios of transit, one act at a
 * time, between nodes and queues that nobody else uses. It keeps nothing and is in nobody's way.
 */
final class Ambient implements AutoCloseable {

    /** What the network file calls the application with these queues, and its nodes. */
    static final String NAME = "AMBIENT";

    static final Duration EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Ambient.class);
    private static final Duration FIRST_AFTER = Duration.ofSeconds(2);
    /** Movements after which the applications begin anew, as they remember each. */
    private static final int MOVEMENTS_MAX = 500;

    private final Profile profile;
    private final Stage.Network network;
    private final Set<String> countries;
    private final List<Scenario> scenarios;
    private final Map<String, RunningApplication> players = new TreeMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ambient");
        thread.setDaemon(true);
        return thread;
    });

    /** Thread of {@link #timer} only, as is what follows: the scenario that is played. */
    private int next;

    private Iterator<Step.Do> acts = List.<Step.Do>of().iterator();
    private String movement = "";
    private boolean isSilent;

    private Ambient(Stage.Network network, Set<String> countries) {
        this.network = network;
        this.countries = countries;
        Catalogue catalogue = Catalogue.builtIn();
        this.profile = catalogue.find("NCTS").orElseThrow().inProject(NAME);
        this.scenarios =
                new Scenarios(catalogue).all().stream().filter(this::isPlayable).toList();
    }

    /** Begins soon, if the network has nodes for it; returns at once. */
    static Optional<Ambient> start(Path directory) {
        Set<String> countries = NetworkJson.read(directory).nodes().keySet().stream()
                .filter(node -> node.startsWith(NAME + "."))
                .map(node -> node.substring(NAME.length() + 1))
                .collect(Collectors.toUnmodifiableSet());
        if (countries.size() < 2) {
            return Optional.empty();
        }
        Ambient ambient = new Ambient(NetworkStage.of(directory), countries);
        ambient.timer.scheduleWithFixedDelay(
                ambient::step, FIRST_AFTER.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return Optional.of(ambient);
    }

    /** Those that need no more than acts of states that have a node here. */
    private boolean isPlayable(Scenario scenario) {
        return scenario.application().equals("NCTS")
                && countries.containsAll(scenario.roles().values())
                && scenario.steps().stream()
                        .noneMatch(step -> step instanceof Step.Pass || step instanceof Step.Unseen);
    }

    private void step() {
        try {
            if (players.size() < countries.size()) {
                startPlayers();
            }
            if (!acts.hasNext()) {
                begin();
            }
            act(acts.next());
            isSilent = false;
        } catch (RuntimeException e) {
            // The gateway may be away for a moment, or the user plays with the network file; the next one may pass.
            acts = List.<Step.Do>of().iterator();
            if (!isSilent) {
                LOG.info("ambient: {}", e.getMessage());
            }
            isSilent = true;
        }
    }

    private void begin() {
        if (next > 0 && next % MOVEMENTS_MAX == 0) {
            startPlayers();
        }
        Scenario scenario = scenarios.get(next++ % scenarios.size());
        movement = "";
        acts = scenario.steps().stream()
                .filter(Step.Do.class::isInstance)
                .map(Step.Do.class::cast)
                .map(act -> at(scenario, act))
                .iterator();
    }

    /** The act with countries in the place of roles. */
    private static Step.Do at(Scenario scenario, Step.Do act) {
        Map<String, String> details = new HashMap<>();
        act.details().forEach((name, value) -> {
            String filled = value;
            for (Map.Entry<String, String> role : scenario.roles().entrySet()) {
                filled = filled.replace("${" + role.getKey() + "}", role.getValue());
            }
            details.put(name, filled);
        });
        return new Step.Do(scenario.roles().getOrDefault(act.role(), ""), act.act(), act.isNew(), details);
    }

    private void act(Step.Do act) {
        RunningApplication player = Optional.ofNullable(players.get(act.role())).orElseThrow();
        player.act(new Act(act.act(), act.isNew() ? "" : movement, act.details()))
                .made()
                .filter(made -> act.isNew())
                .ifPresent(made -> movement = made);
    }

    private RunningApplication start(String country) {
        List<String> partners = countries.stream()
                .filter(other -> !other.equals(country))
                .sorted()
                .map(profile::address)
                .toList();
        Party party = new Party(country, partners, new Serials(Clock.systemUTC()));
        return RunningApplication.start(new RunningApplication.Setup(
                profile,
                new AmbientTypes(BuiltIn.applications().make(profile, party), NAME),
                List.of(new Side(network.connect().apply(NAME + "." + country), network.partners())),
                Store.inMemory(),
                new SimulatedClock(Clock.systemUTC(), 1),
                Clock.systemUTC(),
                new Watcher() {}));
    }

    private void startPlayers() {
        stopPlayers();
        countries.forEach(country -> players.put(country, start(country)));
    }

    private void stopPlayers() {
        players.values().forEach(RunningApplication::close);
        players.clear();
    }

    /** Ends before the network does. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (timer.awaitTermination(10, TimeUnit.SECONDS)) {
                stopPlayers();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
