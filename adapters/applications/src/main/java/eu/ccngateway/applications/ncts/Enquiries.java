package eu.ccngateway.applications.ncts;

import static eu.ccngateway.applications.ncts.Transit.DEPARTURE;
import static eu.ccngateway.applications.ncts.Transit.DESTINATION;

import eu.ccngateway.applications.identifier.Office;
import eu.ccngateway.applications.movement.Effect;
import eu.ccngateway.applications.movement.Step;
import eu.ccngateway.applications.xml.Element;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looking for goods that did not arrive, and recovering the debt when they are not found: both ends of each. */
final class Enquiries {

    private static final String REQUEST = "CustomsOfficeOfRequest";
    private static final String ENQUIRY_OFFICE = "CustomsOfficeOfEnquiryAtDeparture";
    private static final String AT_DEPARTURE = "CompetentCustomsOfficeAtDeparture";
    private static final String AT_DESTINATION = "CompetentCustomsOfficeAtDestination";
    private static final String REQUESTING = "CustomsOfficeOfRecoveryRequesting";
    private static final String REQUESTED = "CustomsOfficeOfRecoveryRequested";
    private static final String SHORT_LIMIT_DAYS = "28";

    private Enquiries() {}

    static Map<String, Effect> effects() {
        return Map.ofEntries(
                Map.entry("request-enquiry", Enquiries::requestEnquiry),
                Map.entry("note-enquiry-answer", step -> noteValue(step, "enquiry-answer", "Enquiry/responseCode")),
                Map.entry("send-information", Enquiries::sendInformation),
                Map.entry("cancel-enquiry", Enquiries::cancelEnquiry),
                Map.entry("note-enquiry", Enquiries::noteEnquiry),
                Map.entry("answer-enquiry", Enquiries::answerEnquiry),
                Map.entry("ask-information", Enquiries::askInformation),
                Map.entry(
                        "note-information",
                        step -> noteValue(step, "information", "ResponseInformation/informationCode")),
                Map.entry("communicate-recovery", Enquiries::communicateRecovery),
                Map.entry("request-recovery", Enquiries::requestRecovery),
                Map.entry("note-collected", Enquiries::noteCollected),
                Map.entry("note-recovery", Enquiries::noteRecovery),
                Map.entry("accept-recovery", step -> answerRecovery(step, "1")),
                Map.entry("refuse-recovery", step -> answerRecovery(step, "0")),
                Map.entry("collect", Enquiries::collect));
    }

    private static void noteValue(Step step, String fact, String path) {
        step.fact(fact, step.root().value(path).orElse(""));
    }

