package eu.ccngateway.applications.ncts;

import static eu.ccngateway.applications.ncts.Transit.ACTUAL_DESTINATION;
import static eu.ccngateway.applications.ncts.Transit.ACTUAL_EXIT;
import static eu.ccngateway.applications.ncts.Transit.ACTUAL_TRANSIT;
import static eu.ccngateway.applications.ncts.Transit.DEPARTURE;
import static eu.ccngateway.applications.ncts.Transit.DESTINATION;
import static eu.ccngateway.applications.ncts.Transit.EXIT;
import static eu.ccngateway.applications.ncts.Transit.REASON;
import static eu.ccngateway.applications.ncts.Transit.TRANSIT;

import eu.ccngateway.applications.movement.Effect;
import eu.ccngateway.applications.movement.Step;
import eu.ccngateway.applications.xml.Element;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the office of departure does once a movement is released: it tells, answers, and keeps the time. */
final class Departure {

    /** The reasons of a negative answer: ours, as the code lists are not public. */
    private static final String UNKNOWN = "1";

    private static final String NOT_IN_THIS_STATE = "2";
    private static final String NOT_FOR_THIS_KIND = "3";

    private static final Set<String> WITH_EXIT_DATA = Set.of("2", "3");
    private static final int ARRIVAL_GRACE_DAYS = 7;
    private static final int RESULTS_DAYS = 6;
    private static final int DISCREPANCIES_DAYS = 13;
    private static final int RECOVERY_MONTHS = 7;

    private Departure() {}

    static Map<String, Effect> effects() {
        return Map.ofEntries(
                Map.entry("release", Departure::release),
                Map.entry("send-arrival-record", Departure::sendArrivalRecord),
                Map.entry("send-transit-record", Departure::sendTransitRecord),
                Map.entry("send-exit-record", Departure::sendExitRecord),
                Map.entry(
                        "refuse-arrival-record", step -> refuse(step, "CD003C", ACTUAL_DESTINATION, NOT_IN_THIS_STATE)),
                Map.entry("refuse-transit-record", step -> refuse(step, "CD115C", ACTUAL_TRANSIT, NOT_IN_THIS_STATE)),
                Map.entry("refuse-exit-record", step -> refuse(step, "CD165C", ACTUAL_EXIT, NOT_IN_THIS_STATE)),
                Map.entry("refuse-query", step -> refuse(step, "CD038C", "CustomsOfficeOfRequest", UNKNOWN)),
                Map.entry("answer-query", Departure::answerQuery),
                Map.entry("note-crossing", step -> Transit.note(step, "crossed", actual(step, ACTUAL_TRANSIT))),
                Map.entry("note-leaving", step -> Transit.note(step, "left", actual(step, ACTUAL_EXIT))),
                Map.entry("note-arrival", Departure::noteArrival),
                Map.entry("forward-arrival", Departure::forwardArrival),
                Map.entry("forward-incident", Departure::forwardIncident),
                Map.entry("start-discrepancies", Departure::startDiscrepancies),
                Map.entry("send-resolved", step -> sendResolution(step, "1")),
                Map.entry("send-unresolved", step -> sendResolution(step, "0")),
                Map.entry("write-off", Departure::writeOff),
                Map.entry("send-invalidation", Departure::sendInvalidation),
                Map.entry("start-enquiry", Departure::startEnquiry),
                Map.entry("end-enquiry", Departure::endEnquiry),
                Map.entry("start-recovery", Departure::startRecovery),
                Map.entry("link-export", Departure::linkExport),
                Map.entry("note-link", Departure::noteLink));
    }

    private static void release(Step step) {
        step.data(step.data().with("TransitOperation/releaseDate", step.today()));
        Element data = step.data();
        boolean isTir = type(data).equals("TIR");
        step.send(step.select("CD001C", data), Transit.applicationOf(Transit.reference(data, DESTINATION)));
        if (isTir) {
            step.send(step.select("CD012C", data), "SPEED.EC");
        } else {
            for (String to : Transit.applicationsOf(Transit.references(data, TRANSIT))) {
                step.send(step.select("CD050C", data), to);
            }
            for (String to : Transit.applicationsOf(Transit.references(data, EXIT))) {
                step.send(step.select("CD160C", Transit.forExit(data)), to);
            }
        }
        int limit = step.fact("limit").map(Integer::parseInt).orElse(0);
        step.timer("arrival", step.now().plus(Duration.ofDays(limit + (long) ARRIVAL_GRACE_DAYS)));
    }

