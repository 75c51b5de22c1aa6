package eu.ccngateway.pki;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The file form of the {@link Register}: tab-separated lines, made for {@code grep} and {@code cut}.
 *
 * <p>The head names the settings and how many certificates follow, so that a cut-off copy is noticed.
 */
final class RegisterText {
    private static final String FORMAT = "ccn-pki-register-1";
    private static final String COLUMNS = String.join(
            "\t",
            List.of(
                    "serial",
                    "identity",
                    "use",
                    "key",
                    "key-sha256",
                    "host-names",
                    "not-before",
                    "not-after",
                    "revoked-at",
                    "reason"));
    private static final String NONE = "-";
    private static final int HEAD_LINES = 6;

    private RegisterText() {}

    static String write(Register register) {
        StringBuilder text = new StringBuilder();
        text.append(FORMAT).append('\n');
        text.append("leaf-validity\t").append(register.leafValidity()).append('\n');
        text.append("crl-validity\t").append(register.crlValidity()).append('\n');
        text.append("crl-number\t").append(register.crlNumber()).append('\n');
        text.append("certificates\t").append(register.entries().size()).append('\n');
        text.append(COLUMNS).append('\n');
        register.entries().forEach(entry -> text.append(line(entry)).append('\n'));
        return text.toString();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param file names the file in a refusal
     */
    static Register read(String text, String file) {
        Lines lines = new Lines(file, text.lines().toList());
        lines.expect(0, FORMAT);
        Duration leafValidity = lines.setting(1, "leaf-validity", Duration::parse);
        Duration crlValidity = lines.setting(2, "crl-validity", Duration::parse);
        long crlNumber = lines.setting(3, "crl-number", Long::parseLong);
        int count = lines.setting(4, "certificates", Integer::parseInt);
        lines.expect(5, COLUMNS);
        if (lines.all().size() != HEAD_LINES + count) {
            throw lines.refusal(4, (lines.all().size() - HEAD_LINES) + " certificates follow");
        }
        List<RegisterEntry> entries = new ArrayList<>();
        for (int i = HEAD_LINES; i < lines.all().size(); i++) {
            entries.add(lines.parse(i, lines.all().get(i), line -> entry(line.split("\t", -1))));
        }
        return new Register(leafValidity, crlValidity, crlNumber, entries);
    }

    private static String line(RegisterEntry entry) {
        CertificateOrder order = entry.order();
        return String.join(
                "\t",
                entry.serialHex(),
                order.identity().uri(),
                order.use().toString(),
                order.keyKind().toString(),
                entry.keyDigest(),
                order.hostNames().isEmpty() ? NONE : String.join(",", order.hostNames()),
                entry.validity().notBefore().toString(),
                entry.validity().notAfter().toString(),
                entry.revocation().map(it -> it.at().toString()).orElse(NONE),
                entry.revocation().map(it -> it.reason().toString()).orElse(NONE));
    }

    private static RegisterEntry entry(String[] columns) {
        if (columns.length != 10) {
            throw new IllegalArgumentException(columns.length + " columns");
        }
        List<String> hostNames = columns[5].equals(NONE) ? List.of() : List.of(columns[5].split(","));
        return new RegisterEntry(
                new BigInteger(columns[0], 16),
                new CertificateOrder(
                        Identity.ofUri(columns[1]),
                        Words.parse(Use.class, columns[2]),
                        Words.parse(KeyKind.class, columns[3]),
                        hostNames),
                columns[4],
                new Validity(Instant.parse(columns[6]), Instant.parse(columns[7])),
                revocation(columns[8], columns[9]));
    }

    private static Optional<Revocation> revocation(String at, String reason) {
        if (at.equals(NONE) && reason.equals(NONE)) {
            return Optional.empty();
        }
        return Optional.of(new Revocation(Instant.parse(at), Words.parse(RevocationReason.class, reason)));
    }

    /** The lines of one file, and refusals that name the line. */
    private record Lines(String file, List<String> all) {
        <T> T setting(int index, String name, Function<String, T> parser) {
            String line = index < all.size() ? all.get(index) : "";
            if (!line.startsWith(name + "\t")) {
                throw refusal(index, "expected '" + name + "', a tab and a value");
            }
            return parse(index, line.substring(name.length() + 1), parser);
        }

        void expect(int index, String line) {
            if (index >= all.size() || !all.get(index).equals(line)) {
                throw refusal(index, "expected '" + line + "'");
            }
        }

        <T> T parse(int index, String text, Function<String, T> parser) {
            try {
                return parser.apply(text);
            } catch (RuntimeException e) {
                throw refusal(index, String.valueOf(e.getMessage()));
            }
        }

        PkiException refusal(int index, String problem) {
            return new PkiException(file + " line " + (index + 1) + ": " + problem
                    + " (expected: a register this program wrote); restore the file from a copy");
        }
    }
}