    /** The limit is 28 days, or 40 where the holder gave enough to go by (G0125). */
    private static void requestEnquiry(Step step) {
        int days = Integer.parseInt(step.detail("days").filter("40"::equals).orElse(SHORT_LIMIT_DAYS));
        String office = Transit.reference(step.data(), DEPARTURE);
        String to = Transit.applicationOf(Transit.reference(step.data(), DESTINATION));
        String limit = step.inDays(days);
        Element request = Transit.about(step, "CD142C")
                .put(DEPARTURE, Transit.office(DEPARTURE, office))
                .put(REQUEST, Transit.office(REQUEST, office))
                .put(ENQUIRY_OFFICE, Transit.office(ENQUIRY_OFFICE, office))
                .with("Enquiry/date", step.today())
                .with("Enquiry/limitForTheEnquiryResponseDate", limit);
        step.fact("enquiry-to", to);
        step.timer(
                "enquiry-limit",
                LocalDate.parse(limit).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        step.send(request, to);
    }

    private static void cancelEnquiry(Step step) {
        String office = Transit.reference(step.data(), DEPARTURE);
        Element cancel = Transit.about(step, "CD059C")
                .with("TransitOperation/cancelEnquiryNotificationDateAndTime", step.stamp())
                .put(DEPARTURE, Transit.office(DEPARTURE, office))
                .put(REQUEST, Transit.office(REQUEST, office));
        step.stopTimer("enquiry-limit");
        step.send(cancel, step.fact("enquiry-to").orElse(""));
    }

    private static void sendInformation(Step step) {
        List<Element> answers = new ArrayList<>();
        step.root()
                .all("RequestedInformation")
                .forEach(asked -> answers.add(Element.group("ResponseInformation")
                        .with("sequenceNumber", Integer.toString(answers.size() + 1))
                        .with("informationCode", "0" + asked.value("code").orElse("1"))));
        Element information = Transit.about(step, "CD144C")
                .put(AT_DEPARTURE, Transit.office(AT_DEPARTURE, Transit.reference(step.root(), AT_DEPARTURE)))
                .put(AT_DESTINATION, Transit.office(AT_DESTINATION, Transit.reference(step.root(), AT_DESTINATION)))
                .with(
                        "Enquiry/enquiryRequestDate",
                        step.root().value("Enquiry/enquiryRequestDate").orElse(step.today()))
                .with("Enquiry/informationAvailableFromTrader", "1")
                .and(answers);
        step.reply(information);
    }

    private static void noteEnquiry(Step step) {
        step.fact("enquiry-from", step.message().header().sender());
        step.fact("enquiry-id", step.message().header().identification());
        step.fact("enquiry-request", Transit.reference(step.root(), REQUEST));
        step.fact("enquiry-office", Transit.reference(step.root(), ENQUIRY_OFFICE));
        noteValue(step, "enquiry-date", "Enquiry/date");
    }

    private static void answerEnquiry(Step step) {
        boolean isKnown = !step.movement().state("DESTINATION").equals("NONE");
        Element answer = Transit.about(step, "CD143C")
                .put(
                        REQUEST,
                        Transit.office(REQUEST, step.fact("enquiry-request").orElse("")))
                .put(
                        ENQUIRY_OFFICE,
                        Transit.office(
                                ENQUIRY_OFFICE, step.fact("enquiry-office").orElse("")))
                .with("Enquiry/enquiryResponseDate", step.today())
                .with("Enquiry/responseCode", step.detail("code").orElse(isKnown ? "3" : "1"));
        String text = step.detail("text").orElse("");
        step.answer(
                text.isEmpty() ? answer : answer.with("Enquiry/text", text),
                step.fact("enquiry-from").orElse(""),
                step.fact("enquiry-id").orElse(""));
    }

    private static void askInformation(Step step) {
        Element request = Transit.about(step, "CD145C")
                .put(
                        AT_DEPARTURE,
                        Transit.office(AT_DEPARTURE, step.fact("enquiry-office").orElse("")))
                .put(AT_DESTINATION, Transit.office(AT_DESTINATION, own(step, step.need("office"))))
                .with("Enquiry/enquiryRequestDate", step.fact("enquiry-date").orElse(step.today()))
                .with("RequestedInformation/sequenceNumber", "1")
                .with("RequestedInformation/code", step.detail("code").orElse("1"));
        step.send(request, step.fact("enquiry-from").orElse(""));
    }

    /** To everybody who was told of the movement. */
    private static void communicateRecovery(Step step) {
        Element data = step.data();
        String recovery = "CustomsOfficeOfRecoveryAtDeparture";
        Element notice = Transit.about(step, "CD063C")
                .with("TransitOperation/recoveryCommunicationDate", step.today())
                .put(DESTINATION, Transit.office(DESTINATION, Transit.reference(data, DESTINATION)))
                .and(Transit.offices(Transit.TRANSIT, Transit.references(data, Transit.TRANSIT)))
                .and(Transit.offices(Transit.EXIT, Transit.references(data, Transit.EXIT)))
                .put(recovery, Transit.office(recovery, Transit.reference(data, DEPARTURE)));
        Departure.everybody(step).forEach(to -> step.send(notice, to));
    }

    private static void requestRecovery(Step step) {
        String office = new Office(step.need("office")).text();
        Element request = Transit.about(step, "CD150C")
                .put(REQUESTING, Transit.office(REQUESTING, Transit.reference(step.data(), DEPARTURE)))
                .put(REQUESTED, Transit.office(REQUESTED, office))
                .with("Recovery/recoveryCommunicationDate", step.today())
                .with("Recovery/text", step.detail("text").orElse("The goods were not presented"));
        step.send(request, Transit.applicationOf(office));
    }

    private static void noteCollected(Step step) {
        noteValue(step, "collected", "Recovery/collectionDate");
        step.event("collected");
    }

    private static void noteRecovery(Step step) {
        step.fact("recovery-from", step.message().header().sender());
        step.fact("recovery-id", step.message().header().identification());
        step.fact("recovery-requesting", Transit.reference(step.root(), REQUESTING));
        step.fact("recovery-requested", Transit.reference(step.root(), REQUESTED));
    }

    private static void answerRecovery(Step step, String isAccepted) {
        Element answer = Transit.about(step, "CD151C")
                .put(
                        REQUESTING,
                        Transit.office(
                                REQUESTING, step.fact("recovery-requesting").orElse("")))
                .put(
                        REQUESTED,
                        Transit.office(
                                REQUESTED, step.fact("recovery-requested").orElse("")))
                .with("Recovery/recoveryAcceptance", isAccepted)
                .with("Recovery/recoveryCommunicationDate", step.today());
        step.answer(
                answer,
                step.fact("recovery-from").orElse(""),
                step.fact("recovery-id").orElse(""));
    }

    private static void collect(Step step) {
        String recovery = "CustomsOfficeOfRecovery";
        String atDeparture = "CustomsOfficeOfRecoveryAtDeparture";
        Element dispatch = Transit.about(step, "CD152C")
                .put(
                        atDeparture,
                        Transit.office(
                                atDeparture, step.fact("recovery-requesting").orElse("")))
                .put(
                        recovery,
                        Transit.office(recovery, step.fact("recovery-requested").orElse("")))
                .with("Recovery/collectionDate", step.today());
        step.send(dispatch, step.fact("recovery-from").orElse(""));
    }

    private static String own(Step step, String office) {
        if (!new Office(office).country().equals(step.country())) {
            throw new IllegalArgumentException("office: " + office + " (expected: one of " + step.country() + ")");
        }
        return office;
    }
}