    private static void sendArrivalRecord(Step step) {
        String office = actual(step, ACTUAL_DESTINATION);
        Transit.note(step, "asked", office);
        step.reply(
                step.select("CD003C", step.data()).put(ACTUAL_DESTINATION, Transit.office(ACTUAL_DESTINATION, office)));
    }

    private static void sendTransitRecord(Step step) {
        if (type(step.data()).equals("TIR")) {
            refuse(step, "CD115C", ACTUAL_TRANSIT, NOT_FOR_THIS_KIND);
            return;
        }
        String office = actual(step, ACTUAL_TRANSIT);
        Transit.note(step, "asked", office);
        step.reply(step.select("CD115C", step.data()).put(ACTUAL_TRANSIT, actualTransit(office)));
    }

    private static Element actualTransit(String office) {
        return Transit.office(ACTUAL_TRANSIT, office).with("guaranteeNotValidForCountry", "0");
    }

    private static void sendExitRecord(Step step) {
        boolean hasExitData = step.data()
                .value("TransitOperation/security")
                .filter(WITH_EXIT_DATA::contains)
                .isPresent();
        if (!hasExitData || type(step.data()).equals("TIR")) {
            refuse(step, "CD165C", ACTUAL_EXIT, NOT_FOR_THIS_KIND);
            return;
        }
        String office = actual(step, ACTUAL_EXIT);
        Transit.note(step, "asked", office);
        step.reply(step.select("CD165C", Transit.forExit(step.data()))
                .put(ACTUAL_EXIT, Transit.office(ACTUAL_EXIT, office)));
    }

    /** A negative answer has nothing of the movement (conditions C0365, C0466); of an unknown one not even the office (C0811). */
    private static void refuse(Step step, String name, String asking, String reason) {
        boolean isKnown = step.movement().isKnown();
        Element office = name.equals("CD115C")
                ? actualTransit(actual(step, asking))
                : Transit.office(asking, actual(step, asking));
        Element answer = Transit.about(step, name)
                .with(REASON, isKnown ? reason : UNKNOWN)
                .put(asking, office);
        String departure = Transit.reference(step.data(), DEPARTURE);
        step.reply(
                isKnown && !departure.isEmpty() ? answer.put(DEPARTURE, Transit.office(DEPARTURE, departure)) : answer);
    }

    private static void answerQuery(Step step) {
        Element answer = step.select("CD038C", step.data())
                .with("TransitOperation/status", step.status("DEPARTURE"))
                .put(
                        "CustomsOfficeOfRequest",
                        Transit.office("CustomsOfficeOfRequest", actual(step, "CustomsOfficeOfRequest")));
        step.reply(answer);
    }

    private static void noteArrival(Step step) {
        step.fact(
                "arrival",
                step.root().value("TransitOperation/arrivalDateAndTimeActual").orElse(step.stamp()));
        step.fact("actual", actual(step, ACTUAL_DESTINATION));
        step.stopTimer("arrival");
        step.timer("results", step.now().plus(Duration.ofDays(RESULTS_DAYS)));
    }

    /** Tells those who still wait for the goods that they have arrived. */
    private static void forwardArrival(Step step) {
        Element data = step.data();
        String actual = step.fact("actual").orElse("");
        Set<String> to = new LinkedHashSet<>(waiting(step));
        if (!actual.equals(Transit.reference(data, DESTINATION))) {
            to.add(Transit.applicationOf(Transit.reference(data, DESTINATION)));
        }
        to.remove(Transit.applicationOf(actual));
        Element notice = declaredOffices(step, Transit.about(step, "CD024C"))
                .with(
                        "TransitOperation/arrivalDateAndTimeActual",
                        step.fact("arrival").orElse(step.stamp()))
                .put(DEPARTURE, Transit.office(DEPARTURE, Transit.reference(data, DEPARTURE)))
                .put(ACTUAL_DESTINATION, Transit.office(ACTUAL_DESTINATION, actual))
                .and(Transit.offices(ACTUAL_TRANSIT, Transit.facts(step, "crossed")))
                .and(Transit.offices(ACTUAL_EXIT, Transit.facts(step, "left")));
        to.forEach(application -> step.send(notice, application));
    }

