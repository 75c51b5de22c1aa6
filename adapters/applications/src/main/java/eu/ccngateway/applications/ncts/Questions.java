package eu.ccngateway.applications.ncts;

import static eu.ccngateway.applications.ncts.Transit.DEPARTURE;

import eu.ccngateway.applications.identifier.Office;
import eu.ccngateway.applications.movement.Effect;
import eu.ccngateway.applications.movement.Step;
import eu.ccngateway.applications.xml.Element;
import java.util.List;
import java.util.Map;

/** What applications ask each other without changing a movement: its data, its status, and whether anybody is there. */
final class Questions {

    private Questions() {}

    static Map<String, Effect> effects() {
        return Map.ofEntries(
                Map.entry("query", Questions::query),
                Map.entry("note-query-answer", step -> step.fact("status-at-departure", status(step))),
                Map.entry("ask-status", Questions::askStatus),
                Map.entry("ask-status-of-destination", Questions::askStatusOfDestination),
                Map.entry("note-status", step -> step.fact("status", status(step))),
                Map.entry("answer-status-of-departure", step -> answerStatus(step, "DEPARTURE")),
                Map.entry("answer-status-of-destination", step -> answerStatus(step, "DESTINATION")),
                Map.entry("answer-status-of-transit", step -> answerStatus(step, "TRANSIT")),
                Map.entry("answer-status-of-exit", step -> answerStatus(step, "EXIT")),
                Map.entry("ask-availability", Questions::askAvailability),
                Map.entry("answer-availability", Questions::answerAvailability));
    }

    private static String status(Step step) {
        return step.root().value("TransitOperation/status").orElse("");
    }

    private static void query(Step step) {
        String office = new Office(step.need("office")).text();
        if (!office.startsWith(step.country())) {
            throw new IllegalArgumentException("office: " + office + " (expected: one of " + step.country() + ")");
        }
        Element query = Transit.about(step, "CD027C")
                .put("CustomsOfficeOfRequest", Transit.office("CustomsOfficeOfRequest", office));
        step.send(query, step.detail("to").orElse(Transit.departureApplication(step)));
    }

    private static void askStatus(Step step) {
        String role = step.detail("role").orElse("Destination");
        if (!List.of("Destination", "Transit", "ExitForTransit").contains(role)) {
            throw new IllegalArgumentException("role: " + role + " (expected: Destination, Transit or ExitForTransit)");
        }
        String office = step.detail("office").orElse(Transit.reference(step.data(), Transit.DESTINATION));
        ask(step, "CustomsOfficeOf" + role, new Office(office).text());
    }

    /** Asked when results are late, before anybody looks for the goods. */
    private static void askStatusOfDestination(Step step) {
        ask(step, "CustomsOfficeOfDestination", step.fact("actual").orElse(""));
    }

    private static void ask(Step step, String element, String office) {
        Element question = Transit.about(step, "CD094C")
                .with("TransitOperation/status", step.status("DEPARTURE"))
                .put(element, Transit.office(element, office));
        step.send(question, Transit.applicationOf(office));
    }

    private static void answerStatus(Step step, String role) {
        Element answer =
                step.select("CD095C", Transit.content(step.root())).with("TransitOperation/status", step.status(role));
        step.reply(answer);
    }

    private static void askAvailability(Step step) {
        step.send(Element.group("CD974C").with("Header/MRN", step.mrn()), step.need("to"));
    }

    private static void answerAvailability(Step step) {
        step.reply(
                Element.group("CD975C").with("Header/MRN", step.mrn()).with("Header/status", step.status("DEPARTURE")));
    }

    /** Which office's status is asked for. */
    static String statusRole(Element root) {
        if (root.has(DEPARTURE)) {
            return "departure";
        }
        if (root.has("CustomsOfficeOfTransit")) {
            return "transit";
        }
        return root.has("CustomsOfficeOfExitForTransit") ? "exit" : "destination";
    }
}
