package eu.ccngateway.applications.scenario;

import eu.ccngateway.applications.catalogue.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a scenario out of its file. */
final class ScenarioReader {

    private static final Pattern TIME = Pattern.compile("(\\d{1,5}) (min|h|d)");
    private static final int STEPS_MAX = 500;

    private ScenarioReader() {}

    static Scenario read(String file, String text) {
        Section top = Section.parse(file, text);
        String name = top.text("name");
        if (!name.matches("[a-z0-9][a-z0-9-]{0,59}")) {
            top.fault("name: '" + name + "' (expected: small letters, digits and '-')");
        }
        Map<String, String> roles = top.section("roles").map(Section::rest).orElse(Map.of());
        List<Step> steps = new ArrayList<>();
        for (Section section : top.sections("steps")) {
            step(section, roles, steps);
        }
        if (steps.isEmpty() || steps.size() > STEPS_MAX) {
            top.fault("steps: " + steps.size() + " (expected: 1 to " + STEPS_MAX + ")");
        }
        Map<String, String> applications = ofRoles(top, "applications", roles);
        Map<String, String> legacy = ofRoles(top, "legacy", roles);
        legacy.values().stream()
                .filter(form -> !form.equals("edifact") && !form.equals("xml"))
                .forEach(form -> top.fault("legacy: '" + form + "' (expected: edifact or xml)"));
        Scenario scenario = new Scenario(
                name,
                top.text("application"),
                top.text("about"),
                roles,
                top.texts("outside"),
                applications,
                legacy,
                steps);
        top.check();
        return scenario;
    }

    private static Map<String, String> ofRoles(Section top, String key, Map<String, String> roles) {
        Map<String, String> given = top.section(key).map(Section::rest).orElse(Map.of());
        given.keySet().stream()
                .filter(role -> !roles.containsKey(role))
                .forEach(role ->
                        top.fault(key + ": '" + role + "' (expected: one of the roles " + roles.keySet() + ")"));
        return given;
    }

    private static void step(Section section, Map<String, String> roles, List<Step> steps) {
        var act = section.optional("do");
        var message = section.optional("see");
        var state = section.optional("becomes");
        var silence = section.optional("unseen");
        var time = section.optional("pass");
        if (act.isPresent()) {
            Map<String, String> details =
                    section.section("with").map(Section::rest).orElse(Map.of());
            steps.add(new Step.Do(role(section, "at", roles), act.get(), section.flag("new"), details));
        } else if (message.isPresent()) {
            steps.add(new Step.See(role(section, "from", roles), role(section, "to", roles), message.get()));
        } else if (silence.isPresent()) {
            steps.add(new Step.Unseen(role(section, "from", roles), role(section, "to", roles), silence.get()));
        } else if (state.isPresent()) {
            steps.add(new Step.Become(role(section, "at", roles), state.get()));
        } else if (time.isPresent()) {
            steps.add(new Step.Pass(time(section, time.get())));
        } else {
            section.fault("no step (expected: one of do, see, unseen, becomes, pass)");
        }
        section.refuseOthers();
    }

    private static String role(Section section, String key, Map<String, String> roles) {
        String role = section.text(key);
        if (!roles.containsKey(role)) {
            section.fault(key + ": '" + role + "' (expected: one of the roles " + roles.keySet() + ")");
        }
        return role;
    }

    private static Duration time(Section section, String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            section.fault("pass: '" + text + "' (expected: as in 30 min, 5 h or 13 d)");
            return Duration.ZERO;
        }
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        return unit.equals("d")
                ? Duration.ofDays(amount)
                : unit.equals("h") ? Duration.ofHours(amount) : Duration.ofMinutes(amount);
    }
}
