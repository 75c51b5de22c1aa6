package eu.ccngateway.applications.scenario;

import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.pattern.Party;
import eu.ccngateway.applications.runtime.Applications;
import eu.ccngateway.applications.runtime.Partners;
import eu.ccngateway.applications.runtime.RunningApplication;
import eu.ccngateway.applications.runtime.Serials;
import eu.ccngateway.applications.runtime.Side;
import eu.ccngateway.applications.runtime.SimulatedClock;
import eu.ccngateway.applications.runtime.Store;
import eu.ccngateway.applications.runtime.Watcher;
import eu.ccngateway.node.Node;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The networks a scenario is played in; starts applications there. */
public final class Stage {

    private final Applications applications;
    private final Network inside;
    private final Optional<Network> outside;

    /**
     * A network that nodes can be connected to.
     *
     * @param connect connects a node by its name, NTA.FR
     */
    public record Network(Partners partners, Function<String, Node> connect) {}

    /** @param outside the network of third countries, for bridges */
    public Stage(Applications applications, Network inside, Optional<Network> outside) {
        this.applications = applications;
        this.inside = inside;
        this.outside = outside;
    }

    /** Whether there is a network of third countries. */
    public boolean hasOutside() {
        return outside.isPresent();
    }

    /**
     * What is to be started.
     *
     * @param isOutside whether it is in the network of third countries
     * @param isBridge whether it is in both
     */
    record Casting(Profile profile, String country, List<String> partners, boolean isOutside, boolean isBridge) {}

    RunningApplication start(Casting casting, SimulatedClock clock, Store store, Watcher watcher) {
        Party party = new Party(casting.country(), casting.partners(), new Serials(Clock.systemUTC()));
        Profile profile = casting.profile();
        var application = applications.make(profile, party);
        List<Side> sides = new ArrayList<>();
        if (!casting.isOutside()) {
            sides.add(side(inside, application.address()));
        }
        if (casting.isOutside() || casting.isBridge()) {
            sides.add(side(
                    outside.orElseThrow(() -> new IllegalArgumentException(
                            profile.code() + " needs a network of third countries as well")),
                    application.address()));
        }
        return RunningApplication.start(
                new RunningApplication.Setup(profile, application, sides, store, clock, Clock.systemUTC(), watcher));
    }

    private static Side side(Network network, String node) {
        return new Side(network.connect().apply(node), network.partners());
    }
}
