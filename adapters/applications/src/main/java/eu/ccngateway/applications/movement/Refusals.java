package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.xml.Element;
import eu.ccngateway.applications.xml.Fault;
import java.util.List;

/**
 * How a system refuses. A functional refusal is never refused functionally, and a technical one never technically (rules
 * G0085, G0086): two applications that misunderstand each other must not go on refusing for ever.
 */
public interface Refusals {

    /** The name of the functional refusal, for example {@code CD906C}. */
    String functional();

    /** The name of the technical refusal, for example {@code CD917C}. */
    String technical();

    /** The refusal of a message, about a movement if the MRN is not empty. */
    Element functional(Message refused, String mrn, List<FunctionalError> errors);

    Element technical(List<Fault> faults);

    /** Whether a message is a refusal itself: it is taken and never refused functionally. */
    default boolean isRefusal(String name) {
        return name.equals(functional()) || name.equals(technical());
    }

    /** Whether a message may be refused technically. */
    default boolean mayRefuseTechnically(String name) {
        return !name.equals(technical());
    }

    /** The beginning of a text, in one line, as long as it may be. */
    static String cut(String text, int max) {
        String line =
                text.replace('\n', ' ').replace('\r', ' ').replace('\t', ' ').strip();
        return line.codePointCount(0, line.length()) <= max
                ? line
                : line.substring(0, line.offsetByCodePoints(0, max)).strip();
    }
}
