package eu.ccngateway.applications.movement;

/**
 * Why a message is refused although its form is right (code list CL180).
 *
 * @param pointer the XPath of the item
 * @param reason the rule, condition or code list, or {@code N/A}
 * @param value what the item has; empty if it is missing
 */
public record FunctionalError(Code code, String pointer, String reason, String value) {

    /** The codes of functional errors. */
    public enum Code {
        NOT_IN_CODE_LIST(12),
        REQUIRED_IS_MISSING(13),
        RULE_VIOLATED(14),
        NOT_ALLOWED(15),
        DUPLICATE_MESSAGE(26),
        TRANSITIONAL_CONSTRAINT(50),
        EDIFACT_AFTER_CONVERSION(51),
        FUNCTIONAL_AFTER_CONVERSION(52),
        UNKNOWN_MRN(90),
        OUT_OF_SEQUENCE(92),
        INVALID_MRN(93);

        private final int number;

        Code(int number) {
            this.number = number;
        }

        public String number() {
            return Integer.toString(number);
        }
    }
}
