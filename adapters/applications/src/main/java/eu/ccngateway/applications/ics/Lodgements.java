package eu.ccngateway.applications.ics;

import eu.ccngateway.applications.identifier.Address;
import eu.ccngateway.applications.identifier.Lrn;
import eu.ccngateway.applications.identifier.Mrn;
import eu.ccngateway.applications.identifier.Office;
import eu.ccngateway.applications.movement.Effect;
import eu.ccngateway.applications.movement.FunctionalError;
import eu.ccngateway.applications.movement.FunctionalError.Code;
import eu.ccngateway.applications.movement.Movement;
import eu.ccngateway.applications.movement.Refused;
import eu.ccngateway.applications.movement.Step;
import eu.ccngateway.applications.xml.Element;
import java.util.List;
import java.util.Map;

/**
 * What traders send.
 *
 * <p>Details of {@code lodge}: {@code entry}, the office of first entry; {@code later}, other offices of entry, with commas
 * between; {@code office} of lodgement, if it is another; {@code items} (1) and how many it says there are, {@code total};
 * {@code trader}, an EORI; {@code lrn}. Of {@code amend}: {@code mass}, {@code total}. Of {@code divert} and {@code arrive}:
 * the {@code office} where the goods come.
 */
final class Lodgements {

    static final String DIVERSION = "HEAHEA/DivRefNumHEA119";

    private static final String TOTAL = "HEAHEA/TotNumOfIteHEA305";
    private static final double DENSITY = 0.1;

    /** Never made up: a message would go to each. */
    private static final List<String> OFFICES = List.of("CUSOFFLON", "CUSOFFSENT740");

    private Lodgements() {}

    static Map<String, Effect> effects() {
        return Map.of(
                "lodge", Lodgements::lodge,
                "take-number", Lodgements::takeNumber,
                "send-amendment", Lodgements::sendAmendment,
                "send-diversion", Lodgements::sendDiversion,
                "send-arrival", Lodgements::sendArrival);
    }

    private static void lodge(Step step) {
        String entry = new Office(step.need("entry")).text();
        String items = step.detail("items").orElse("1");
        if (!items.matches("[1-9]\\d{0,2}")) {
            throw new IllegalArgumentException("items: " + items + " (expected: 1-999)");
        }
        Element declaration = Element.group("CC315A")
                .with(Entries.LRN, new Lrn(step.mrn()).text())
                .with(TOTAL, step.detail("total").orElse(items))
                .with("PERLODSUMDEC/TINPLD1", step.detail("trader").orElse("ZZ0123456789"))
                .with(Entries.FIRST_ENTRY, entry);
        String office = new Office(step.detail("office").orElse(entry)).text();
        if (!office.equals(entry)) {
            declaration = declaration.with("CUSOFFLON/RefNumCOL1", office);
        }
        for (int i = 0; i < Integer.parseInt(items); i++) {
            declaration = declaration.and(Element.group("GOOITEGDS"));
        }
        for (String later : step.detail("later").orElse("").split(",")) {
            if (!later.isBlank()) {
                String reference = new Office(later.strip()).text();
                declaration =
                        declaration.and(Element.group("CUSOFFSENT740", Element.leaf("RefNumSUBENR909", reference)));
            }
        }
        Element whole = Entries.content(step.madeUp(declaration, DENSITY));
        for (String offices : OFFICES) {
            whole = declaration.has(offices) ? whole : whole.without(offices);
        }
        step.data(whole);
        step.send(step.select("CC315A", step.data()), Entries.applicationOf(office));
    }

    /** From now on the declaration goes by its MRN. */
    private static void takeNumber(Step step) throws Refused {
        Movement lodged = step.other(step.root().value(Entries.LRN).orElse("").strip());
        if (!lodged.state("DECLARATION").equals("LODGED")) {
            throw new Refused(new FunctionalError(Code.RULE_VIOLATED, "/CC328A/" + Entries.LRN, "N/A", lodged.mrn()));
        }
        step.data(lodged.data());
        step.other(lodged.withFact("mrn", step.mrn()));
    }

    private static void sendAmendment(Step step) {
        Element amendment = step.select("CC313A", step.data()).with(Entries.MRN, step.mrn());
        String mass = step.detail("mass").orElse("");
        amendment = mass.isEmpty() ? amendment : amendment.with("HEAHEA/TotGroMasHEA307", mass);
        amendment = amendment.with(
                TOTAL, step.detail("total").or(() -> step.data().value(TOTAL)).orElse("1"));
        step.send(amendment, lodgedAt(step));
    }

    private static void sendDiversion(Step step) {
        Element request = Element.group("CC323A")
                .with(DIVERSION, step.mrn())
                .with(Entries.ACTUAL, new Office(step.need("office")).text())
                .with(Entries.DIVERTED_MRN, step.mrn());
        step.send(request, firstEntry(step));
    }

    private static void sendArrival(Step step) {
        String office = new Office(step.detail("office")
                        .or(() -> step.data().value(Entries.FIRST_ENTRY))
                        .orElseGet(() -> step.need("office")))
                .text();
        Element notification =
                Element.group("CC347A").with(Entries.MRN, step.mrn()).with(Entries.ACTUAL, office);
        step.send(notification, Entries.applicationOf(office));
    }

    /** The application that gave the number. */
    private static String lodgedAt(Step step) {
        return Address.importControl(new Mrn(step.mrn()).country()).text();
    }

    private static String firstEntry(Step step) {
        return Entries.applicationOf(step.data().value(Entries.FIRST_ENTRY).orElse(""));
    }
}
