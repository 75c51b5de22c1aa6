package eu.ccngateway.applications.runtime;

import eu.ccngateway.applications.conversation.Channel;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the applications of a network are.
 *
 * @param environment a part of every queue's name, for example RCT
 * @param domains the gateway name of each country, {@code CUSTTAX.FR} of FR
 */
public record Partners(String environment, Map<String, String> domains) {

    public Partners {
        domains = Map.copyOf(new TreeMap<>(domains));
    }

    /** The gateway of an application's address: the last two characters are the country. */
    Optional<String> domainOf(String address) {
        String country = address.length() < 2 ? address : address.substring(address.length() - 2);
        return Optional.ofNullable(domains.get(country));
    }

    /** The name of a queue, without the domain. */
    String queue(String role, String project) {
        return role + "-" + environment + "-QUE." + project;
    }

    String queue(Channel channel, String project) {
        return queue(channel.name(), project);
    }
}
