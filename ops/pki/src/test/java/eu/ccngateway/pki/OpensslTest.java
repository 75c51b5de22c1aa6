package eu.ccngateway.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A stranger's tool agrees with us. */
class OpensslTest {
    private static final Identity FR = Identity.node("NTA.FR@CUSTTAX.FR");

    @TempDir
    private Path directory;

    @BeforeEach
    void needsOpenssl() throws IOException, InterruptedException {
        Openssl.require();
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void acceptsCertificateOfPkiOnDisk(KeyKind kind) throws IOException, InterruptedException {
        Pki pki = Pki.create(directory, PkiOptions.defaults());
        pki.issue(FR, Use.TLS, kind);

        Openssl.Result result = Openssl.verify(pki.files(), pki.files().certificate(FR, Use.TLS));

        assertThat(result.output()).endsWith("OK\n");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void readsKeyWithItsCertificate() throws IOException, InterruptedException {
        Pki pki = Pki.create(directory, PkiOptions.defaults());
        pki.issue(FR, Use.SEAL, KeyKind.EC_P256);

        Openssl.Result ofKey = Openssl.run("pkey", "-in", pki.files().key(FR, Use.SEAL), "-pubout");
        Openssl.Result ofCertificate =
                Openssl.run("x509", "-in", pki.files().certificate(FR, Use.SEAL), "-noout", "-pubkey");

        assertThat(ofKey.output()).startsWith("-----BEGIN PUBLIC KEY-----").isEqualTo(ofCertificate.output());
    }

    @Test
    void readsPkcs12() throws IOException, InterruptedException {
        Pki pki = Pki.create(directory, PkiOptions.defaults());
        IssuedKey key = pki.issue(FR, Use.TLS, KeyKind.EC_P256);
        Path file = directory.resolve("fr.p12");
        pki.toPkcs12(FR, Use.TLS, "secret".toCharArray(), file);

        Openssl.Result result = Openssl.run("pkcs12", "-in", file, "-passin", "pass:secret", "-nodes");

        assertThat(result.exitCode()).as(result.output()).isZero();
        for (X509Certificate certificate : key.chain()) {
            assertThat(result.output()).contains(Pem.write(List.of(certificate)));
        }
        assertThat(result.output()).contains("BEGIN PRIVATE KEY");
    }

    @Test
    void acceptsGoodCertificateOfTestPki() throws IOException, InterruptedException {
        TestPki pki = TestPki.create();
        pki.node("NTA.FR@CUSTTAX.FR", Use.SEAL);
        PkiFiles files = pki.write(directory);

        assertThat(Openssl.verify(files, files.certificate(FR, Use.SEAL)).output())
                .endsWith("OK\n");
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED, certificate has expired",
        "NOT_YET_VALID, certificate is not yet valid",
        "REVOKED, certificate revoked",
        "FOREIGN_CA, unable to get local issuer certificate",
        "SELF_SIGNED, self-signed certificate",
        "ISSUED_BY_NODE, unable to get local issuer certificate"
    })
    void refusesFlawedCertificate(Flaw flaw, String reason) throws IOException, InterruptedException {
        TestPki pki = TestPki.create();
        pki.flawed(FR, Use.TLS, flaw).write(directory, "flawed");
        PkiFiles files = pki.write(directory);

        Openssl.Result result = Openssl.verify(files, directory.resolve("flawed.crt"));

        assertThat(result.output()).contains(reason);
        assertThat(result.exitCode()).isNotZero();
    }

    @Test
    void refusesNodeAsAuthority() throws IOException, InterruptedException {
        TestPki pki = TestPki.create();
        IssuedKey flawed = pki.flawed(FR, Use.TLS, Flaw.ISSUED_BY_NODE);
        flawed.write(directory, "flawed");
        PkiFiles files = pki.write(directory);

        Openssl.Result result = Openssl.run(
                "verify",
                "-CAfile",
                files.root(),
                "-untrusted",
                directory.resolve("flawed.crt"),
                directory.resolve("flawed.crt"));

        assertThat(result.output()).contains("invalid CA certificate");
        assertThat(result.exitCode()).isNotZero();
    }

    @Test
    void acceptsExpiredCertificateAsOfItsTime() throws IOException, InterruptedException {
        TestPki pki = TestPki.create();
        pki.flawed(FR, Use.SEAL, Flaw.EXPIRED).write(directory, "expired");
        PkiFiles files = pki.write(directory);
        long then = Instant.now().minus(Duration.ofDays(3)).getEpochSecond();

        Openssl.Result result = Openssl.run(
                "verify",
                "-attime",
                then,
                "-CAfile",
                files.root(),
                "-untrusted",
                files.issuing(),
                directory.resolve("expired.crt"));

        assertThat(result.output()).endsWith("OK\n");
    }

    @Test
    void refusesCertificateRevokedOnDisk() throws IOException, InterruptedException {
        Pki pki = Pki.create(directory, PkiOptions.defaults());
        pki.issue(FR, Use.TLS, KeyKind.EC_P256);
        pki.revoke(FR, Use.TLS, RevocationReason.KEY_COMPROMISE);

        assertThat(Openssl.verify(pki.files(), pki.files().certificate(FR, Use.TLS))
                        .output())
                .contains("certificate revoked");
        assertThat(Openssl.run("crl", "-in", pki.files().issuingCrl(), "-noout", "-text")
                        .output())
                .contains("Version 2", "X509v3 CRL Number", "Key Compromise");
    }

    @ParameterizedTest
    @CsvSource({"ec, ec_paramgen_curve:prime256v1", "ec, ec_paramgen_curve:secp384r1", "rsa, rsa_keygen_bits:2048"})
    void requestOfOpensslIsSigned(String algorithm, String option) throws IOException, InterruptedException {
        Pki pki = Pki.create(directory, PkiOptions.defaults());
        Path request = directory.resolve("node.csr");
        Openssl.Result made = Openssl.run(
                "req",
                "-new",
                "-newkey",
                algorithm,
                "-pkeyopt",
                option,
                "-nodes",
                "-subj",
                "/CN=anything",
                "-keyout",
                directory.resolve("node.key"),
                "-out",
                request);
        assertThat(made.exitCode()).as(made.output()).isZero();

        pki.sign(Files.readString(request), FR, Use.TLS);

        Path certificate = pki.files().certificate(FR, Use.TLS);
        assertThat(Openssl.verify(pki.files(), certificate).output()).endsWith("OK\n");
        assertThat(Openssl.run("x509", "-in", certificate, "-noout", "-subject", "-ext", "subjectAltName")
                        .output())
                .contains("CN = NTA.FR", "URI:ccn:node:NTA.FR@CUSTTAX.FR");
    }
}
