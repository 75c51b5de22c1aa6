package eu.ccngateway.applications.xml;

import eu.ccngateway.applications.identifier.Grn;
import eu.ccngateway.applications.identifier.Mrn;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes a whole message of the parts of it that are known: puts them in the order of the outline, and makes up what the
 * structure demands and nobody gave. Structure, formats and code lists are kept; what the values mean together is the
 * caller's business.
 */
public final class Completion {

    /** What a made-up message has most of one thing. */
    private static final int REPEATS_MAX = 3;

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final String TEXT = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-/.,()&<>'\"éßřñ";
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    private final CodeLists lists;
    private final Samples samples;
    private final RandomGenerator random;
    private final double density;
    private final LocalDateTime now;

    /**
     * @param density how likely something optional is made up, 0 to 1
     * @param now what made-up dates lie before
     */
    public Completion(CodeLists lists, Samples samples, RandomGenerator random, double density, Instant now) {
        this.lists = lists;
        this.samples = samples;
        this.random = random;
        this.density = density;
        this.now = LocalDateTime.ofInstant(now, ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    }

    /** A whole root element. What is given must be part of the outline. */
    public Element complete(Outline outline, Element given) {
        return group(outline.root(), given, 1);
    }

    private Element group(Outline.Part part, Element given, int index) {
        for (Element child : given.children()) {
            if (part.parts().stream().noneMatch(known -> known.name().equals(child.name()))) {
                throw new IllegalArgumentException(
                        part.name() + "/" + child.name() + " (expected: a part of the message)");
            }
        }
        List<Element> children = new ArrayList<>();
        for (Outline.Part child : part.parts()) {
            List<Element> known = given.all(child.name()).toList();
            int count = Math.max(known.size(), known.isEmpty() ? wanted(child) : child.min());
            for (int i = 0; i < count; i++) {
                Element have = i < known.size() ? known.get(i) : null;
                Element made = one(child, have, child.isRepeated() ? i + 1 : index);
                boolean isEmptyGroup = !child.isLeaf() && made.children().isEmpty();
                if (!isEmptyGroup || i < child.min()) {
                    children.add(made);
                }
            }
        }
        return Element.group(part.name(), children);
    }

    private int wanted(Outline.Part part) {
        int extra = part.max() - part.min();
        if (extra == 0 || random.nextDouble() >= density) {
            return part.min();
        }
        return part.min() + 1 + random.nextInt(Math.min(REPEATS_MAX, extra));
    }

    private Element one(Outline.Part part, @Nullable Element have, int index) {
        if (!part.isLeaf()) {
            return group(part, have == null ? Element.group(part.name()) : have, index);
        }
        return have == null ? Element.leaf(part.name(), value(part, index)) : Element.leaf(part.name(), have.text());
    }

    private String value(Outline.Part part, int index) {
        Format format = Objects.requireNonNull(part.format());
        if (part.name().equals("sequenceNumber")
                || part.name().endsWith("oodsItemNumber")
                || part.name().startsWith("IteNum")) {
            return Integer.toString(index);
        }
        if (lists.isOffices(part.list())) {
            return named("office");
        }
        List<String> fitting = new ArrayList<>(lists.values(part.list()));
        if (fitting.isEmpty()) {
            fitting.addAll(samples.of(part.name()));
        }
        fitting.removeIf(value -> format.fault(value).isPresent());
        return fitting.isEmpty() ? madeUp(format) : fitting.get(random.nextInt(fitting.size()));
    }

    private String madeUp(Format format) {
        return switch (format.kind()) {
            case TEXT -> text(format.notation().startsWith("ascii") ? LETTERS + DIGITS : TEXT, length(format));
            case LETTERS -> text(LETTERS, length(format));
            case DIGITS -> text(DIGITS, length(format));
            case WHOLE_NUMBER ->
                Long.toString(format.min() + random.nextLong(Math.min(1000, format.max() - format.min()) + 1));
            case DECIMAL -> random.nextInt(1, 50_000) + "." + random.nextInt(1, 10);
            case DATE -> now.minusDays(random.nextInt(5)).toLocalDate().toString();
            case DATE_TIME -> DATE_TIME.format(now.minusSeconds(random.nextInt(100_000)));
            case COMPACT_DATE -> format.compactDate().format(now);
            case CODE ->
                throw new IllegalStateException(
                        "no values for a closed code list (expected: a line in the code lists)");
            case NAMED -> named(format.notation());
        };
    }

    private int length(Format format) {
        return (int) (format.min() + random.nextLong(Math.min(format.max() - format.min(), 20) + 1));
    }

    private String named(String notation) {
        String country = "BE";
        return switch (notation) {
            case "mrn" -> mrn(Mrn.Procedure.TRANSIT);
            case "mrn-export" -> mrn(Mrn.Procedure.EXPORT);
            case "mrn-entry" -> mrn(Mrn.Procedure.ENTRY_SUMMARY);
            case "grn" -> Grn.make(now.getYear(), country, random).text();
            case "eori" -> country + text(DIGITS, 10);
            case "office" -> country + text(DIGITS, 6);
            case "address" -> "NTA." + country;
            case "risk-code" -> text(LETTERS, 1 + random.nextInt(4)) + "E";
            case "place" -> country + text(LETTERS, 3);
            case "commodity" -> text(DIGITS, 6);
            case "year" -> Integer.toString(now.getYear());
            case "latitude" -> random.nextInt(36, 70) + "." + text(DIGITS, 5);
            case "longitude" -> random.nextInt(0, 30) + "." + text(DIGITS, 5);
            case "email" -> "office" + text(DIGITS, 3) + "@customs.example";
            case "tir" -> "XA" + random.nextInt(25, 99) + text(DIGITS, 6);
            case "A1" -> text(LETTERS, 1);
            case "A2" -> country;
            case "AN1" -> text(DIGITS, 1);
            default -> throw new IllegalStateException("format: " + notation + " (expected: one that can be made up)");
        };
    }

    private String mrn(Mrn.Procedure procedure) {
        return Mrn.make(now.getYear(), "BE", procedure, random).text();
    }

    /** Neither begins nor ends with a blank, so that white space rules cannot change it. */
    private String text(String set, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            boolean isInside = i > 0 && i < length - 1;
            text.append(
                    isInside && set.equals(TEXT) && random.nextInt(6) == 0
                            ? ' '
                            : set.charAt(random.nextInt(set.length())));
        }
        return text.toString().replace("  ", "x ");
    }
}
