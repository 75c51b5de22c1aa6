package eu.ccngateway.applications.ncts;

import static eu.ccngateway.applications.ncts.Transit.ACTUAL_DESTINATION;
import static eu.ccngateway.applications.ncts.Transit.ACTUAL_EXIT;
import static eu.ccngateway.applications.ncts.Transit.ACTUAL_TRANSIT;
import static eu.ccngateway.applications.ncts.Transit.DEPARTURE;

import eu.ccngateway.applications.identifier.Office;
import eu.ccngateway.applications.movement.Effect;
import eu.ccngateway.applications.movement.Step;
import eu.ccngateway.applications.xml.Element;
import java.util.Map;
import java.util.Optional;

/** What the offices on the way and at the end do: they expect goods, see them pass or arrive, and tell the departure. */
final class Arrival {

    private Arrival() {}

    static Map<String, Effect> effects() {
        return Map.ofEntries(
                Map.entry("keep-record", step -> step.data(Transit.content(step.root()))),
                Map.entry("request-arrival-record", step -> request(step, "CD002C", ACTUAL_DESTINATION)),
                Map.entry("request-transit-record", step -> request(step, "CD114C", ACTUAL_TRANSIT)),
                Map.entry("request-exit-record", step -> request(step, "CD164C", ACTUAL_EXIT)),
                Map.entry("arrive", Arrival::arrive),
                Map.entry("send-results", Arrival::sendResults),
                Map.entry("send-differences", Arrival::sendDifferences),
                Map.entry("cross", step -> pass(step, "CD118C", ACTUAL_TRANSIT, Transit.TRANSIT)),
                Map.entry("leave", step -> pass(step, "CD168C", ACTUAL_EXIT, Transit.EXIT)),
                Map.entry(
                        "note-forwarded",
                        step -> step.fact("arrived-at", Transit.reference(step.root(), ACTUAL_DESTINATION))),
                Map.entry("note-incident", Arrival::noteIncident),
                Map.entry("report-incident", Arrival::reportIncident));
    }

    /** Asks the country that gave the MRN. */
    private static void request(Step step, String name, String asking) {
        String office = own(step, step.need("office"));
        step.fact("office", office);
        String to = step.detail("to").orElse(Transit.departureApplication(step));
        step.send(Transit.about(step, name).put(asking, Transit.office(asking, office)), to);
    }

    private static void arrive(Step step) {
        String office = office(step, ACTUAL_DESTINATION, Transit.DESTINATION);
        step.fact("office", office);
        Element advice = Transit.about(step, "CD006C")
                .with("TransitOperation/arrivalDateAndTimeActual", step.stamp())
                .put(DEPARTURE, Transit.office(DEPARTURE, Transit.reference(step.data(), DEPARTURE)))
                .put(ACTUAL_DESTINATION, Transit.office(ACTUAL_DESTINATION, office));
        step.send(advice, Transit.departureApplication(step));
    }

    private static void sendResults(Step step) {
        step.send(results(step, step.detail("result").orElse("A1")), Transit.departureApplication(step));
    }

    /** Only what differs from the declaration is in the message (G0360). */
    private static void sendDifferences(Step step) {
        Element results = results(step, step.detail("result").orElse("B1"))
                .with("ControlResult/text", step.detail("text").orElse("Goods differ from the declaration"))
                .with("Consignment/grossMass", step.detail("mass").orElse("1.0"));
        step.send(results, Transit.departureApplication(step));
    }

    private static Element results(Step step, String code) {
        Element results = step.select(
                        "CD018C",
                        Element.group(
                                "data", step.data().first(Transit.OPERATION).orElse(Element.group(Transit.OPERATION))))
                .put(DEPARTURE, Transit.office(DEPARTURE, Transit.reference(step.data(), DEPARTURE)))
                .put(
                        ACTUAL_DESTINATION,
                        Transit.office(ACTUAL_DESTINATION, step.fact("office").orElse("")))
                .with("ControlResult/code", code)
                .with("ControlResult/date", step.today());
        boolean isSealed = step.data().has("Consignment/TransportEquipment/Seal");
        return isSealed
                ? results.with(
                        "ControlResult/stateOfSeals", step.detail("seals").orElse("1"))
                : results;
    }

    private static void pass(Step step, String name, String actual, String declared) {
        String office = office(step, actual, declared);
        Element notice = Transit.about(step, name)
                .with("TransitOperation/passageDate", step.today())
                .put(DEPARTURE, Transit.office(DEPARTURE, Transit.reference(step.data(), DEPARTURE)))
                .put(actual, Transit.office(actual, office));
        step.send(notice, Transit.departureApplication(step));
    }

    private static void noteIncident(Step step) {
        Transit.note(step, "incidents", Transit.reference(step.root(), "CustomsOfficeOfIncidentRegistration"));
    }

    private static void reportIncident(Step step) {
        Element incident = Element.group("Incident")
                .with("code", step.detail("code").orElse("1"))
                .with("text", step.detail("text").orElse("Left the prescribed itinerary"))
                .with("Location/qualifierOfIdentification", "U")
                .with("Location/UNLocode", step.detail("place").orElse("BEANR"))
                .with("Location/country", step.country());
        Element notice = Transit.about(step, "CD180C")
                .with("TransitOperation/incidentNotificationDateAndTime", step.stamp())
                .put(DEPARTURE, Transit.office(DEPARTURE, Transit.reference(step.data(), DEPARTURE)))
                .put(
                        "CustomsOfficeOfIncidentRegistration",
                        Transit.office("CustomsOfficeOfIncidentRegistration", own(step, step.need("office"))))
                .put("Consignment/Incident", incident);
        step.send(notice, Transit.departureApplication(step));
    }

    /** The office where it happens: the one that was named, that asked, or that was declared. */
    private static String office(Step step, String actual, String declared) {
        Optional<String> known = step.detail("office").or(() -> step.fact("office"));
        Optional<String> told =
                Optional.of(Transit.reference(step.data(), actual)).filter(text -> !text.isEmpty());
        return own(
                step,
                known.or(() -> told)
                        .orElseGet(() -> Transit.references(step.data(), declared).stream()
                                .filter(office -> office.startsWith(step.country()))
                                .findFirst()
                                .orElse("")));
    }

    private static String own(Step step, String office) {
        if (!new Office(office).country().equals(step.country())) {
            throw new IllegalArgumentException("office: " + office + " (expected: one of " + step.country() + ")");
        }
        return office;
    }
}
