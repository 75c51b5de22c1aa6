package eu.ccngateway.pki;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a certificate speaks for: a node of a domain ({@code NTA.FR@CUSTTAX.FR}) or a gateway of a network
 * ({@code GW1@demo}). In the certificate it is the URI {@code ccn:node:…} or {@code ccn:gateway:…}; the subject is for
 * people only.
 *
 * @param name node name or gateway name
 * @param domain the node's domain, or the gateway's network
 */
public record Identity(Kind kind, String name, String domain) {
    /** What the identity is of. */
    public enum Kind {
        NODE,
        GATEWAY;

        @Override
        public String toString() {
            return Words.of(this);
        }
    }

    // Also a directory name: it starts with a letter or digit, and has no separator in it. 64 is X.520's bound for CN
    // and O.
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern TEXT = Pattern.compile("([^@]*)@([^@]*)");
    private static final Pattern URI = Pattern.compile("ccn:(node|gateway):(.*)");

    public Identity {
        check("name", name);
        check("domain", domain);
    }

    /** A node, as in {@code NTA.FR@CUSTTAX.FR}. */
    public static Identity node(String text) {
        return parse(Kind.NODE, text);
    }

    /** A gateway, as in {@code GW1@demo}. */
    public static Identity gateway(String text) {
        return parse(Kind.GATEWAY, text);
    }

    /** The identity a certificate's URI names, as in {@code ccn:node:NTA.FR@CUSTTAX.FR}. */
    public static Identity ofUri(String uri) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            throw new PkiException(
                    "Identity: '" + uri + "' (expected: ccn:node:NAME@DOMAIN or ccn:gateway:NAME@NETWORK)");
        }
        return parse(Words.parse(Kind.class, matcher.group(1)), matcher.group(2));
    }

    public String uri() {
        return "ccn:" + kind + ":" + this;
    }

    @Override
    public String toString() {
        return name + "@" + domain;
    }

    private static Identity parse(Kind kind, String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            String expected =
                    kind == Kind.NODE ? "NODE@DOMAIN, as in NTA.FR@CUSTTAX.FR" : "GATEWAY@NETWORK, as in GW1@demo";
            throw new PkiException("Identity: '" + text + "' (expected: " + expected + ")");
        }
        return new Identity(kind, matcher.group(1), matcher.group(2));
    }

    private static void check(String what, String value) {
        if (!PART.matcher(value).matches()) {
            throw new PkiException("Identity " + what + ": '" + value
                    + "' (expected: 1 to 64 letters, digits, '.', '_' or '-', starting with a letter or digit)");
        }
    }
}
