package eu.ccngateway.applications.ncts;

import static eu.ccngateway.applications.ncts.Transit.DEPARTURE;
import static eu.ccngateway.applications.ncts.Transit.DESTINATION;
import static eu.ccngateway.applications.ncts.Transit.EXIT;
import static eu.ccngateway.applications.ncts.Transit.TRANSIT;

import eu.ccngateway.applications.identifier.Lrn;
import eu.ccngateway.applications.identifier.Office;
import eu.ccngateway.applications.movement.Movement;
import eu.ccngateway.applications.movement.Step;
import eu.ccngateway.applications.xml.Element;
import java.util.List;

/**
 * Makes the data of a new movement of what an act says of it; what it does not say is made up.
 *
 * <p>Details: {@code office} of departure and {@code destination}; {@code transit} and {@code exit} offices, with commas
 * between; {@code type} (T1), {@code security} (0, or 2 if there is an exit), {@code items} (1), {@code limit} in days (8);
 * {@code grn}, {@code access}, {@code amount}, {@code currency} of a guarantee; {@code holder}, an EORI; {@code lrn}, unique for
 * the holder; {@code carnet}, if the type is TIR.
 */
final class Declaration {

    private static final int ITEMS_MAX = 999;
    private static final double DENSITY = 0.15;

    private Declaration() {}

    static void declare(Step step) {
        Office office = new Office(step.need("office"));
        if (!office.country().equals(step.country())) {
            throw new IllegalArgumentException("office: " + office + " (expected: one of " + step.country() + ")");
        }
        List<String> exits = offices(step, "exit");
        List<String> transits = offices(step, "transit");
        if (!exits.isEmpty() && transits.isEmpty()) {
            throw new IllegalArgumentException("exit: " + exits + " (expected: an office of transit too; add transit)");
        }
        Element given = Transit.about(step, "CD001C")
                .put(Transit.OPERATION, operation(step, exits.isEmpty() ? "0" : "2"))
                .put(DEPARTURE, Transit.office(DEPARTURE, office.text()))
                .put(DESTINATION, Transit.office(DESTINATION, new Office(step.need("destination")).text()))
                .and(Transit.offices(TRANSIT, transits))
                .and(Transit.offices(EXIT, exits))
                .put("HolderOfTheTransitProcedure", holder(step))
                .with("ControlResult/code", "A2")
                .with("ControlResult/date", step.today());
        Element consignment = Element.group("CD001C").put("Consignment", consignment(step));
        Element madeUp = step.madeUp(consignment, DENSITY).first("Consignment").orElseThrow();
        step.data(Transit.content(step.madeUp(given.put("Consignment", madeUp), 0)));
        step.fact("limit", step.detail("limit").map(Declaration::days).orElse("8"));
        noteReference(step);
        Guarantees.noteDeclared(step);
    }

    private static Element operation(Step step, String security) {
        String type = step.detail("type").orElse("T1");
        Element operation = Element.group(Transit.OPERATION)
                .with("MRN", step.mrn())
                .with("declarationType", type)
                .with("declarationAcceptanceDate", step.today())
                .with("releaseDate", step.today())
                .with("security", step.detail("security").orElse(security))
                .with("reducedDatasetIndicator", "0")
                .with("bindingItinerary", "0");
        return type.equals("TIR") ? operation.with("TIRCarnetNumber", carnet(step)) : operation;
    }

    private static String carnet(Step step) {
        String carnet = step.detail("carnet").orElse("XA25000001");
        if (!NctsRules.isCarnetLength(carnet)) {
            throw new IllegalArgumentException("carnet: " + carnet + " (expected: 10 or 11 characters; rule R0990)");
        }
        return carnet;
    }

    /** What a declarant calls the declaration; nobody calls two the same. */
    private static void noteReference(Step step) {
        if (step.detail("lrn").isEmpty()) {
            return;
        }
        String lrn = new Lrn(step.need("lrn")).text();
        Movement used = step.other("LRN " + holderOf(step) + " " + lrn);
        if (used.isKnown()) {
            throw new IllegalArgumentException("lrn: " + lrn + " (expected: one that " + holderOf(step)
                    + " has not used; it is that of " + used.fact("mrn").orElse("another movement") + ")");
        }
        step.other(used.inState("REFERENCE", "USED").withFact("mrn", step.mrn()));
        step.fact("lrn", lrn);
    }

    private static String holderOf(Step step) {
        return step.detail("holder").orElse(step.country() + "0123456789");
    }

    private static Element holder(Step step) {
        Element holder = Element.group("HolderOfTheTransitProcedure").with("identificationNumber", holderOf(step));
        return step.detail("type").filter("TIR"::equals).isPresent()
                ? holder.with("TIRHolderIdentificationNumber", "AUT/032/123456789")
                : holder;
    }

    private static Element consignment(Step step) {
        int items = step.detail("items").map(Declaration::items).orElse(1);
        Element house = Element.group("HouseConsignment");
        for (int i = 0; i < items; i++) {
            house = house.and(Element.group("ConsignmentItem"));
        }
        return Element.group("Consignment", house);
    }

    private static int items(String text) {
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) == 0) {
            throw new IllegalArgumentException("items: " + text + " (expected: 1-" + ITEMS_MAX + ")");
        }
        return Integer.parseInt(text);
    }

    private static String days(String text) {
        if (!text.matches("\\d{1,3}")) {
            throw new IllegalArgumentException("limit: " + text + " (expected: days, 0-999)");
        }
        return text;
    }

    private static List<String> offices(Step step, String detail) {
        List<String> offices = Transit.list(step.detail(detail).orElse(""));
        offices.forEach(Office::new);
        return offices;
    }
}
