package eu.ccngateway.gateway.evidence;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.message.ReportRows;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.seal.SealText;
import eu.ccngateway.protocol.seal.SealVerifier;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.tls.CredentialException;
import eu.ccngateway.protocol.tls.TrustAnchors;
import eu.ccngateway.protocol.tls.TrustPolicy;
import eu.ccngateway.protocol.tls.TrustedPath;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.ReportType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Writes one pack; the manifest last, so that what was not finished is no pack. Used once. */
final class PackWriter {

    private final EvidenceOf evidence;
    private final Path pack;
    private final Set<X509Certificate> roots = new LinkedHashSet<>();

    PackWriter(EvidenceOf evidence, Path pack) {
        this.evidence = evidence;
        this.pack = pack;
    }

    void write(Optional<EvidenceOf.Payload> payload) throws IOException {
        prepare();
        if (payload.isPresent()) {
            writePayload(payload.get());
        }
        writeSealed(PackLayout.MESSAGE, evidence.message());
        if (evidence.coa().isPresent()) {
            writeSealed("coa", evidence.coa().get());
        }
        Map<String, Integer> count = new HashMap<>();
        for (EvidenceOf.Ending ending : evidence.endings()) {
            if (ending.report().isPresent()) {
                String kind = kind(ending.report().get());
                int nth = count.merge(kind, 1, Integer::sum);
                writeSealed(nth == 1 ? kind : kind + "-" + nth, ending.report().get());
            }
        }
        writeText(PackLayout.ROOT, Pem.certificates(roots));
        writeText(PackLayout.FACTS, facts());
        writeScript();
        PackManifest.write(pack);
    }

    private void prepare() throws IOException {
        Files.createDirectories(pack);
        try (Stream<Path> files = Files.list(pack)) {
            if (files.findAny().isPresent()) {
                throw new FileSystemException(
                        pack.toString(), null, "is not empty (expected: a new or empty directory for the pack)");
            }
        }
    }

    private void writePayload(EvidenceOf.Payload payload) throws IOException {
        Path file = pack.resolve(PackLayout.PAYLOAD);
        try (OutputStream out = Files.newOutputStream(file)) {
            payload.writeTo(out);
        }
        String is = PackManifest.sha256(file);
        String expected = hex(evidence.message().payloadSha256());
        if (!is.equals(expected)) {
            Files.delete(file);
            throw new IOException("payload: SHA-256 " + is + " (expected: " + expected
                    + ", which the sender sealed); give the payload of this very message");
        }
    }

    private void writeSealed(String name, EvidenceOf.Sealed sealed) throws IOException {
        String folder = PackLayout.folder(name);
        byte[] header = sealed.header().toByteArray();
        byte[] payloadSha256 = sealed.payloadSha256().toByteArray();
        String statement = sealed.rows().isEmpty()
                ? evidence.statement().text(Header.parseFrom(header), Sha256.of(header), payloadSha256)
                : evidence.statement()
                        .text(
                                Header.parseFrom(header),
                                Sha256.of(header),
                                new ReportRows(sealed.rows().toByteArray()));
        PackProof proof = new PackProof(
                sealed.proof().getIndex(),
                sealed.seal().getSize(),
                sealed.proof().getPath().toByteArray());
        writeBytes(folder + PackLayout.HEADER, header);
        if (!sealed.rows().isEmpty()) {
            writeBytes(folder + PackLayout.ROWS, sealed.rows().toByteArray());
        }
        writeText(folder + PackLayout.STATEMENT, statement);
        writeText(folder + PackLayout.PROOF, proof.text());
        byte[] sealText =
                SealText.of(sealed.seal().getSize(), sealed.seal().getRoot().toByteArray());
        writeBytes(folder + PackLayout.SEAL_TEXT, sealText);
        TrustedPath path = path(name, sealed);
        int last = path.certificates().size() - 1;
        roots.add(path.certificates().get(last));
        List<X509Certificate> certificates = path.certificates().subList(0, last);
        writeBytes(folder + PackLayout.SEAL, PlainCms.of(sealed.seal().getCms().toByteArray(), certificates));
        writeText(PackLayout.certificates(name), Pem.certificates(certificates));
        writeText(PackLayout.crls(name), Pem.crls(path.crls()));
    }

    /** From the signer up to a root that was an anchor, with the lists that were in force. */
    private TrustedPath path(String name, EvidenceOf.Sealed sealed) throws IOException {
        try {
            List<X509CRL> lists = new ArrayList<>();
            for (ByteString der : sealed.crls()) {
                lists.addAll(Pem.readCrls(der.toByteArray()));
            }
            List<X509Certificate> chain =
                    new SealVerifier().verify(sealed.seal()).chain();
            return TrustAnchors.of(evidence.authorities(), lists, TrustPolicy.strict())
                    .path(chain)
                    .orElseThrow(() -> new IOException(name + ": no root that was an anchor here leads to the signer "
                            + chain.get(0).getSubjectX500Principal()
                            + "; see that the folder anchors of the evidence is whole"));
        } catch (GeneralSecurityException | RefusedException | CredentialException e) {
            throw new IOException(name + ": its seal or what it is judged by cannot be read: " + e.getMessage(), e);
        }
    }

    private static String kind(EvidenceOf.Sealed report) throws IOException {
        ReportType type = Header.parseFrom(report.header()).getReport().getType();
        return type.name().toLowerCase(Locale.ROOT);
    }

    private String facts() {
        StringBuilder facts =
                new StringBuilder("# What the gateway noted. Nothing here is signed, nothing here proves.\n");
        facts.append("acceptance=")
                .append(String.format("%016x", evidence.acceptance()))
                .append('\n');
        facts.append("accepted=")
                .append(Instant.ofEpochMilli(evidence.acceptedAtMs()))
                .append('\n');
        for (EvidenceOf.Ending ending : evidence.endings()) {
            facts.append("ended=")
                    .append(Instant.ofEpochMilli(ending.atMs()))
                    .append(' ')
                    .append(ending.end());
            facts.append(ending.by().isEmpty() ? "" : " by " + printable(ending.by()));
            facts.append(ending.code() == 0 ? "" : " code " + ending.code());
            facts.append(ending.reason().isEmpty() ? "" : ": " + printable(ending.reason()))
                    .append('\n');
        }
        roots.forEach(root ->
                facts.append("root-sha256=").append(Pem.fingerprint(root)).append('\n'));
        return facts.toString();
    }

    private void writeScript() throws IOException {
        Path script = pack.resolve(PackLayout.SCRIPT);
        try (InputStream in = Objects.requireNonNull(
                PackWriter.class.getResourceAsStream(PackLayout.SCRIPT), "verify.sh is missing in the program")) {
            Files.copy(in, script);
        }
        // Where there is no such bit, `sh verify.sh` works all the same.
        boolean unused = script.toFile().setExecutable(true, false);
    }

    private void writeText(String name, String text) throws IOException {
        writeBytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void writeBytes(String name, byte[] bytes) throws IOException {
        Path file = pack.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, bytes);
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
