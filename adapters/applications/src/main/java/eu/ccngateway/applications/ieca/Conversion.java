package eu.ccngateway.applications.ieca;

import eu.ccngateway.applications.identifier.Mrn;
import eu.ccngateway.applications.xml.Element;
import java.util.Optional;
import java.util.stream.Stream;

/** How a value of one phase becomes one of the other. A value that does not look as expected stays what it is: the check refuses it. */
enum Conversion {
    SAME,
    /** {@code 2026-03-01} and {@code 20260301}. */
    DATE,
    /** A moment, of which the old phase has the day. */
    DAY,
    /** A moment, of which the old phase has the minute. */
    MINUTE,
    /** The mixed type {@code T} was {@code T-}. */
    DECLARATION,
    /** Which safety and security data there are; the old phase knows only whether. */
    SECURITY,
    /** Codes of functional errors: those of one phase that the other has not become 14. */
    ERROR_CODE,
    /** One value in the old phase, two in the new: the first so many characters, and the rest. */
    SPLIT,
    /** A text that is cut to so many characters in the old phase. */
    CUT,
    /** In the old phase only: the country in an MRN. */
    COUNTRY,
    /** In the old phase only: how many there are. */
    COUNT,
    /** In the old phase only: out of the movement's context. */
    CONTEXT,
    /** In the old phase only: how many there are in the movement's context. */
    CONTEXT_COUNT,
    /** In the old phase only: always this. */
    ALWAYS;

    private static final int LETTER_AT = 16;

    /** The value of the old phase. */
    Optional<String> down(Line line, Element source, Optional<Element> context) {
        return switch (this) {
            case ALWAYS -> Optional.of(line.argument());
            case CONTEXT -> context.flatMap(it -> it.value(line.path()));
            case CONTEXT_COUNT -> context.flatMap(it -> count(it, line.path()));
            case COUNT -> count(source, line.path());
            case SPLIT ->
                source.value(line.paths()[0])
                        .map(first -> first + source.value(line.paths()[1]).orElse(""));
            default -> source.value(line.path()).map(value -> down(value, line.argument()));
        };
    }

    private static Optional<String> count(Element from, String path) {
        return Optional.of(all(from, path).count()).filter(count -> count > 0).map(count -> Long.toString(count));
    }

    private String down(String value, String argument) {
        return switch (this) {
            case DATE -> value.replace("-", "");
            case DAY -> value.length() < 10 ? value : value.substring(0, 10).replace("-", "");
            case MINUTE -> value.length() < 16 ? value : value.substring(0, 16).replaceAll("[-T:]", "");
            case DECLARATION -> value.equals("T") ? "T-" : value;
            case SECURITY -> value.strip().equals("0") ? "0" : "1";
            case ERROR_CODE -> value.equals("50") ? "14" : value;
            case CUT -> value.substring(0, Math.min(value.length(), Integer.parseInt(argument)));
            case COUNTRY -> value.length() < 4 ? value : value.substring(2, 4);
            default -> value;
        };
    }

    /** What is built of the new phase, with the value. */
    Element up(Line line, Element target, String value) {
        return switch (this) {
            case ALWAYS, CONTEXT, CONTEXT_COUNT, COUNT, COUNTRY -> target;
            case SPLIT -> {
                int at = Math.min(value.length(), Integer.parseInt(line.argument()));
                Element first = target.with(line.paths()[0], value.substring(0, at));
                yield at == value.length() ? first : first.with(line.paths()[1], value.substring(at));
            }
            case SECURITY -> target.with(line.path(), security(value, line.argument(), target));
            default -> target.with(line.path(), up(value));
        };
    }

    private String up(String value) {
        return switch (this) {
            case DATE -> value.replaceFirst("^(\\d{4})(\\d{2})(\\d{2})$", "$1-$2-$3");
            case DAY -> value.replaceFirst("^(\\d{4})(\\d{2})(\\d{2})$", "$1-$2-$3T00:00:00");
            case MINUTE -> value.replaceFirst("^(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{2})$", "$1-$2-$3T$4:$5:00");
            case DECLARATION -> value.equals("T-") ? "T" : value;
            case ERROR_CODE -> value.equals("91") ? "14" : value;
            default -> value;
        };
    }

    /** The letter in a transit number of the new phase says which data there are (R0410); what else to take is ours. */
    private static String security(String value, String otherwise, Element target) {
        if (value.equals("0")) {
            return "0";
        }
        String mrn = target.value("TransitOperation/MRN").orElse("");
        for (String which : new String[] {"1", "2", "3"}) {
            if (mrn.length() == Mrn.LENGTH
                    && mrn.charAt(LETTER_AT) == Mrn.Procedure.ofSecurity(which).letter()) {
                return which;
            }
        }
        return otherwise;
    }

    /** Every element at a path, whatever repeats on the way. */
    static Stream<Element> all(Element from, String path) {
        int slash = path.indexOf('/');
        return slash < 0
                ? from.all(path)
                : from.all(path.substring(0, slash)).flatMap(child -> all(child, path.substring(slash + 1)));
    }
}
