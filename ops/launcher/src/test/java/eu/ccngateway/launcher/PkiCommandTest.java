package eu.ccngateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.launcher.console.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PkiCommandTest {

    @TempDir
    Path directory;

    private Path pki;

    @BeforeEach
    void makeAPki() {
        pki = directory.resolve("pki");
        Shell.Result result = shell("init");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().strip()).isEqualTo(pki.resolve("root.crt").toString());
    }

    private Shell.Result shell(String command, String... arguments) {
        String[] all = new String[arguments.length + 4];
        all[0] = "pki";
        all[1] = command;
        all[2] = "--dir";
        all[3] = pki.toString();
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return new Shell().run(all);
    }

    @Test
    void issuesAndListsCertificates() throws Exception {
        Shell.Result issued = shell("issue", "--node", "NTA.FR@CUSTTAX.FR", "--use", "tls");
        assertThat(issued.code()).as(issued.err()).isZero();
        assertThat(issued.lines())
                .hasSize(2)
                .allSatisfy(file -> assertThat(Path.of(file)).exists());

        Shell.Result listed = shell("list", "--output", "json");
        assertThat(listed.lines()).hasSize(1);
        assertThat(Json.readObject(listed.out()))
                .containsEntry("holder", "NTA.FR@CUSTTAX.FR")
                .containsEntry("use", "tls")
                .containsEntry("key", "ec-p256")
                .containsEntry("status", "valid");
    }

    @Test
    void refusesASecondValidCertificate() {
        shell("issue", "--gateway", "GW1@demo", "--use", "seal");
        Shell.Result second = shell("issue", "--gateway", "GW1@demo", "--use", "seal");

        assertThat(second.code()).isEqualTo(1);
        assertThat(second.err()).contains("renew it, or revoke it first");
    }

    @Test
    void renewsAndRevokes() throws Exception {
        shell("issue", "--node", "NTA.FR@CUSTTAX.FR", "--use", "tls");
        assertThat(shell("renew", "--node", "NTA.FR@CUSTTAX.FR", "--use", "tls").code())
                .isZero();
        Shell.Result revoked =
                shell("revoke", "--node", "NTA.FR@CUSTTAX.FR", "--use", "tls", "--reason", "key-compromise");

        assertThat(revoked.code()).as(revoked.err()).isZero();
        assertThat(revoked.lines()).hasSize(2);
        assertThat(shell("list", "--valid").out()).isEmpty();
        assertThat(shell("crl").lines()).hasSize(2);
    }

    @Test
    void writesPkcs12WithAPasswordFromAFile() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "secret\n");
        Path store = directory.resolve("node.p12");
        Shell.Result result = shell(
                "issue",
                "--node",
                "NTA.FR@CUSTTAX.FR",
                "--pkcs12",
                store.toString(),
                "--password-file",
                password.toString());

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(store).exists();
    }

    @Test
    void asksForWhatIsMissing() {
        assertThat(shell("issue").err()).contains("expected: one of --node NODE@DOMAIN and --gateway NAME@NETWORK");
        assertThat(shell("issue", "--node", "NTA.FR@CUSTTAX.FR", "--use", "both")
                        .code())
                .isEqualTo(2);
        assertThat(shell("issue", "--node", "NTA.FR@CUSTTAX.FR", "--key", "dsa").err())
                .contains("expected: one of ec-p256");
        assertThat(shell("revoke").code()).isEqualTo(2);
        assertThat(shell("revoke", "--serial", "xyz").code()).isEqualTo(2);
        assertThat(shell("revoke", "--serial", "abc").code()).isEqualTo(1);
    }

    @Test
    void signsARequestFromStdinOnlyIfItIsOne() {
        Shell.Result result = new Shell()
                .runWith(
                        "no request".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                        "pki",
                        "sign",
                        "--dir",
                        pki.toString(),
                        "--node",
                        "NTA.FR@CUSTTAX.FR",
                        "-");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
    }
}
