package eu.ccngateway.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.pki.Flaw;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyFilesTest {

    private static final Identity NODE = Identity.node("NTA.FR@CUSTTAX.FR");
    private static final String PASSWORD = "quite-secret";

    @TempDir
    private Path directory;

    private final TestPki pki = TestPki.create();
    private final KeyFiles keyFiles = new KeyFiles(Clock.systemUTC());

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private static String encryptedPem(IssuedKey key) throws Exception {
        var encryptor = new JceOpenSSLPKCS8EncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setPassword(PASSWORD.toCharArray())
                .build();
        return pem(new JcaPKCS8Generator(key.privateKey(), encryptor));
    }

    /** As {@code openssl ecparam -genkey} and {@code openssl genrsa -traditional} write keys. */
    private static String oldPem(IssuedKey key) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.privateKey().getEncoded());
        if (!(key.privateKey() instanceof ECPrivateKey ec)) {
            return pem(info);
        }
        ASN1Encodable curve = info.getPrivateKeyAlgorithm().getParameters();
        var publicKey = SubjectPublicKeyInfo.getInstance(
                        key.certificate().getPublicKey().getEncoded())
                .getPublicKeyData();
        var sec1 = new org.bouncycastle.asn1.sec.ECPrivateKey(
                ec.getParams().getOrder().bitLength(), ec.getS(), publicKey, curve);
        return pem(new PemObject("EC PARAMETERS", curve.toASN1Primitive().getEncoded()))
                + pem(new PemObject("EC PRIVATE KEY", sec1.getEncoded()));
    }

    private static void assertNothingSecretIn(Throwable thrown, IssuedKey key) {
        String secret = Base64.getEncoder().encodeToString(key.privateKey().getEncoded());
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            assertThat(String.valueOf(t.getMessage()))
                    .doesNotContain(PASSWORD)
                    .doesNotContain(secret.substring(60, 80));
        }
    }

    @Test
    void namesMissingFile() throws IOException {
        Path certificate = write("tls.crt", pki.node(NODE.toString(), Use.TLS).chainPem());

        assertThatThrownBy(() -> keyFiles.pem(certificate, directory.resolve("tls.key")))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("tls.key: no such file (expected: one private key, PEM");
    }

    @Test
    void refusesKeyOfAnotherCertificate() throws IOException {
        Path certificate = write("tls.crt", pki.node(NODE.toString(), Use.TLS).chainPem());
        IssuedKey other = pki.node(NODE.toString(), Use.TLS);
        Path key = write("other.key", other.privateKeyPem());

        assertThatThrownBy(() -> keyFiles.pem(certificate, key))
                .hasMessageContaining("other.key")
                .hasMessageContaining("the key does not belong to certificate ")
                .satisfies(e -> assertNothingSecretIn(e, other));
    }

    @Test
    void refusesKeyOfAnotherAlgorithm() throws IOException {
        Path certificate = write("tls.crt", pki.node(NODE.toString(), Use.TLS).chainPem());
        Path key = write("rsa.key", pki.issue(NODE, Use.TLS, KeyKind.RSA_2048).privateKeyPem());

        assertThatThrownBy(() -> keyFiles.pem(certificate, key)).hasMessageContaining("does not belong to");
    }

    @Test
    void refusesWeakKey() throws IOException {
        IssuedKey weak = pki.flawed(NODE, Use.TLS, Flaw.WEAK_KEY);

        assertThatThrownBy(
                        () -> keyFiles.pem(write("tls.crt", weak.chainPem()), write("tls.key", weak.privateKeyPem())))
                .hasMessageContaining(
                        "RSA key of 1024 bits (expected: EC on P-256 or P-384, or RSA of at least 2048 bits)");
    }

    @Test
    void refusesExpiredCertificate() throws IOException {
        IssuedKey expired = pki.flawed(NODE, Use.TLS, Flaw.EXPIRED);
        Path certificate = write("tls.crt", expired.chainPem());
        Path key = write("tls.key", expired.privateKeyPem());

        assertThatThrownBy(() -> keyFiles.pem(certificate, key))
                .hasMessageContaining("this machine's clock says")
                .hasMessageContaining("renew the certificate");
        Clock then = Clock.offset(Clock.systemUTC(), Duration.ofDays(-2));
        assertThat(new KeyFiles(then).pem(certificate, key).certificate()).isEqualTo(expired.certificate());
    }

    @Test
    void refusesCertificateOfTomorrow() throws IOException {
        IssuedKey early = pki.flawed(NODE, Use.TLS, Flaw.NOT_YET_VALID);

        assertThatThrownBy(
                        () -> keyFiles.pem(write("tls.crt", early.chainPem()), write("tls.key", early.privateKeyPem())))
                .hasMessageContaining("check the clock");
    }

    @Test
    void refusesDamagedKeyWithoutShowingIt() throws IOException {
        IssuedKey key = pki.node(NODE.toString(), Use.TLS);
        Path certificate = write("tls.crt", key.chainPem());
        String good = key.privateKeyPem();
        String damaged = good.substring(0, 60) + "!!" + good.substring(62);
        String cut = good.substring(0, good.length() / 2);
        String halved = "-----BEGIN PRIVATE KEY-----\n" + good.split("\n")[1] + "\n-----END PRIVATE KEY-----\n";

        for (String text : List.of(damaged, cut, halved)) {
            Path file = write("damaged.key", text);
            assertThatThrownBy(() -> keyFiles.pem(certificate, file))
                    .isInstanceOf(CredentialException.class)
                    .hasMessageContaining("damaged.key")
                    .satisfies(e -> assertNothingSecretIn(e, key));
        }
    }

    @Test
    void refusesFileWithoutOrWithTwoKeys() throws IOException {
        IssuedKey key = pki.node(NODE.toString(), Use.TLS);
        Path certificate = write("tls.crt", key.chainPem());
        Path two = write("two.key", key.privateKeyPem() + key.privateKeyPem());

        assertThatThrownBy(() -> keyFiles.pem(certificate, certificate)).hasMessageContaining("0 private keys");
        assertThatThrownBy(() -> keyFiles.pem(certificate, two)).hasMessageContaining("2 private keys");
    }

    @Test
    void refusesChainWithStrangers() throws IOException {
        IssuedKey key = pki.node(NODE.toString(), Use.TLS);
        IssuedKey other = pki.node("NTA.IE@CUSTTAX.IE", Use.TLS);
        Path certificates = write("tls.crt", key.chainPem() + other.chainPem());

        assertThatThrownBy(() -> keyFiles.pem(certificates, write("tls.key", key.privateKeyPem())))
                .hasMessageContaining("none of the further certificates issued");
    }

    @Test
    void refusesWrongOrMissingPassword() throws Exception {
        IssuedKey key = pki.node(NODE.toString(), Use.TLS);
        Path certificate = write("tls.crt", key.chainPem());
        Path encrypted = write("tls.key", encryptedPem(key));
        Path store = Files.write(directory.resolve("tls.p12"), key.toPkcs12("tls", PASSWORD.toCharArray()));

        assertThatThrownBy(() -> keyFiles.pem(certificate, encrypted))
                .hasMessageContaining("the key is encrypted; configure its password");
        assertThatThrownBy(() -> keyFiles.pem(certificate, encrypted, "wrong".toCharArray()))
                .hasMessageContaining("the password does not open the key")
                .satisfies(e -> assertNothingSecretIn(e, key));
        assertThatThrownBy(() -> keyFiles.pkcs12(store, "wrong".toCharArray()))
                .hasMessageContaining("tls.p12: the password does not open it");
    }

    @Test
    void refusesFileThatIsNoPkcs12() throws IOException {
        Path text = write("tls.p12", "not a store");

        assertThatThrownBy(() -> keyFiles.pkcs12(text, PASSWORD.toCharArray()))
                .hasMessageContaining("tls.p12: not readable as PKCS#12");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RSA_4096")
    void loadsPkcs8(KeyKind kind) throws IOException {
        IssuedKey key = pki.issue(NODE, Use.TLS, kind);

        KeyMaterial loaded = keyFiles.pem(write("tls.crt", key.chainPem()), write("tls.key", key.privateKeyPem()));

        assertThat(loaded.key()).isEqualTo(key.privateKey());
        assertThat(loaded.chain()).isEqualTo(key.chain());
        assertThat(loaded.provider()).isEmpty();
        assertThat(loaded.toString())
                .startsWith("key of certificate ")
                .contains(NODE.uri())
                .doesNotContain("modulus");
    }

    @ParameterizedTest
    @EnumSource(names = {"EC_P256", "EC_P384", "RSA_2048"})
    void loadsSec1AndPkcs1(KeyKind kind) throws IOException {
        IssuedKey key = pki.issue(NODE, Use.TLS, kind);
        String old = oldPem(key);
        assertThat(old).containsAnyOf("BEGIN EC PRIVATE KEY", "BEGIN RSA PRIVATE KEY");

        KeyMaterial loaded = keyFiles.pem(write("tls.crt", key.chainPem()), write("tls.key", old));

        assertThat(loaded.chain()).isEqualTo(key.chain());
    }

    @Test
    void loadsEncryptedPkcs8() throws Exception {
        IssuedKey key = pki.node(NODE.toString(), Use.TLS);

        KeyMaterial loaded = keyFiles.pem(
                write("tls.crt", key.chainPem()), write("tls.key", encryptedPem(key)), PASSWORD.toCharArray());

        assertThat(loaded.key()).isEqualTo(key.privateKey());
    }

    @Test
    void loadsPkcs12() throws IOException {
        IssuedKey key = pki.issue(NODE, Use.SEAL, KeyKind.RSA_2048);
        Path store = Files.write(directory.resolve("seal.p12"), key.toPkcs12("seal", PASSWORD.toCharArray()));

        KeyMaterial loaded = keyFiles.pkcs12(store, PASSWORD.toCharArray());

        assertThat(loaded.key()).isEqualTo(key.privateKey());
        assertThat(loaded.chain()).isEqualTo(key.chain());
    }

    @Test
    void ordersTheChainAndLeavesTheRootOut() throws IOException {
        IssuedKey key = pki.node(NODE.toString(), Use.TLS);
        String mixed = pem(key.certificate()) + pem(pki.root()) + pem(pki.issuing());

        KeyMaterial loaded = keyFiles.pem(write("tls.crt", mixed), write("tls.key", key.privateKeyPem()));

        assertThat(loaded.chain()).containsExactly(key.certificate(), pki.issuing());
    }

    @Test
    void loadsKeyAndCertificatesOutOfOneFile() throws IOException {
        IssuedKey key = pki.node(NODE.toString(), Use.TLS);
        Path both = write("both.pem", key.privateKeyPem() + key.chainPem());

        assertThat(keyFiles.pem(both, both).chain()).isEqualTo(key.chain());
    }
}
