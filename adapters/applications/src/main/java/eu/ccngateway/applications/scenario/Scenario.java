package eu.ccngateway.applications.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A scripted conversation.
 *
 * @param application code of the profile
 * @param roles the country of each role, EC for the Commission
 * @param outside roles in the network of third countries
 */
public record Scenario(
        String name,
        String application,
        String about,
        Map<String, String> roles,
        List<String> outside,
        List<Step> steps) {

    public Scenario {
        roles = java.util.Collections.unmodifiableMap(new TreeMap<>(roles));
        outside = List.copyOf(outside);
        steps = List.copyOf(steps);
    }
}
