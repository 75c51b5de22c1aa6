package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.xml.Element;
import eu.ccngateway.applications.xml.Fault;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes refusals. A functional refusal is never refused functionally, and a technical one never technically (rules G0085,
 * G0086): two applications that misunderstand each other must not go on refusing for ever.
 *
 * @param functional the name of the functional refusal, for example {@code CD906C}
 * @param technical the name of the technical refusal, for example {@code CD917C}
 */
public record Refusals(String functional, String technical) {

    private static final int POINTER_MAX = 512;

    /** Whether a message is a refusal itself. */
    boolean isRefusal(String name) {
        return name.equals(functional) || name.equals(technical);
    }

    /** Whether a message may be refused functionally. */
    boolean mayRefuseFunctionally(String name) {
        return !isRefusal(name);
    }

    /** Whether a message may be refused technically. */
    boolean mayRefuseTechnically(String name) {
        return !name.equals(technical);
    }

    Element functional(String mrn, List<FunctionalError> errors) {
        return Element.group(
                functional,
                Stream.concat(head(mrn), errors.stream().map(Refusals::error)).toList());
    }

    Element technical(List<Fault> faults) {
        return Element.group(technical, faults.stream().map(Refusals::fault).toList());
    }

    private static Stream<Element> head(String mrn) {
        return mrn.isEmpty() ? Stream.empty() : Stream.of(Element.group("Header", Element.leaf("MRN", mrn)));
    }

    private static Element error(FunctionalError error) {
        Element element = Element.group("FunctionalError")
                .with("errorPointer", cut(error.pointer()))
                .with("errorCode", error.code().number())
                .with("errorReason", error.reason());
        return error.value().isEmpty() ? element : element.with("originalAttributeValue", cut(error.value()));
    }

    private static Element fault(Fault fault) {
        Element element = Element.group("XMLError")
                .with("errorLineNumber", Integer.toString(fault.at().line()))
                .with("errorColumnNumber", Integer.toString(fault.at().column()))
                .with("errorPointer", cut(fault.pointer()))
                .with("errorCode", fault.code().number())
                .with("errorText", cut(fault.text()));
        return fault.value().isBlank() ? element : element.with("originalAttributeValue", cut(fault.value()));
    }

    private static String cut(String text) {
        String line = text.replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
        return line.codePointCount(0, line.length()) <= POINTER_MAX
                ? line
                : line.substring(0, line.offsetByCodePoints(0, POINTER_MAX));
    }
}
