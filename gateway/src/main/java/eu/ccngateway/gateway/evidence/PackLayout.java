package eu.ccngateway.gateway.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the files in a pack. Everything under a seal has a name: {@code message}, whose files stand at the top, or
 * that of a report ({@code coa}, {@code cod}, {@code exception}, {@code expiration}; a further one of a kind {@code -2},
 * {@code -3}, ...), whose files stand in a folder of that name. {@code verify.sh} knows the same names.
 */
final class PackLayout {

    static final String MANIFEST = "MANIFEST";
    static final String SCRIPT = "verify.sh";
    static final String FACTS = "facts.txt";
    static final String PAYLOAD = "payload";
    static final String ROOT = "certificates/root.pem";
    static final String MESSAGE = "message";

    static final String HEADER = "header.bin";
    static final String STATEMENT = "statement.txt";
    static final String PROOF = "proof.txt";
    static final String SEAL_TEXT = "seal.txt";
    static final String SEAL = "seal.cms";
    /** Only of a report on several messages. */
    static final String ROWS = "rows.bin";

    private static final List<String> OF_PACK = List.of(SCRIPT, FACTS, ROOT);
    private static final List<String> OF_SEALED = List.of(HEADER, STATEMENT, PROOF, SEAL_TEXT, SEAL);
    private static final String REPORT = "((?:coa|cod|exception|expiration)(?:-(?:[2-9]|[1-9][0-9]{1,8}))?)";
    private static final Pattern OF_REPORT =
            Pattern.compile(REPORT + "/(?:header\\.bin|statement\\.txt|proof\\.txt|seal\\.txt|seal\\.cms|rows\\.bin)"
                    + "|(?:certificates|crls)/" + REPORT + "\\.pem");

    private PackLayout() {}

    /** The folder of something sealed, with a slash; empty for the message. */
    static String folder(String name) {
        return name.equals(MESSAGE) ? "" : name + "/";
    }

    static String certificates(String name) {
        return "certificates/" + name + ".pem";
    }

    static String crls(String name) {
        return "crls/" + name + ".pem";
    }

    /** The report that a file belongs to. */
    static Optional<String> reportOf(String path) {
        Matcher matcher = OF_REPORT.matcher(path);
        return matcher.matches()
                ? Optional.of(matcher.group(1) != null ? matcher.group(1) : matcher.group(2))
                : Optional.empty();
    }

    static boolean isKnown(String path) {
        return path.equals(MANIFEST)
                || path.equals(PAYLOAD)
                || OF_PACK.contains(path)
                || required(MESSAGE).contains(path)
                || reportOf(path).isPresent();
    }

    /** What every pack has. */
    static List<String> required() {
        return OF_PACK;
    }

    /** What everything sealed has. */
    static List<String> required(String name) {
        List<String> required = new ArrayList<>();
        OF_SEALED.forEach(file -> required.add(folder(name) + file));
        required.add(certificates(name));
        required.add(crls(name));
        return required;
    }

    /** The report's type, in capitals as its statement has it. */
    static String type(String report) {
        int dash = report.indexOf('-');
        return (dash < 0 ? report : report.substring(0, dash)).toUpperCase(java.util.Locale.ROOT);
    }
}
