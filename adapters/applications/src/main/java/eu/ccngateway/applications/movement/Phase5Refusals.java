package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.xml.Element;
import eu.ccngateway.applications.xml.Fault;
import java.util.List;
import java.util.stream.Stream;

/** The refusals of phase 5: CD906C and CD917C. */
public final class Phase5Refusals implements Refusals {

    private static final int TEXT_MAX = 512;

    @Override
    public String functional() {
        return "CD906C";
    }

    @Override
    public String technical() {
        return "CD917C";
    }

    @Override
    public Element functional(Message refused, String mrn, List<FunctionalError> errors) {
        return Element.group(
                functional(),
                Stream.concat(head(mrn), errors.stream().map(Phase5Refusals::error))
                        .toList());
    }

    @Override
    public Element technical(List<Fault> faults) {
        return Element.group(
                technical(), faults.stream().map(Phase5Refusals::fault).toList());
    }

    private static Stream<Element> head(String mrn) {
        return mrn.isEmpty() ? Stream.empty() : Stream.of(Element.group("Header", Element.leaf("MRN", mrn)));
    }

    private static Element error(FunctionalError error) {
        Element element = Element.group("FunctionalError")
                .with("errorPointer", Refusals.cut(error.pointer(), TEXT_MAX))
                .with("errorCode", error.code().number())
                .with("errorReason", error.reason());
        return error.value().isEmpty()
                ? element
                : element.with("originalAttributeValue", Refusals.cut(error.value(), TEXT_MAX));
    }

    private static Element fault(Fault fault) {
        Element element = Element.group("XMLError")
                .with("errorLineNumber", Integer.toString(fault.at().line()))
                .with("errorColumnNumber", Integer.toString(fault.at().column()))
                .with("errorPointer", Refusals.cut(fault.pointer(), TEXT_MAX))
                .with("errorCode", fault.code().number())
                .with("errorText", Refusals.cut(fault.text(), TEXT_MAX));
        return fault.value().isBlank()
                ? element
                : element.with("originalAttributeValue", Refusals.cut(fault.value(), TEXT_MAX));
    }
}
