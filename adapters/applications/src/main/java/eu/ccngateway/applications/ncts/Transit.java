package eu.ccngateway.applications.ncts;

import eu.ccngateway.applications.identifier.Address;
import eu.ccngateway.applications.identifier.Eori;
import eu.ccngateway.applications.identifier.Office;
import eu.ccngateway.applications.movement.Step;
import eu.ccngateway.applications.xml.Element;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the effects of all transit roles need: the offices of a movement, and the pieces that messages are made of. */
final class Transit {

    static final String OPERATION = "TransitOperation";
    static final String MRN = "TransitOperation/MRN";
    static final String REASON = "TransitOperation/requestRejectionReasonCode";
    static final String DEPARTURE = "CustomsOfficeOfDeparture";
    static final String DESTINATION = "CustomsOfficeOfDestinationDeclared";
    static final String ACTUAL_DESTINATION = "CustomsOfficeOfDestinationActual";
    static final String TRANSIT = "CustomsOfficeOfTransitDeclared";
    static final String ACTUAL_TRANSIT = "CustomsOfficeOfTransitActual";
    static final String EXIT = "CustomsOfficeOfExitForTransitDeclared";
    static final String ACTUAL_EXIT = "CustomsOfficeOfExitForTransitActual";

    private Transit() {}

    /** A message that says its MRN, and nothing else yet. */
    static Element about(Step step, String name) {
        return Element.group(name).with(MRN, step.mrn());
    }

    static Element office(String element, String reference) {
        return Element.group(element, Element.leaf("referenceNumber", reference));
    }

    /** One element for each of several offices. */
    static List<Element> offices(String element, List<String> references) {
        List<Element> offices = new ArrayList<>();
        for (String reference : references) {
            offices.add(Element.group(
                    element,
                    Element.leaf("sequenceNumber", Integer.toString(offices.size() + 1)),
                    Element.leaf("referenceNumber", reference)));
        }
        return offices;
    }

    /** The one office of an element. */
    static String reference(Element root, String element) {
        return root.value(element + "/referenceNumber").orElse("");
    }

    static List<String> references(Element root, String element) {
        return root.all(element)
                .flatMap(office -> office.value("referenceNumber").stream())
                .toList();
    }

    /** The national application of an office's country. */
    static String applicationOf(String office) {
        return Address.transit(new Office(office).country()).text();
    }

    /** The application of the office of departure, as far as it is known; otherwise of the country that gave the MRN. */
    static String departureApplication(Step step) {
        String office = reference(step.data(), DEPARTURE);
        return office.isEmpty() ? Address.transit(step.mrn().substring(2, 4)).text() : applicationOf(office);
    }

    /** The applications of some offices, each once. */
    static Set<String> applicationsOf(List<String> offices) {
        Set<String> applications = new LinkedHashSet<>();
        offices.forEach(office -> applications.add(applicationOf(office)));
        return applications;
    }

    /** The words of a list that a fact or a detail holds with commas between. */
    static List<String> list(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s*,\\s*"));
    }

    static List<String> facts(Step step, String name) {
        return list(step.fact(name).orElse(""));
    }

    /** Adds to a list that a fact holds. */
    static void note(Step step, String name, String value) {
        List<String> all = new ArrayList<>(facts(step, name));
        if (!all.contains(value)) {
            all.add(value);
            step.fact(name, String.join(",", all));
        }
    }

    /** What an office of exit is told: it wants carriers by their EORI, and other offices take any number. */
    static Element forExit(Element data) {
        boolean isOdd = data.value("Consignment/Carrier/identificationNumber")
                .filter(number -> !Eori.isValid(number))
                .isPresent();
        return isOdd
                ? data.put(
                        "Consignment", data.first("Consignment").orElseThrow().without("Carrier"))
                : data;
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
