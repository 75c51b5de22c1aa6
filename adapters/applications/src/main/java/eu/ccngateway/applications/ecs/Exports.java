package eu.ccngateway.applications.ecs;

import eu.ccngateway.applications.identifier.Address;
import eu.ccngateway.applications.identifier.Office;
import eu.ccngateway.applications.movement.Effect;
import eu.ccngateway.applications.movement.Step;
import eu.ccngateway.applications.xml.Element;
import java.time.Duration;
import java.util.Map;

/**
 * What the offices of export and of exit do.
 *
 * <p>Details of a declaration: {@code office} of export and {@code exit}; {@code exporter}, an EORI; {@code items} (1).
 */
final class Exports {

    static final String MRN = "ExportOperation/MRN";
    static final String REASON = "ExportOperation/requestRejectionReasonCode";

    private static final String EXPORT = "CustomsOfficeOfExport";
    private static final String DECLARED = "CustomsOfficeOfExitDeclared";
    private static final String ACTUAL = "CustomsOfficeOfExitActual";
    private static final String REFERENCE = "/referenceNumber";
    private static final int FOLLOW_UP_DAYS = 90;
    private static final int EXPIRY_DAYS = 150;
    private static final double DENSITY = 0.3;

    private Exports() {}

    static Map<String, Effect> effects() {
        return Map.ofEntries(
                Map.entry("declare", Exports::declare),
                Map.entry("release", Exports::release),
                Map.entry("send-cancellation", Exports::sendCancellation),
                Map.entry("send-record", Exports::sendRecord),
                Map.entry("refuse-record", Exports::refuseRecord),
                Map.entry("note-exit", Exports::noteExit),
                Map.entry("start-expiry", Exports::startExpiry),
                Map.entry("keep-record", step -> step.data(content(step.root()))),
                Map.entry("request-record", Exports::requestRecord),
                Map.entry("note-arrival", step -> step.fact("arrival", step.stamp())),
                Map.entry("send-exit", step -> sendResults(step, "A1")),
                Map.entry("send-stop", step -> sendResults(step, "B1")));
    }

    private static void declare(Step step) {
        String office = own(step, step.need("office"));
        Element consignment = Element.group("Consignment");
        int items = Integer.parseInt(step.detail("items")
                .filter(text -> text.matches("[1-9]\\d{0,2}"))
                .orElse("1"));
        for (int i = 0; i < items; i++) {
            consignment = consignment.and(Element.group("ConsignmentItem"));
        }
        Element given = Element.group("CD501C")
                .with(MRN, step.mrn())
                .with("ExportOperation/declarationType", "EX")
                .with("ExportOperation/declarationAcceptanceDate", step.today())
                .with("ExportOperation/releaseDate", step.today())
                .with("ExportOperation/security", "2")
                .with(EXPORT + REFERENCE, office)
                .with(DECLARED + REFERENCE, new Office(step.need("exit")).text())
                .with("Exporter/identificationNumber", step.detail("exporter").orElse(step.country() + "0123456789"))
                .with("ControlResult/code", "A2")
                .with("ControlResult/date", step.today())
                .put("Consignment", consignment);
        step.data(content(step.madeUp(given, DENSITY)));
    }

    private static void release(Step step) {
        step.data(step.data().with("ExportOperation/releaseDate", step.today()));
        step.timer("follow-up", step.now().plus(Duration.ofDays(FOLLOW_UP_DAYS)));
        step.send(step.select("CD501C", step.data()), applicationOf(reference(step.data(), DECLARED)));
    }

    private static void startExpiry(Step step) {
        step.timer("expiry", step.now().plus(Duration.ofDays((long) EXPIRY_DAYS - FOLLOW_UP_DAYS)));
    }

    private static void sendRecord(Step step) {
        String office = reference(step.root(), ACTUAL);
        step.fact("diverted-to", office);
        step.reply(step.select("CD503C", step.data()).with(ACTUAL + REFERENCE, office));
    }

    private static void refuseRecord(Step step) {
        boolean isKnown = step.movement().isKnown();
        Element answer = Element.group("CD503C")
                .with(MRN, step.mrn())
                .with(REASON, isKnown ? "2" : "1")
                .with(ACTUAL + REFERENCE, reference(step.root(), ACTUAL));
        String export = reference(step.data(), EXPORT);
        step.reply(isKnown && !export.isEmpty() ? answer.with(EXPORT + REFERENCE, export) : answer);
    }

    /** To the declared office of exit, and to the one the goods were diverted to. */
    private static void sendCancellation(Step step) {
        String declared = reference(step.data(), DECLARED);
        Element notice = Element.group("CD510C")
                .with(MRN, step.mrn())
                .with("Invalidation/decisionDateAndTime", step.stamp())
                .with(EXPORT + REFERENCE, reference(step.data(), EXPORT))
                .with(DECLARED + REFERENCE, declared);
        step.stopTimer("follow-up");
        step.stopTimer("expiry");
        step.send(notice, applicationOf(declared));
        step.fact("diverted-to")
                .map(Exports::applicationOf)
                .filter(other -> !other.equals(applicationOf(declared)))
                .ifPresent(other -> step.send(notice, other));
    }

    private static void noteExit(Step step) {
        step.fact("exit", reference(step.root(), ACTUAL));
        step.stopTimer("follow-up");
        step.stopTimer("expiry");
    }

    private static void requestRecord(Step step) {
        String office = own(step, step.need("office"));
        step.fact("office", office);
        Element request = Element.group("CD502C").with(MRN, step.mrn()).with(ACTUAL + REFERENCE, office);
        step.send(request, Address.export(step.mrn().substring(2, 4)).text());
    }

    private static void sendResults(Step step, String usual) {
        String office =
                step.detail("office").or(() -> step.fact("office")).orElseGet(() -> reference(step.data(), DECLARED));
        String code = step.detail("result").orElse(usual);
        if (code.startsWith("B") != usual.startsWith("B")) {
            throw new IllegalArgumentException("result: " + code + " (expected: A for exit, B for stop, and a digit)");
        }
        Element results = Element.group("CD518C")
                .with(MRN, step.mrn())
                .with(EXPORT + REFERENCE, reference(step.data(), EXPORT))
                .with(ACTUAL + REFERENCE, own(step, office))
                .with("ControlResult/code", code)
                .with("ControlResult/date", step.today());
        step.send(
                usual.startsWith("A") ? results.with("ExportOperation/exitDate", step.today()) : results,
                applicationOf(reference(step.data(), EXPORT)));
    }

    private static String own(Step step, String office) {
        if (!new Office(office).country().equals(step.country())) {
            throw new IllegalArgumentException("office: " + office + " (expected: one of " + step.country() + ")");
        }
        return office;
    }

    private static String reference(Element root, String office) {
        return root.value(office + REFERENCE).orElse("");
    }

    private static String applicationOf(String office) {
        return Address.export(new Office(office).country()).text();
    }

    /** What a message says beyond its head. */
    static Element content(Element root) {
        return Element.group(
                root.name(),
                root.children().stream()
                        .filter(child -> Character.isUpperCase(child.name().charAt(0)))
                        .toList());
    }
}