    /** The applications of declared offices of transit and exit that the goods have not passed. */
    private static Set<String> waiting(Step step) {
        List<String> offices = new ArrayList<>(Transit.references(step.data(), TRANSIT));
        offices.addAll(Transit.references(step.data(), EXIT));
        offices.removeAll(Transit.facts(step, "crossed"));
        offices.removeAll(Transit.facts(step, "left"));
        return Transit.applicationsOf(offices);
    }

    private static Element declaredOffices(Step step, Element message) {
        Element data = step.data();
        return message.put(DESTINATION, Transit.office(DESTINATION, Transit.reference(data, DESTINATION)))
                .and(Transit.offices(TRANSIT, Transit.references(data, TRANSIT)))
                .and(Transit.offices(EXIT, Transit.references(data, EXIT)));
    }

    private static void forwardIncident(Step step) {
        Element notice = declaredOffices(step, step.select("CD181C", Transit.content(step.root())));
        Set<String> to = new LinkedHashSet<>(waiting(step));
        to.add(Transit.applicationOf(Transit.reference(step.data(), DESTINATION)));
        to.remove(step.message().header().sender());
        Transit.note(step, "incidents", Transit.reference(step.root(), "CustomsOfficeOfIncidentRegistration"));
        to.forEach(application -> step.send(notice, application));
    }

    private static void startDiscrepancies(Step step) {
        step.stopTimer("results");
        step.timer("discrepancies", step.now().plus(Duration.ofDays(DISCREPANCIES_DAYS)));
    }

    private static void sendResolution(Step step, String isResolved) {
        String actual = step.fact("actual").orElse("");
        Element notice = Transit.about(step, "CD049C")
                .with("TransitOperation/discrepanciesResolved", isResolved)
                .put(DEPARTURE, Transit.office(DEPARTURE, Transit.reference(step.data(), DEPARTURE)))
                .put(ACTUAL_DESTINATION, Transit.office(ACTUAL_DESTINATION, actual));
        step.stopTimer("discrepancies");
        step.send(
                isResolved.equals("1") ? notice.with("TransitOperation/writeOffDate", step.today()) : notice,
                Transit.applicationOf(actual));
    }

    private static void writeOff(Step step) {
        step.stopTimer("results");
        step.stopTimer("discrepancies");
        Guarantees.credit(step);
    }

    private static void sendInvalidation(Step step) {
        step.stopTimer("arrival");
        Element notice = declaredOffices(step, Transit.about(step, "CD010C"))
                .with("Invalidation/decisionDateAndTime", step.stamp())
                .put(DEPARTURE, Transit.office(DEPARTURE, Transit.reference(step.data(), DEPARTURE)));
        everybody(step).forEach(to -> step.send(notice, to));
    }

    /** The applications of all offices that were told of the movement. */
    static Set<String> everybody(Step step) {
        Element data = step.data();
        List<String> offices = new ArrayList<>();
        offices.add(Transit.reference(data, DESTINATION));
        if (!type(data).equals("TIR")) {
            offices.addAll(Transit.references(data, TRANSIT));
            offices.addAll(Transit.references(data, EXIT));
        }
        offices.addAll(Transit.facts(step, "asked"));
        step.fact("actual").ifPresent(offices::add);
        return Transit.applicationsOf(offices);
    }

    private static void startEnquiry(Step step) {
        step.stopTimer("arrival");
        step.timer(
                "recovery",
                step.now().atOffset(ZoneOffset.UTC).plusMonths(RECOVERY_MONTHS).toInstant());
        step.event("enquiry");
    }

    private static void endEnquiry(Step step) {
        step.stopTimer("recovery");
        step.event("enquiry-over");
    }

    private static void startRecovery(Step step) {
        step.stopTimer("recovery");
        step.event("recovery");
    }

    private static void linkExport(Step step) {
        Element link = Transit.about(step, "CD078C");
        for (String mrn : Transit.list(step.need("export"))) {
            link = link.and(Element.group("ExportOperation", Element.leaf("MRN", mrn)));
        }
        step.send(link, step.need("to"));
    }

    private static void noteLink(Step step) {
        step.root()
                .all("ExportOperation")
                .forEach(each -> Transit.note(step, "exports", each.value("MRN").orElse("")));
    }

    private static String type(Element data) {
        return data.value("TransitOperation/declarationType").orElse("");
    }

    private static String actual(Step step, String element) {
        return Transit.reference(step.root(), element);
    }
}
