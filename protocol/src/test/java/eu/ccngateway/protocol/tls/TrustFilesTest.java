package eu.ccngateway.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.PkiFiles;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustFilesTest {

    private static final String NODE = "NTA.FR@CUSTTAX.FR";

    @TempDir
    private Path directory;

    private final TestPki pki = TestPki.create();
    private PkiFiles files;

    @BeforeEach
    void write() {
        files = pki.write(directory);
    }

    private TrustAnchors load(List<Path> anchors, List<Path> crls) {
        return TrustAnchors.load(anchors, crls, TrustPolicy.strict());
    }

    @Test
    void namesMissingFile() {
        Path missing = directory.resolve("nowhere.crt");

        assertThatThrownBy(() -> load(List.of(missing), List.of()))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("nowhere.crt: no such file (expected: one or more certificates");
    }

    @Test
    void namesFileWithoutCertificates() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.crt"), "-----BEGIN nothing here\n");
        Path garbage = Files.write(directory.resolve("garbage.crt"), new byte[] {1, 2, 3});

        assertThatThrownBy(() -> load(List.of(empty), List.of())).hasMessageContaining("empty.crt: ");
        assertThatThrownBy(() -> load(List.of(garbage), List.of())).hasMessageContaining("garbage.crt: not readable");
        assertThatThrownBy(() -> load(List.of(files.root()), List.of(files.root())))
                .hasMessageContaining("no revocation list in it");
        assertThatThrownBy(() -> load(List.of(files.root()), List.of(garbage)))
                .hasMessageContaining("garbage.crt: not readable");
    }

    @Test
    void refusesAnchorsWithoutRoot() {
        assertThatThrownBy(() -> load(List.of(files.issuing()), List.of())).hasMessageContaining("no root");
    }

    @Test
    void refusesIssuingAuthorityOfAnotherRoot() {
        Path other = directory.resolve("other");
        PkiFiles foreign = TestPki.create().write(other);

        assertThatThrownBy(() -> load(List.of(files.root(), foreign.issuing()), List.of()))
                .hasMessageContaining(foreign.issuing().toString())
                .hasMessageContaining("which is not among the trust anchors");
    }

    @Test
    void refusesNodeAsAnchor() throws IOException {
        IssuedKey node = pki.node(NODE, Use.TLS);
        Path file = Files.writeString(directory.resolve("node.crt"), node.chainPem());

        assertThatThrownBy(() -> load(List.of(files.root(), file), List.of()))
                .hasMessageContaining("node.crt")
                .hasMessageContaining("is no authority");
    }

    @Test
    void refusesListThatItsAuthorityDidNotSign() {
        PkiFiles foreign = TestPki.create().write(directory.resolve("other"));

        assertThatThrownBy(() -> load(List.of(files.root(), files.issuing()), List.of(foreign.issuingCrl())))
                .hasMessageContaining(foreign.issuingCrl().toString())
                .hasMessageContaining("is not signed by that authority");
    }

    @Test
    void loadsPemAndDer() throws Exception {
        Path derRoot = Files.write(directory.resolve("root.der"), pki.root().getEncoded());
        Path derList = Files.write(
                directory.resolve("list.der"), pki.revocationLists().get(0).getEncoded());
        IssuedKey node = pki.node(NODE, Use.TLS);

        TrustAnchors anchors = load(List.of(derRoot, files.issuing()), List.of(derList, files.issuingCrl()));

        assertThat(anchors.check(node.chain(), CertificateUse.TLS_CLIENT, Instant.now()))
                .isEmpty();
        assertThat(anchors.roots()).containsExactly(pki.root());
    }

    @Test
    void loadsABundleWithWordsBetween() throws IOException {
        Path bundle = Files.writeString(
                directory.resolve("bundle.pem"),
                "Our root - of 2026\n" + Files.readString(files.root()) + "\nand below it:\n"
                        + Files.readString(files.issuing()) + Files.readString(files.rootCrl())
                        + Files.readString(files.issuingCrl()));

        TrustAnchors anchors = load(List.of(bundle), List.of(bundle));

        assertThat(anchors.crls()).hasSize(2);
        assertThat(anchors.toString()).contains("2 revocation lists");
    }
}
