package eu.ccngateway.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningRequestTest {
    private static final Identity FR = Identity.node("NTA.FR@CUSTTAX.FR");

    @TempDir
    private Path directory;

    private Pki pki;

    @BeforeEach
    void create() {
        pki = Pki.create(directory, PkiOptions.defaults());
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void certifiesEveryAllowedKind(KeyKind kind) throws Exception {
        KeyPair pair = kind.generate(new SecureRandom());

        List<X509Certificate> chain = pki.sign(request(pair, kind.signatureAlgorithm()), FR, Use.TLS);

        assertThat(chain.get(0).getPublicKey()).isEqualTo(pair.getPublic());
        assertThat(pki.list().get(0).order().keyKind()).isEqualTo(kind);
        assertThat(pki.files().certificate(FR, Use.TLS)).exists();
        assertThat(pki.files().key(FR, Use.TLS)).doesNotExist();
    }

    @Test
    void takesNothingButTheKeyFromTheRequest() throws Exception {
        KeyPair pair = KeyKind.EC_P256.generate(new SecureRandom());

        X509Certificate certificate =
                pki.sign(request(pair, "SHA256withECDSA"), FR, Use.SEAL).get(0);

        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=NTA.FR,O=CUSTTAX.FR,C=FR");
        assertThat(Certificates.uris(certificate)).containsExactly("ccn:node:NTA.FR@CUSTTAX.FR");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    }

    @Test
    void certifiesNextRequestWhileTheFirstIsValidAndForgetsOurOldKey() throws Exception {
        pki.issue(FR, Use.TLS, KeyKind.EC_P256);
        KeyPair own = KeyKind.EC_P256.generate(new SecureRandom());

        pki.sign(request(own, "SHA256withECDSA"), FR, Use.TLS);
        List<X509Certificate> renewed = pki.renew(FR, Use.TLS);

        assertThat(renewed.get(0).getPublicKey()).isEqualTo(own.getPublic());
        assertThat(pki.files().key(FR, Use.TLS)).doesNotExist();
        assertThat(pki.list()).hasSize(3);
        assertThatThrownBy(() -> pki.key(FR, Use.TLS)).hasMessageContaining("tls.key: not there");
    }

    @Test
    void refusesKeyThatWasRevoked() throws Exception {
        String request = request(KeyKind.EC_P256.generate(new SecureRandom()), "SHA256withECDSA");
        pki.sign(request, FR, Use.TLS);
        pki.revoke(FR, Use.TLS, RevocationReason.KEY_COMPROMISE);

        assertThatThrownBy(() -> pki.sign(request, FR, Use.TLS)).hasMessageContaining("which is revoked");
        assertThatThrownBy(() -> pki.sign(request, FR, Use.SEAL)).hasMessageContaining("make a new key");
    }

    @Test
    void refusesKeyOfAnotherIdentity() throws Exception {
        String request = request(KeyKind.EC_P256.generate(new SecureRandom()), "SHA256withECDSA");
        pki.sign(request, FR, Use.TLS);
        pki.sign(request, FR, Use.SEAL);

        assertThatThrownBy(() -> pki.sign(request, Identity.node("NTA.IE@CUSTTAX.IE"), Use.TLS))
                .hasMessageContaining("its key is that of NTA.FR@CUSTTAX.FR tls");
        assertThat(pki.list()).hasSize(2);
    }

    static Stream<Arguments> refusedKeys() {
        return Stream.of(
                Arguments.of("RSA", new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4), "SHA256withRSA"),
                Arguments.of("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F0), "SHA256withRSA"),
                Arguments.of("RSA", new RSAKeyGenParameterSpec(2056, RSAKeyGenParameterSpec.F4), "SHA256withRSA"),
                Arguments.of("EC", new ECGenParameterSpec("secp521r1"), "SHA512withECDSA"),
                Arguments.of("Ed25519", NamedParameterSpec.ED25519, "Ed25519"));
    }

    @ParameterizedTest
    @MethodSource("refusedKeys")
    void refusesOtherKinds(String algorithm, AlgorithmParameterSpec parameters, String signature) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(parameters);
        String request = request(generator.generateKeyPair(), signature);

        assertThatThrownBy(() -> pki.sign(request, FR, Use.TLS))
                .isInstanceOf(PkiException.class)
                .hasMessageContaining("expected one of: ec-p256, ec-p384, rsa-2048, rsa-3072, rsa-4096");
        assertThat(pki.list()).isEmpty();
    }

    @Test
    void refusesRequestThatItsOwnKeyDidNotSign() throws Exception {
        KeyPair claimed = KeyKind.EC_P256.generate(new SecureRandom());
        KeyPair other = KeyKind.EC_P256.generate(new SecureRandom());
        String request = request(new KeyPair(claimed.getPublic(), other.getPrivate()), "SHA256withECDSA");

        assertThatThrownBy(() -> pki.sign(request, FR, Use.TLS))
                .hasMessageContaining("does not verify with its own key");
        assertThat(pki.list()).isEmpty();
    }

    @Test
    void flippedBitIsRefusedOrChangesNothingThatIsTaken() throws Exception {
        long seed = new SecureRandom().nextLong();
        System.out.println("SigningRequestTest seed " + seed);
        Random random = new Random(seed);
        KeyPair pair = KeyKind.EC_P256.generate(new SecureRandom());
        byte[] good = Pem.read(request(pair, "SHA256withECDSA"), "CERTIFICATE REQUEST")
                .orElseThrow();
        for (int round = 0; round < 300; round++) {
            byte[] bad = good.clone();
            int bit = random.nextInt(bad.length * 8);
            bad[bit / 8] ^= (byte) (1 << bit % 8);

            // A few bits beside the signed part (unused bits of the signature's bit string) mean nothing.
            try {
                assertThat(SigningRequest.verifiedKey(pem(bad)))
                        .as("bit %d", bit)
                        .isEqualTo(pair.getPublic());
            } catch (PkiException refused) {
                assertThat(refused).hasMessageContaining("expected");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not PEM",
                "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n",
                "-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----\n",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
            })
    void refusesWhatIsNoRequest(String text) {
        assertThatThrownBy(() -> pki.sign(text, FR, Use.TLS))
                .isInstanceOf(PkiException.class)
                .hasMessageContaining("openssl req");
    }

    @Test
    void refusesEndlessText() {
        assertThatThrownBy(() -> pki.sign("A".repeat(70_000), FR, Use.TLS)).hasMessageContaining("more than 65536");
    }

    /** Wishes to be somebody else, and an authority. */
    private static String request(KeyPair pair, String algorithm)
            throws IOException, OperatorCreationException, GeneralSecurityException {
        ExtensionsGenerator wishes = new ExtensionsGenerator();
        wishes.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        wishes.addExtension(
                Extension.subjectAlternativeName, false, new GeneralNames(LeafProfile.uri("ccn:gateway:GW1@demo")));
        PKCS10CertificationRequestBuilder builder =
                new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=GW1,O=demo"), pair.getPublic());
        builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, wishes.generate());
        return pem(builder.build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate()))
                .getEncoded());
    }

    private static String pem(byte[] encoded) {
        return "-----BEGIN CERTIFICATE REQUEST-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END CERTIFICATE REQUEST-----\n";
    }
}
