package eu.ccngateway.gateway.evidence;

import com.google.protobuf.InvalidProtocolBufferException;
import eu.ccngateway.protocol.message.ReportRows;
import eu.ccngateway.protocol.seal.SealText;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.tls.CertificateIdentity;
import eu.ccngateway.protocol.wire.Header;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks one pack, as {@code verify.sh} does, check by check and in the same order. Used once. */
final class PackVerifier {

    private static final String NOTHING_SHA256 = HexFormat.of().formatHex(Sha256.of(new byte[0]));
    private static final Map<String, String> DID =
            Map.of("COA", "accepted", "COD", "delivered", "EXCEPTION", "exception", "EXPIRATION", "expired");

    private final Path pack;
    private final Optional<Path> root;
    private final Optional<Path> payload;
    private final Map<PackSigner, Instant> judged = new LinkedHashMap<>();
    private final List<String> told = new ArrayList<>();

    PackVerifier(Path pack, Optional<Path> root, Optional<Path> payload) {
        this.pack = pack;
        this.root = root;
        this.payload = payload;
    }

    PackVerdict verify() throws IOException {
        if (!Files.isDirectory(pack)) {
            throw new IOException(pack + ": is no directory (expected: an evidence pack)");
        }
        try {
            List<String> reports = PackManifest.check(pack);
            List<X509Certificate> roots = roots();
            PackStatement message = PackStatement.ofMessage(PackLayout.STATEMENT, read(PackLayout.STATEMENT));
            PackSigner sealedBy = checkMessage(message);
            Optional<Instant> accepted = Optional.empty();
            for (String report : reports) {
                Instant at = checkReport(report, message);
                accepted = report.equals("coa") ? Optional.of(at) : accepted;
            }
            // Without a CoA the moment is what the sender says, and anyone who found the key can say that.
            Instant at = accepted.orElseGet(() -> Instant.ofEpochSecond(sealedAt(sealedBy)));
            sealedBy.checkHeldAt(at, roots, read(PackLayout.crls(sealedBy.name())));
            for (Map.Entry<PackSigner, Instant> signer : judged.entrySet()) {
                byte[] crls = read(PackLayout.crls(signer.getKey().name()));
                signer.getKey().checkHeldAt(signer.getValue(), roots, crls);
            }
            if (accepted.isEmpty()) {
                told.add(
                        0,
                        "accepted   not told: no CoA here; judged as of " + PackText.when(at)
                                + ", when the sender says it was sealed");
            }
            return new PackVerdict.Valid(story(message, roots));
        } catch (PackFault fault) {
            return fault.verdict();
        }
    }

    private List<X509Certificate> roots() throws IOException {
        byte[] pem = root.isPresent() ? Files.readAllBytes(root.get()) : read(PackLayout.ROOT);
        List<X509Certificate> roots;
        try {
            roots = Pem.readCertificates(pem);
        } catch (CertificateException e) {
            roots = List.of();
        }
        if (roots.isEmpty() && root.isPresent()) {
            throw new IOException(root.get() + ": holds no certificate (expected: root certificates, PEM)");
        }
        require(!roots.isEmpty(), PackLayout.ROOT, "holds no certificate");
        return roots;
    }

    private PackSigner checkMessage(PackStatement statement) throws IOException {
        statement.createdSeconds(PackLayout.STATEMENT);
        requireMadeOver(PackLayout.HEADER, pack.resolve(PackLayout.HEADER), statement.get("header-sha256"));
        Path own = pack.resolve(PackLayout.PAYLOAD);
        if (Files.exists(own)) {
            requireMadeOver(PackLayout.PAYLOAD, own, statement.get("payload-sha256"));
        }
        if (payload.isPresent()) {
            requireMadeOver(payload.get().toString(), payload.get(), statement.get("payload-sha256"));
        }
        return checkSealed(PackLayout.MESSAGE, statement, CertificateIdentity.NODE_PREFIX + statement.get("sender"));
    }

    private static long sealedAt(PackSigner signer) {
        return signer.sealedAt()
                .orElseThrow(() -> new PackFault(PackLayout.SEAL, "does not say when it was made"))
                .getEpochSecond();
    }

