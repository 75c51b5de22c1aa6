package eu.ccngateway.launcher.scenario;

import eu.ccngateway.applications.scenario.Event;
import eu.ccngateway.applications.scenario.Finding;
import eu.ccngateway.applications.scenario.Outcome;
import eu.ccngateway.launcher.console.Fields;
import java.util.List;
import java.util.Map;

/** How a scenario went, for programs. */
final class OutcomeJson {

    private OutcomeJson() {}

    static Fields of(Outcome outcome) {
        List<Map<String, Object>> steps =
                outcome.findings().stream().map(OutcomeJson::step).toList();
        List<Map<String, Object>> messages =
                outcome.messages().stream().map(OutcomeJson::message).toList();
        return new Fields()
                .add("name", outcome.scenario().name())
                .add("application", outcome.scenario().application())
                .add("about", outcome.scenario().about())
                .add("verdict", outcome.isGood() ? "PASSED" : "FAILED")
                .add("tookMs", outcome.took().toMillis())
                .add("steps", steps)
                .add("messages", messages);
    }

    private static Map<String, Object> step(Finding finding) {
        return new Fields()
                .add("expected", finding.expected())
                .add("seen", finding.seen())
                .add("verdict", finding.isGood() ? "PASSED" : "FAILED")
                .values();
    }

    private static Map<String, Object> message(Event event) {
        return new Fields()
                .add("afterMs", event.after().toMillis())
                .add("from", event.from())
                .add("to", event.to())
                .add("type", event.what())
                .add("movement", event.movement())
                .add("length", event.payload().length)
                .values();
    }
}
