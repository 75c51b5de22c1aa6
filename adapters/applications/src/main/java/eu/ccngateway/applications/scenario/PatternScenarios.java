package eu.ccngateway.applications.scenario;

import eu.ccngateway.applications.catalogue.MessageType;
import eu.ccngateway.applications.catalogue.MessageType.Trait;
import eu.ccngateway.applications.catalogue.Pattern;
import eu.ccngateway.applications.catalogue.Profile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** For each profile that runs on its pattern alone, a scenario that uses every type the pattern lets it use. */
final class PatternScenarios {

    private static final List<String> STATES = List.of("DE", "FR", "BE", "IT", "PL", "IE", "CH", "NO");
    private static final String CENTRE = "centre";

    private PatternScenarios() {}

    /** Empty for a profile with behaviour of its own. */
    static Optional<Scenario> of(Profile profile) {
        if (profile.behaviour().isPresent()) {
            return Optional.empty();
        }
        Script script = new Script(profile);
        if (profile.pattern() == Pattern.MOVEMENT) {
            movement(profile, script);
        } else if (profile.pattern() == Pattern.REQUEST_REPLY) {
            requestReply(profile, script);
        } else if (profile.pattern() == Pattern.NATIONAL_BULK) {
            bulk(profile, script);
        } else if (profile.pattern() == Pattern.CENTRAL_BROADCAST) {
            broadcast(profile, script);
        } else if (profile.pattern() == Pattern.ANY_TO_ALL) {
            anyToAll(profile, script);
        } else {
            bridge(profile, script);
        }
        return Optional.of(script.scenario());
    }

    private static void movement(Profile profile, Script script) {
        Set<String> seen = new HashSet<>();
        for (MessageType type : profile.types()) {
            if (!seen.contains(type.name())) {
                script.act(
                        type.from(),
                        "send",
                        type.is(Trait.OPENS),
                        Map.of("type", type.name(), "to", "${" + type.to() + "}"));
                follow(profile, type, seen, script);
            }
        }
    }

    private static void follow(Profile profile, MessageType type, Set<String> seen, Script script) {
        seen.add(type.name());
        script.see(type.from(), type.to(), type.name());
        type.then().forEach(next -> follow(profile, profile.type(next).orElseThrow(), seen, script));
    }

    private static void requestReply(Profile profile, Script script) {
        boolean isAmongStates = !profile.parties().contains(CENTRE);
        String asked = isAmongStates ? "holder" : CENTRE;
        List<MessageType> requests = profile.types().stream()
                .filter(type -> type.is(Trait.READS) || type.is(Trait.WRITES))
                .sorted((a, b) -> Boolean.compare(b.is(Trait.WRITES), a.is(Trait.WRITES)))
                .toList();
        boolean isFirst = true;
        for (MessageType type : requests) {
            script.act(
                    "state",
                    "send",
                    isFirst,
                    Map.of("type", type.name(), "to", "${" + asked + "}", "subject", "a trial"));
            script.see("state", asked, type.name());
            type.answers().stream().limit(1).forEach(answer -> script.see(asked, "state", answer));
            script.become("state", "ANSWERED");
            isFirst = false;
        }
    }

    private static void bulk(Profile profile, Script script) {
        String part = profile.duty("part").orElseThrow().name();
        script.act("state", "batch", true, Map.of("generate", "450"));
        for (int i = 0; i < 3; i++) {
            script.see("state", CENTRE, part);
        }
        script.see(CENTRE, "state", profile.duty("receipt").orElseThrow().name());
        script.become(CENTRE, "WHOLE 450");
        script.become("state", "CONFIRMED");
    }

