package eu.ccngateway.applications.catalogue;

import eu.ccngateway.applications.conversation.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One application: who exchanges what with whom.
 *
 * @param code its short name, for example NCTS
 * @param source lines of the published documents
 * @param behaviour the code that decides, where the pattern alone is not enough
 * @param project the name in its queues and types; several applications may share one
 * @param node national nodes are named after this, {@code NTA} as in NTA.FR
 * @param centre the central node is named after this, {@code CSMIS} as in CSMIS.EC
 * @param parties national, centre, third
 * @param countries who takes part; empty means every state
 * @param expiry after which an untaken message ends; empty means never
 * @param size mean bytes of a message
 * @param assumed what no source says
 * @param transition who is still in the phase before
 */
public record Profile(
        String code,
        String name,
        String about,
        String source,
        Mark mark,
        Pattern pattern,
        Optional<String> behaviour,
        ServiceGroup group,
        String project,
        String node,
        String centre,
        List<String> parties,
        List<String> countries,
        int priority,
        Optional<Duration> expiry,
        long size,
        Rate rate,
        List<MessageType> types,
        List<String> assumed,
        Transition transition) {

    /** The country code of the Commission's side. */
    public static final String CENTRE = "EC";

    /** The code that stands in the place of a country for traders, whom a system may also talk to. */
    public static final String TRADERS = "ZZ";

    public Profile {
        parties = List.copyOf(parties);
        countries = List.copyOf(countries);
        types = List.copyOf(types);
        assumed = List.copyOf(assumed);
    }

    public Optional<MessageType> type(String typeName) {
        return types.stream().filter(type -> type.name().equals(typeName)).findFirst();
    }

    /** The one type that has this duty in the pattern. */
    public Optional<MessageType> duty(String duty) {
        return types.stream().filter(type -> type.hasDuty(duty)).findFirst();
    }

    /** The type as it is on the network, for example {@code CD001C-MSG.NCTS}. */
    public String onNetwork(String typeName) {
        return typeName + "-MSG." + project;
    }

    /** Whether anything of it goes over such a queue. */
    public boolean uses(Channel channel) {
        return types.stream().anyMatch(type -> type.channel() == channel);
    }

    /** The address of the application in a country, for example {@code NTA.FR}; the Commission is EC, traders are ZZ. */
    public String address(String country) {
        String application = country.equals(CENTRE) ? centre : country.equals(TRADERS) ? "TRADER" : node;
        return application + "." + country;
    }

    /** The same with queues and types of another project. */
    public Profile inProject(String other) {
        return new Profile(
                code,
                name,
                about,
                source,
                mark,
                pattern,
                behaviour,
                group,
                other,
                node,
                centre,
                parties,
                countries,
                priority,
                expiry,
                size,
                rate,
                types,
                assumed,
                transition);
    }

    /** The same, with others in the phase before. */
    public Profile with(Transition other) {
        return new Profile(
                code, name, about, source, mark, pattern, behaviour, group, project, node, centre, parties, countries,
                priority, expiry, size, rate, types, assumed, other);
    }

    /** Whether a country, or the Commission as EC, has a part in it. */
    public boolean hasParty(String country) {
        if (country.equals(CENTRE)) {
            return parties.contains("centre");
        }
        if (country.equals(TRADERS)) {
            return parties.contains("trader");
        }
        return countries.isEmpty() || pattern == Pattern.BRIDGE || countries.contains(country);
    }
}
