package eu.ccngateway.applications.ieca;

import eu.ccngateway.applications.movement.FunctionalError.Code;
import eu.ccngateway.applications.xml.Fault;
import java.util.Set;

/** A message that has no counterpart in the other phase. Told with 51 if its form is the reason, with 52 if its content is. */
public final class ConversionFailed extends Exception {

    private static final long serialVersionUID = 1L;
    private static final Set<Fault.Code> OF_CONTENT = Set.of(Fault.Code.MISSING, Fault.Code.NOT_IN_LIST);

    private final Code code;

    private ConversionFailed(Code code, String text) {
        super(text);
        this.code = code;
    }

    /** The form has no place for it: too long, a wrong character, too many, or not a message at all. */
    static ConversionFailed ofForm(String text) {
        return new ConversionFailed(Code.EDIFACT_AFTER_CONVERSION, text);
    }

    /** The other phase demands or forbids something, or knows no such message. */
    static ConversionFailed ofContent(String text) {
        return new ConversionFailed(Code.FUNCTIONAL_AFTER_CONVERSION, text);
    }

    static ConversionFailed of(Fault fault) {
        String text = fault.pointer() + ": " + fault.text() + (fault.value().isEmpty() ? "" : ": " + fault.value());
        return OF_CONTENT.contains(fault.code()) ? ofContent(text) : ofForm(text);
    }

    public Code code() {
        return code;
    }
}
