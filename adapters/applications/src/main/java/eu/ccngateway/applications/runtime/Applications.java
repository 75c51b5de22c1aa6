package eu.ccngateway.applications.runtime;

import eu.ccngateway.applications.catalogue.Pattern;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Application;
import eu.ccngateway.applications.ieca.PhasedApplication;
import eu.ccngateway.applications.pattern.AnyToAll;
import eu.ccngateway.applications.pattern.Bridge;
import eu.ccngateway.applications.pattern.BridgeEnd;
import eu.ccngateway.applications.pattern.Bulk;
import eu.ccngateway.applications.pattern.Collector;
import eu.ccngateway.applications.pattern.Movements;
import eu.ccngateway.applications.pattern.Party;
import eu.ccngateway.applications.pattern.Publisher;
import eu.ccngateway.applications.pattern.RequestReply;
import eu.ccngateway.applications.pattern.Subscriber;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the application that a profile describes: its own behaviour where it has one, its pattern otherwise. */
public final class Applications {

    private final Map<String, Behaviour> behaviours;

    /** Makes an application whose rules are in Java. */
    @FunctionalInterface
    public interface Behaviour {

        Application make(Profile profile, Party party);
    }

    /** @param behaviours by the name the profiles use */
    public Applications(Map<String, Behaviour> behaviours) {
        this.behaviours = Map.copyOf(behaviours);
    }

    /** The names of the behaviours that are there. */
    public Set<String> behaviours() {
        return behaviours.keySet();
    }

    /**
     * The application of a party.
     *
     * @throws IllegalArgumentException if the party has no part in it, or its behaviour is not there
     */
    public Application make(Profile profile, Party party) {
        if (!profile.hasParty(party.country())) {
            throw new IllegalArgumentException(profile.code() + ": " + party.country()
                    + " has no part in it (expected: " + profile.parties() + " " + profile.countries() + ")");
        }
        if (profile.behaviour().isEmpty()) {
            return byPattern(profile, party);
        }
        String name = profile.behaviour().get();
        Behaviour behaviour = behaviours.get(name);
        if (behaviour == null) {
            throw new IllegalArgumentException(profile.code() + ": behaviour: " + name + " (expected: one of "
                    + behaviours.keySet().stream().sorted().toList() + ", or none, to run on the pattern alone)");
        }
        Application made = behaviour.make(profile, party);
        boolean isConverter = made.address().equals("IECA." + party.country());
        return profile.transition().isOver() || party.isCentre() || isConverter
                ? made
                : new PhasedApplication(made, profile.transition(), new SecureRandom());
    }

    private static Application byPattern(Profile profile, Party party) {
        Pattern pattern = profile.pattern();
        if (pattern == Pattern.MOVEMENT) {
            return new Movements(profile, party);
        }
        if (pattern == Pattern.REQUEST_REPLY) {
            return new RequestReply(profile, party);
        }
        if (pattern == Pattern.ANY_TO_ALL) {
            return new AnyToAll(profile, party);
        }
        if (pattern == Pattern.NATIONAL_BULK) {
            return party.isCentre() ? new Collector(profile, party) : new Bulk(profile, party);
        }
        if (pattern == Pattern.CENTRAL_BROADCAST) {
            return party.isCentre() ? new Publisher(profile, party, List.of()) : new Subscriber(profile, party);
        }
        return party.isCentre() ? new Bridge(profile, party) : new BridgeEnd(profile, party);
    }
}
