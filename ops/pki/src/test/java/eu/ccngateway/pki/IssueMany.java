package eu.ccngateway.pki;

import java.nio.file.Path;

/** A process that issues a number of certificates: {@code DIRECTORY PREFIX COUNT}. */
final class IssueMany {
    private IssueMany() {}

    public static void main(String[] arguments) {
        Pki pki = Pki.open(Path.of(arguments[0]));
        issue(pki, arguments[1], Integer.parseInt(arguments[2]));
    }

    static void issue(Pki pki, String prefix, int count) {
        for (int i = 0; i < count; i++) {
            pki.issue(Identity.node(prefix + i + "@CUSTTAX.FR"), Use.SEAL, KeyKind.EC_P256);
        }
    }
}
