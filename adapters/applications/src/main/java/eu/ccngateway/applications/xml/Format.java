package eu.ccngateway.applications.xml;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the text of an element may look like, in the notation of the message descriptions: {@code an..35}, {@code a2},
 * {@code n..16,2}, {@code int:1-99999}, or one of the names in {@link #NAMED}.
 *
 * @param notation what it is called in an outline
 * @param kind what sort of text
 * @param min the fewest characters, or the least number
 * @param max the most characters, or the greatest number
 * @param pattern what the whole text must match
 */
record Format(String notation, Kind kind, long min, long max, Pattern pattern) {

    /** What sort of text. */
    enum Kind {
        TEXT,
        LETTERS,
        DIGITS,
        WHOLE_NUMBER,
        DECIMAL,
        DATE,
        DATE_TIME,
        COMPACT_DATE,
        CODE,
        NAMED
    }

    private static final Set<Kind> TYPED =
            EnumSet.of(Kind.WHOLE_NUMBER, Kind.DECIMAL, Kind.DATE, Kind.DATE_TIME, Kind.COMPACT_DATE);

    private static final String TRANSIT_MRN =
            "([0-1][0-9]|2[0-4])[A-Z]{2}[A-Z0-9]{13}[0-9]|(2[4-9]|[3-9][0-9])[A-Z]{2}[A-Z0-9]{12}[J-M][0-9]";

    /** Formats that have a meaning of their own. */
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("mrn", TRANSIT_MRN),
            Map.entry("mrn-export", TRANSIT_MRN.replace("[J-M]", "[A-E]")),
            Map.entry("mrn-entry", "[0-9]{2}[A-Z]{2}[A-Z0-9]{13}[0-9]"),
            Map.entry("grn", "[0-9]{2}[A-Z]{2}[A-Z0-9]{12}[0-9]([A-Z][0-9]{6})?"),
            Map.entry("eori", "[A-Z]{2}[!-~]{1,15}"),
            Map.entry("office", "[A-Z]{2}[A-Z0-9]{6}"),
            Map.entry("address", ".{1,35}"),
            Map.entry("risk-code", ".{0,4}E|[!-~]{1,16}E"),
            Map.entry("year", "20[1-9][0-9]"),
            Map.entry("latitude", "[+-]?([0-8]?[0-9]\\.[0-9]{5,7}|90\\.000000?0?)"),
            Map.entry("longitude", "[+-]?((0?[0-9]?|1[0-7])[0-9]\\.[0-9]{5,7}|180\\.000000?0?)"),
            Map.entry("email", "(?=.{1,256}$)(?=\\p{ASCII}+$)[^@]+@[^.]+\\..+"),
            Map.entry(
                    "tir",
                    "[1-9][0-9]{0,6}|(1[0-9]|2[0-4])[0-9]{0,6}|25000000|(X[A-Z]|[A-Z]X)(2[5-9]|[3-9][0-9]|[1-9][0-9]{2})[0-9]{6}"),
            Map.entry("place", "[a-zA-Z]{2}.{1,33}"),
            Map.entry("commodity", "[0-9]{4,8}"),
            Map.entry("A1", "[A-Z]"),
            Map.entry("A2", "[A-Z]{2}"),
            Map.entry("AN1", "[A-Z0-9]"));

    /** Dates as phase 4 writes them. */
    private static final Map<String, DateTimeFormatter> COMPACT_DATES = Map.of(
            "date6", strict("uuMMdd"),
            "date8", strict("uuuuMMdd"),
            "time4", strict("HHmm"),
            "datetime12", strict("uuuuMMddHHmm"));

    private static final Pattern LENGTHS = Pattern.compile("(ascii|an|a|n)(\\.\\.)?(\\d+)");
    private static final Pattern DECIMALS = Pattern.compile("n\\.\\.(\\d+),(\\d+)(>0)?");
    private static final Pattern RANGE = Pattern.compile("int:(\\d+)-(\\d+)");
    private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);

    static Format of(String notation) {
        String named = NAMED.get(notation);
        if (named != null) {
            return new Format(notation, Kind.NAMED, 1, 512, Pattern.compile(named));
        }
        if (COMPACT_DATES.containsKey(notation)) {
            return new Format(notation, Kind.COMPACT_DATE, 1, 12, Pattern.compile("[0-9]{4,12}"));
        }
        Matcher lengths = LENGTHS.matcher(notation);
        if (lengths.matches()) {
            return ofLength(notation, lengths.group(1), lengths.group(2) != null, Integer.parseInt(lengths.group(3)));
        }
        Matcher decimals = DECIMALS.matcher(notation);
        if (decimals.matches()) {
            boolean isPositive = decimals.group(3) != null;
            Pattern shape =
                    Pattern.compile(isPositive ? "[1-9]\\d*(\\.\\d+)?|0\\.\\d*[1-9]\\d*" : "(0|[1-9]\\d*)(\\.\\d+)?");
            return new Format(notation, Kind.DECIMAL, decimalPlaces(decimals), digits(decimals), shape);
        }
        Matcher range = RANGE.matcher(notation);
        if (range.matches()) {
            long max = Long.parseLong(range.group(2));
            Pattern shape = Pattern.compile("[0-9]{1," + range.group(2).length() + "}");
            return new Format(notation, Kind.WHOLE_NUMBER, Long.parseLong(range.group(1)), max, shape);
        }
        return switch (notation) {
            case "date" -> new Format(notation, Kind.DATE, 10, 10, Pattern.compile("\\d{4}-\\d{2}-\\d{2}"));
            case "datetime" ->
                new Format(
                        notation, Kind.DATE_TIME, 19, 19, Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}"));
            case "code" -> new Format(notation, Kind.CODE, 1, 512, ANY);
            default -> throw new IllegalArgumentException("format: " + notation + " (expected: one like an..35)");
        };
    }

    private static Format ofLength(String notation, String set, boolean isUpTo, int length) {
        String characters = switch (set) {
            case "ascii" -> "[ -~]";
            case "an" -> "[^\\r\\n]";
            case "a" -> "[A-Za-z]";
            default -> "[0-9]";
        };
        int least = isUpTo ? 1 : length;
        Kind kind = switch (set) {
            case "a" -> Kind.LETTERS;
            case "n" -> Kind.DIGITS;
            default -> Kind.TEXT;
        };
        return new Format(
                notation, kind, least, length, Pattern.compile(characters + "{" + least + "," + length + "}"));
    }

    private static long decimalPlaces(Matcher decimals) {
        return Long.parseLong(decimals.group(2));
    }

    private static long digits(Matcher decimals) {
        return Long.parseLong(decimals.group(1));
    }

    /** What is wrong with a text; values of a code list are looked up elsewhere. */
    Optional<Fault.Code> fault(String text) {
        return switch (kind) {
            case TEXT, LETTERS, DIGITS -> lengthFault(text).or(() -> patternFault(text));
            case WHOLE_NUMBER -> patternFault(text).or(() -> rangeFault(Long.parseLong(text)));
            case DECIMAL -> patternFault(text).or(() -> digitsFault(text));
            case DATE, DATE_TIME -> patternFault(text).or(() -> calendarFault(text));
            case COMPACT_DATE -> patternFault(text).or(() -> calendarFault(text));
            case CODE -> Optional.empty();
            case NAMED -> patternFault(text);
        };
    }

    private Optional<Fault.Code> lengthFault(String text) {
        int length = text.codePointCount(0, text.length());
        if (length < min) {
            return Optional.of(Fault.Code.TOO_SHORT);
        }
        return length > max ? Optional.of(Fault.Code.TOO_LONG) : Optional.empty();
    }

    private Optional<Fault.Code> patternFault(String text) {
        if (pattern.matcher(text).matches()) {
            return Optional.empty();
        }
        boolean isTyped = TYPED.contains(kind);
        return Optional.of(isTyped ? Fault.Code.WRONG_TYPE : Fault.Code.WRONG_PATTERN);
    }

    private Optional<Fault.Code> rangeFault(long number) {
        if (number < min) {
            return Optional.of(Fault.Code.TOO_SMALL);
        }
        return number > max ? Optional.of(Fault.Code.TOO_LARGE) : Optional.empty();
    }

    private Optional<Fault.Code> digitsFault(String text) {
        if (text.length() > max + 2) {
            return Optional.of(Fault.Code.TOO_LONG);
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        return number.precision() > max || number.scale() > min ? Optional.of(Fault.Code.TOO_LONG) : Optional.empty();
    }

    /** How a compact date is written. */
    DateTimeFormatter compactDate() {
        return Objects.requireNonNull(COMPACT_DATES.get(notation), notation);
    }

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    private Optional<Fault.Code> calendarFault(String text) {
        try {
            if (kind == Kind.COMPACT_DATE) {
                compactDate().parse(text);
            } else if (kind == Kind.DATE) {
                LocalDate.parse(text);
            } else {
                LocalDateTime.parse(text);
            }
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.of(Fault.Code.WRONG_TYPE);
        }
    }
}
