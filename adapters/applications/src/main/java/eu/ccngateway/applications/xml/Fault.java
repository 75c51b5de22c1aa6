package eu.ccngateway.applications.xml;

/**
 * Something wrong with the form of a document, as a technical refusal tells it.
 *
 * @param at where
 * @param pointer the XPath of the element
 * @param code what kind of fault
 * @param text what was expected
 * @param value the value that was found; empty if it is not about a value
 */
public record Fault(Position at, String pointer, Code code, String text, String value) {

    /** The codes of XML faults (code list CL030). */
    public enum Code {
        NOT_IN_LIST(12),
        MISSING(13),
        NOT_SUPPORTED_HERE(15),
        OTHER(18),
        TOO_MANY(35),
        TOO_LONG(39),
        TOO_SHORT(40),
        WRONG_TYPE(50),
        WRONG_PATTERN(51),
        NOT_WELL_FORMED(52),
        INVALID_CHARACTER(53),
        TOO_SMALL(54),
        TOO_LARGE(55);

        private final int number;

        Code(int number) {
            this.number = number;
        }

        public String number() {
            return Integer.toString(number);
        }
    }
}