    private Instant checkReport(String report, PackStatement message) throws IOException {
        String file = report + "/" + PackLayout.STATEMENT;
        PackStatement statement = PackStatement.ofReport(file, read(file));
        require(
                statement.get("network").equals(message.get("network"))
                        && statement.get("environment").equals(message.get("environment")),
                file,
                "is of another network or environment");
        Instant at = Instant.ofEpochSecond(statement.createdSeconds(file));
        String type = PackLayout.type(report);
        require(statement.get("type").equals(type) && statement.get("report").equals(type), file, "is no " + type);
        String leaf = HexFormat.of().formatHex(message.leaf());
        require(statement.originals().contains(leaf), file, "is about another message");
        String header = report + "/" + PackLayout.HEADER;
        requireMadeOver(header, pack.resolve(header), statement.get("header-sha256"));
        String rows = report + "/" + PackLayout.ROWS;
        if (Files.exists(pack.resolve(rows))) {
            requireMadeOver(rows, pack.resolve(rows), statement.get("payload-sha256"));
            checkRows(rows, statement, message.get("id") + leaf);
        } else {
            require(statement.get("payload-sha256").equals(NOTHING_SHA256), rows, "is missing");
            require(statement.originals().equals(List.of(leaf)), file, "has more than its lines");
            require(
                    correlationId(read(header)).equals(message.get("id")),
                    header,
                    "does not correlate with the message");
        }
        PackSigner signer =
                checkSealed(report, statement, CertificateIdentity.GATEWAY_PREFIX + statement.get("sender"));
        judged.put(signer, at);
        told.add(String.format(
                "%-10s %s, says %s", DID.getOrDefault(type, type), PackText.when(at), statement.get("sender")));
        return at;
    }

    /** @param wanted what one of the rows begins with: the message's id and leaf */
    private void checkRows(String file, PackStatement statement, String wanted) throws IOException {
        ReportRows rows;
        try {
            rows = new ReportRows(read(file));
        } catch (IllegalArgumentException e) {
            throw new PackFault(file, "is not about the messages that the statement names");
        }
        List<String> leaves = new ArrayList<>();
        boolean isThere = false;
        for (int row = 0; row < rows.size(); row++) {
            String leaf = HexFormat.of().formatHex(rows.leaf(row));
            leaves.add(leaf);
            isThere |= wanted.equals(HexFormat.of().formatHex(rows.id(row)) + leaf);
        }
        require(leaves.equals(statement.originals()), file, "is not about the messages that the statement names");
        require(isThere, file, "does not correlate with the message");
    }

    private static String correlationId(byte[] header) {
        try {
            return HexFormat.of()
                    .formatHex(Header.parseFrom(header).getCorrelationId().toByteArray());
        } catch (InvalidProtocolBufferException e) {
            return "";
        }
    }

    /** The statement leads to the root, and whom it names signed that. */
    private PackSigner checkSealed(String name, PackStatement statement, String identity) throws IOException {
        String folder = PackLayout.folder(name);
        String proofFile = folder + PackLayout.PROOF;
        PackProof proof = PackProof.read(proofFile, read(proofFile));
        byte[] leadsTo = proof.leadsTo(statement.leaf());
        require(
                Arrays.equals(SealText.of(proof.size(), leadsTo), read(folder + PackLayout.SEAL_TEXT)),
                folder + PackLayout.SEAL_TEXT,
                "is not size and root that the proof leads to");
        PackSigner.Sealed sealed = new PackSigner.Sealed(proof.size(), leadsTo, read(folder + PackLayout.SEAL));
        return PackSigner.of(name, sealed, identity, read(PackLayout.certificates(name)));
    }

    private List<String> story(PackStatement message, List<X509Certificate> roots) {
        List<String> story = new ArrayList<>();
        story.add("message    " + message.get("id"));
        story.add("type       " + message.get("type"));
        story.add("from       " + message.get("sender"));
        story.add("to         " + message.get("to"));
        story.add("network    " + message.get("network") + ", " + message.get("environment"));
        story.add("created    " + PackText.when(message.createdSeconds(PackLayout.STATEMENT)) + ", says the sender");
        story.addAll(told);
        story.add("payload    " + message.get("payload-sha256") + ", " + whereThePayloadIs());
        for (X509Certificate certificate : roots) {
            story.add("root       " + Pem.fingerprint(certificate) + ", "
                    + (root.isPresent() ? "given" : "the pack's own: compare it with the network's"));
        }
        return story;
    }

    private String whereThePayloadIs() {
        if (Files.exists(pack.resolve(PackLayout.PAYLOAD))) {
            return "in the pack";
        }
        return payload.isPresent() ? "the file given" : "not here: check it with --payload FILE";
    }

    private byte[] read(String name) throws IOException {
        return Files.readAllBytes(pack.resolve(name));
    }

    private static void requireMadeOver(String name, Path file, String sha256) throws IOException {
        require(PackManifest.sha256(file).equals(sha256), name, "is not what the statement was made over");
    }

    private static void require(boolean holds, String file, String reason) {
        if (!holds) {
            throw new PackFault(file, reason);
        }
    }
}
