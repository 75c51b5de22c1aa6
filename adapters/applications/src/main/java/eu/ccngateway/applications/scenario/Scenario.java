package eu.ccngateway.applications.scenario;

import eu.ccngateway.applications.catalogue.Catalogue;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.catalogue.Transition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A scripted conversation.
 *
 * @param application code of the profile
 * @param roles the country of each role, EC for the Commission
 * @param outside roles in the network of third countries
 * @param applications code of the profile of each role that plays another application
 * @param legacy how each role that is still in the old phase writes its messages
 */
public record Scenario(
        String name,
        String application,
        String about,
        Map<String, String> roles,
        List<String> outside,
        Map<String, String> applications,
        Map<String, String> legacy,
        List<Step> steps) {

    public Scenario {
        roles = java.util.Collections.unmodifiableMap(new TreeMap<>(roles));
        outside = List.copyOf(outside);
        applications = Map.copyOf(applications);
        legacy = Map.copyOf(legacy);
        steps = List.copyOf(steps);
    }

    /**
     * What each role plays.
     *
     * @throws IllegalArgumentException if the catalogue has no such application
     */
    public Map<String, Profile> profiles(Catalogue catalogue) {
        Transition transition = transition();
        Map<String, Profile> profiles = new TreeMap<>();
        roles.keySet().forEach(role -> {
            String code = applications.getOrDefault(role, application);
            Profile profile = catalogue
                    .find(code)
                    .orElseThrow(() -> new IllegalArgumentException(
                            name + ": application: " + code + " (expected: a code of the catalogue)"));
            profiles.put(role, transition.isOver() ? profile : profile.with(transition));
        });
        return profiles;
    }

    private Transition transition() {
        Map<String, String> late = new TreeMap<>();
        legacy.forEach((role, form) -> late.put(roles.getOrDefault(role, ""), form));
        String converter = roles.entrySet().stream()
                .filter(role ->
                        applications.getOrDefault(role.getKey(), application).equals("IECA"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Profile.CENTRE);
        return new Transition(late, converter);
    }
}
