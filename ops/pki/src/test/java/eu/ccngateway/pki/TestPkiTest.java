package eu.ccngateway.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestPkiTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    /** The JDK takes a certificate as revoked only after the second of its revocation. */
    private static final Instant JUST_NOW = NOW.minusSeconds(1);

    private static final Identity FR = Identity.node("NTA.FR@CUSTTAX.FR");

    private final TestPki pki = TestPki.create(Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @EnumSource(Use.class)
    void goodCertificateValidatesWithAndWithoutRevocationLists(Use use) {
        IssuedKey key = pki.node("NTA.FR@CUSTTAX.FR", use);

        assertThatCode(() -> Paths.validate(key.chain(), pki.root(), NOW)).doesNotThrowAnyException();
        assertThatCode(() -> Paths.validate(key.chain(), pki.root(), pki.revocationLists(), NOW))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void everyKindOfKeyValidates(KeyKind kind) {
        IssuedKey key = pki.issue(FR, Use.SEAL, kind);

        assertThat(KeyKind.of(key.certificate().getPublicKey())).isEqualTo(kind);
        assertThat(KeyKind.isPair(key.privateKey(), key.certificate().getPublicKey()))
                .isTrue();
        assertThatCode(() -> Paths.validate(key.chain(), pki.root(), NOW)).doesNotThrowAnyException();
    }

    @Test
    void refusesExpiredCertificateAndAcceptsItAsOfItsTime() {
        IssuedKey key = pki.flawed(FR, Use.SEAL, Flaw.EXPIRED);

        assertThatThrownBy(() -> Paths.validate(key.chain(), pki.root(), NOW))
                .hasRootCauseInstanceOf(CertificateExpiredException.class);
        assertThatCode(() -> Paths.validate(key.chain(), pki.root(), NOW.minus(Duration.ofDays(2))))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesCertificateBeforeItsTime() {
        IssuedKey key = pki.flawed(FR, Use.TLS, Flaw.NOT_YET_VALID);

        assertThatThrownBy(() -> Paths.validate(key.chain(), pki.root(), NOW))
                .hasRootCauseInstanceOf(CertificateNotYetValidException.class);
    }

    @Test
    void refusesRevokedCertificateAndTellsWhenAndWhy() {
        IssuedKey key = pki.flawed(FR, Use.TLS, Flaw.REVOKED);

        assertThatThrownBy(() -> Paths.validate(key.chain(), pki.root(), pki.revocationLists(), NOW))
                .hasRootCauseInstanceOf(CertificateRevokedException.class)
                .rootCause()
                .hasMessageContaining("KEY_COMPROMISE");
        assertThat(pki.revocationLists()
                        .get(1)
                        .getRevokedCertificate(key.certificate())
                        .getRevocationDate())
                .isEqualTo(NOW.minus(Duration.ofHours(1)));
    }

    @Test
    void acceptsUnderTheListOfBeforeTheRevocation() {
        IssuedKey key = pki.node("NTA.FR@CUSTTAX.FR", Use.SEAL);
        List<X509CRL> before = pki.revocationLists();
        pki.revoke(key.certificate(), JUST_NOW, RevocationReason.SUPERSEDED);

        assertThatCode(() -> Paths.validate(key.chain(), pki.root(), before, NOW))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Paths.validate(key.chain(), pki.root(), pki.revocationLists(), NOW))
                .hasRootCauseInstanceOf(CertificateRevokedException.class);
    }

    @Test
    void refusesEveryCertificateOfRevokedIssuingCa() {
        IssuedKey key = pki.node("NTA.FR@CUSTTAX.FR", Use.SEAL);
        pki.revoke(pki.issuing(), JUST_NOW, RevocationReason.CA_COMPROMISE);

        assertThatThrownBy(() -> Paths.validate(key.chain(), pki.root(), pki.revocationLists(), NOW))
                .hasRootCauseInstanceOf(CertificateRevokedException.class);
    }

    @Test
    void refusesUnderListThatRanOut() {
        IssuedKey key = pki.node("NTA.FR@CUSTTAX.FR", Use.SEAL);
        Validity lastMonth = new Validity(NOW.minus(Duration.ofDays(40)), NOW.minus(Duration.ofDays(33)));

        assertThatThrownBy(() -> Paths.validate(key.chain(), pki.root(), pki.revocationLists(lastMonth), NOW))
                .isInstanceOf(CertPathValidatorException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"FOREIGN_CA", "SELF_SIGNED", "ISSUED_BY_NODE"})
    void refusesWhatOurAuthorityDidNotSign(Flaw flaw) {
        IssuedKey key = pki.flawed(FR, Use.TLS, flaw);

        assertThatThrownBy(() -> Paths.validate(key.chain(), pki.root(), NOW))
                .isInstanceOf(CertPathValidatorException.class);
    }

    @Test
    void foreignAuthorityHasOurNames() {
        IssuedKey foreign = pki.flawed(FR, Use.TLS, Flaw.FOREIGN_CA);

        assertThat(foreign.chain().get(1).getSubjectX500Principal())
                .isEqualTo(pki.issuing().getSubjectX500Principal());
        assertThat(foreign.chain().get(1)).isNotEqualTo(pki.issuing());
    }

    @Test
    void identityFlawsChainButNameTheWrongThing() throws GeneralSecurityException {
        assertThat(uris(pki.flawed(FR, Use.TLS, Flaw.WRONG_DOMAIN))).containsExactly("ccn:node:NTA.FR@OTHER.FR");
        assertThat(uris(pki.flawed(FR, Use.TLS, Flaw.NO_IDENTITY))).isEmpty();
        assertThat(uris(pki.flawed(FR, Use.TLS, Flaw.TWO_IDENTITIES)))
                .containsExactly("ccn:node:NTA.FR@CUSTTAX.FR", "ccn:node:NTA.FR@OTHER.FR");
        assertThat(uris(pki.flawed(FR, Use.TLS, Flaw.MALFORMED_IDENTITY))).containsExactly("ccn:node:NTA.FR");
        for (Flaw flaw : List.of(Flaw.WRONG_DOMAIN, Flaw.NO_IDENTITY, Flaw.TWO_IDENTITIES, Flaw.MALFORMED_IDENTITY)) {
            Paths.validate(pki.flawed(FR, Use.TLS, flaw).chain(), pki.root(), NOW);
        }
    }

    @Test
    void usageFlawsChainButMayNotSignOrConnect() throws GeneralSecurityException {
        IssuedKey noSigning = pki.flawed(FR, Use.SEAL, Flaw.WRONG_KEY_USAGE);
        IssuedKey noConnecting = pki.flawed(FR, Use.TLS, Flaw.WRONG_PURPOSE);

        assertThat(noSigning.certificate().getKeyUsage()[0]).isFalse();
        assertThat(noConnecting.certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.3");
        Paths.validate(noSigning.chain(), pki.root(), NOW);
        Paths.validate(noConnecting.chain(), pki.root(), NOW);
    }

    @Test
    void weakKeyHas1024Bits() {
        X509Certificate weak = pki.flawed(FR, Use.SEAL, Flaw.WEAK_KEY).certificate();

        assertThat(((RSAPublicKey) weak.getPublicKey()).getModulus().bitLength())
                .isEqualTo(1024);
    }

    @ParameterizedTest
    @EnumSource(Flaw.class)
    void everyFlawHasItsPrivateKey(Flaw flaw) throws GeneralSecurityException {
        IssuedKey key = pki.flawed(FR, Use.COMBINED, flaw);

        assertThat(key.privateKey()).isNotNull();
        assertThat(key.certificate().getSubjectX500Principal().getName()).startsWith("CN=NTA.FR,O=");
    }

    @Test
    void crlsCountUp() {
        X509CRL first = pki.revocationLists().get(1);
        X509CRL second = pki.revocationLists().get(1);

        assertThat(Authority.number(second)).isGreaterThan(Authority.number(first));
        assertThat(second.getVersion()).isEqualTo(2);
        assertThat(second.getNextUpdate()).isEqualTo(NOW.plus(Duration.ofDays(7)));
    }

    @Test
    void writesWhatRelyingPartiesNeedAndNoAuthorityKey(@TempDir Path directory) {
        IssuedKey tls = pki.node("NTA.FR@CUSTTAX.FR", Use.TLS);
        pki.gateway("GW1@demo", Use.TLS);

        PkiFiles files = pki.write(directory);

        assertThat(files.root()).content().isEqualTo(Pem.write(List.of(pki.root())));
        assertThat(files.certificate(FR, Use.TLS)).content().isEqualTo(tls.chainPem());
        assertThat(files.key(FR, Use.TLS)).content().isEqualTo(tls.privateKeyPem());
        assertThat(files.key(Identity.gateway("GW1@demo"), Use.TLS)).exists();
        assertThat(files.rootCrl()).exists();
        assertThat(files.issuingCrl()).exists();
        assertThat(directory.resolve("private")).doesNotExist();
        assertThatThrownBy(() -> Pki.open(directory)).hasMessageContaining("holds no PKI");
    }

    private static List<String> uris(IssuedKey key) {
        return Certificates.uris(key.certificate());
    }
}
