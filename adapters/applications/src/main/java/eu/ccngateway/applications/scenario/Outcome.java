package eu.ccngateway.applications.scenario;

import java.time.Duration;
import java.util.List;

/** How a scenario went: each step with what was seen, and everything that was seen in the order it was. */
public record Outcome(Scenario scenario, List<Finding> findings, List<Event> events, Duration took) {

    public Outcome {
        findings = List.copyOf(findings);
        events = List.copyOf(events);
    }

    /** Whether nothing differed from what the scenario says. */
    public boolean isGood() {
        return findings.stream().allMatch(Finding::isGood);
    }

    /** The messages, in the order in which they were seen. */
    public List<Event> messages() {
        return events.stream()
                .filter(event -> event.kind() == Event.Kind.MESSAGE)
                .toList();
    }
}