    private static void broadcast(Profile profile, Script script) {
        String change = profile.duty("change").orElseThrow().name();
        script.role("other");
        for (int version = 1; version <= 2; version++) {
            script.act(CENTRE, "enter", true, Map.of("reference", "0101210" + version, "duty", "0"));
            script.act(CENTRE, "publish", false, Map.of());
            script.see(CENTRE, "state", change);
            script.see(CENTRE, "other", change);
            script.become("state", "VERSION " + version);
            script.become("other", "VERSION " + version);
        }
        script.act("state", "ask", false, Map.of());
        script.see("state", CENTRE, profile.duty("full-request").orElseThrow().name());
        script.see(CENTRE, "state", profile.duty("full").orElseThrow().name());
        script.become(CENTRE, "DELIVERED");
    }

    private static void anyToAll(Profile profile, Script script) {
        script.role("other");
        script.role("third");
        String feedback = profile.duty("feedback").orElseThrow().name();
        for (String duty : List.of("form", "crisis")) {
            profile.duty(duty).ifPresent(type -> {
                script.act(
                        "state",
                        "alert",
                        true,
                        Map.of("category", "medicines", "crisis", String.valueOf(duty.equals("crisis"))));
                for (String receiver : List.of("other", "third")) {
                    script.see("state", receiver, type.name());
                    script.see(receiver, "state", feedback);
                }
            });
        }
    }

    private static void bridge(Profile profile, Script script) {
        script.outside(profile.countries().get(0));
        boolean hasClosed = false;
        for (MessageType type : profile.types()) {
            boolean isOut = type.to().equals("third");
            String from = isOut ? "state" : "partner";
            String to = isOut ? "partner" : "state";
            script.act(
                    from,
                    "send",
                    true,
                    Map.of("type", type.name(), "to", "${" + to + "}", "goods", "wine", "secret", "not for others"));
            script.see(from, CENTRE, type.name());
            script.see(CENTRE, to, type.name());
            // The secret must not be among what came.
            String came = Stream.of("goods", "reference")
                    .filter(type.passes()::contains)
                    .collect(Collectors.joining(" "));
            script.become(to, "CAME WITH " + came);
            if (isOut && !hasClosed) {
                closed(type, script);
                hasClosed = true;
            }
        }
    }

    /** While the partner is closed, what is for it waits at the bridge. */
    private static void closed(MessageType type, Script script) {
        script.act(CENTRE, "close", false, Map.of("partner", "${partner}"));
        script.act("state", "send", true, Map.of("type", type.name(), "to", "${partner}"));
        script.see("state", CENTRE, type.name());
        script.become(CENTRE, "HELD FOR");
        script.act(CENTRE, "open", false, Map.of("partner", "${partner}"));
        script.see(CENTRE, "partner", type.name());
    }

    /** Gathers the roles that are spoken of, and the steps. */
    private static final class Script {

        private final Profile profile;
        private final Map<String, String> roles = new TreeMap<>();
        private final List<String> outside = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();

        Script(Profile profile) {
            this.profile = profile;
        }

        void outside(String country) {
            roles.put("partner", country);
            outside.add("partner");
            role(CENTRE);
        }

        String role(String name) {
            roles.computeIfAbsent(name, it -> it.equals(CENTRE) ? Profile.CENTRE : nextState());
            return name;
        }

        private String nextState() {
            return STATES.stream()
                    .filter(profile::hasParty)
                    .filter(state -> !roles.containsValue(state))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException(profile.code() + ": too few states have a part in it"));
        }

        void act(String role, String act, boolean isNew, Map<String, String> details) {
            steps.add(new Step.Do(role(role), act, isNew, details));
        }

        void see(String from, String to, String type) {
            steps.add(new Step.See(role(from), role(to), type));
        }

        void become(String role, String state) {
            steps.add(new Step.Become(role(role), state));
        }

        Scenario scenario() {
            return new Scenario(
                    profile.code().toLowerCase(Locale.ROOT) + "-" + profile.pattern(),
                    profile.code(),
                    profile.name() + ": every message once",
                    roles,
                    outside,
                    Map.of(),
                    Map.of(),
                    steps);
        }
    }
}
