package eu.ccngateway.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRLReason;
import java.security.cert.CertificateRevokedException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PkiTest {
    private static final Identity FR = Identity.node("NTA.FR@CUSTTAX.FR");
    private static final Identity GW = Identity.gateway("GW1@demo");

    private final TickingClock clock = new TickingClock();

    @TempDir
    private Path directory;

    private Pki pki;

    @BeforeEach
    void create() {
        pki = Pki.create(directory, PkiOptions.defaults(), clock);
    }

    @Test
    void nodeCertificateSaysWhoItIsFor() throws GeneralSecurityException {
        X509Certificate tls = pki.issue(FR, Use.TLS, KeyKind.EC_P256).certificate();

        assertThat(tls.getSubjectX500Principal().getName()).isEqualTo("CN=NTA.FR,O=CUSTTAX.FR,C=FR");
        assertThat(Certificates.uris(tls)).containsExactly("ccn:node:NTA.FR@CUSTTAX.FR");
        assertThat(tls.getSubjectAlternativeNames()).hasSize(1);
        assertThat(tls.getKeyUsage()).startsWith(true, false, false);
        assertThat(tls.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(tls.getBasicConstraints()).isEqualTo(-1);
        assertThat(tls.getSerialNumber().bitLength()).isEqualTo(127);
    }

    @Test
    void gatewayCertificateNamesItsHosts() throws GeneralSecurityException {
        X509Certificate tls = pki.issue(new CertificateOrder(
                        GW,
                        Use.TLS,
                        KeyKind.EC_P384,
                        List.of("gw1.example.org", "192.0.2.7", "2001:db8::1", "localhost")))
                .certificate();

        assertThat(tls.getSubjectX500Principal().getName()).isEqualTo("CN=GW1,O=demo");
        assertThat(Certificates.uris(tls)).containsExactly("ccn:gateway:GW1@demo");
        assertThat(Certificates.names(tls, Certificates.DNS)).containsExactly("localhost", "gw1.example.org");
        assertThat(Certificates.names(tls, Certificates.IP))
                .containsExactly("127.0.0.1", "192.0.2.7", "2001:db8:0:0:0:0:0:1");
        assertThat(tls.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    }

    @Test
    void sealingCertificateOpensNoConnectionAndCombinedOneServesBoth() throws GeneralSecurityException {
        X509Certificate seal = pki.issue(FR, Use.SEAL, KeyKind.EC_P256).certificate();
        X509Certificate combined = pki.issue(FR, Use.COMBINED, KeyKind.EC_P256).certificate();

        assertThat(seal.getExtendedKeyUsage()).isNull();
        assertThat(seal.getKeyUsage()).startsWith(true, false);
        assertThat(combined.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2", "2.5.29.37.0");
    }

    @Test
    void writtenFilesValidateAgainstRootAndCrls() throws IOException, GeneralSecurityException {
        pki.issue(FR, Use.SEAL, KeyKind.RSA_2048);

        IssuedKey read = Pki.open(directory, clock).key(FR, Use.SEAL);

        Paths.validate(read.chain(), root(), crls(), clock.instant());
        assertThat(Files.readString(pki.files().certificate(FR, Use.SEAL))).isEqualTo(read.chainPem());
    }

    @Test
    void keysAreReadableByTheirOwnerOnly() throws IOException {
        pki.issue(FR, Use.TLS, KeyKind.EC_P256);
        pki.toPkcs12(FR, Use.TLS, "secret".toCharArray(), directory.resolve("fr.p12"));

        assertThat(permissions("private")).isEqualTo("rwx------");
        assertThat(permissions("private/root.key")).isEqualTo("rw-------");
        assertThat(permissions("private/issuing.key")).isEqualTo("rw-------");
        assertThat(permissions("nodes/NTA.FR@CUSTTAX.FR/tls.key")).isEqualTo("rw-------");
        assertThat(permissions("fr.p12")).isEqualTo("rw-------");
        assertThat(permissions("nodes/NTA.FR@CUSTTAX.FR/tls.crt")).startsWith("rw-r");
    }

    @Test
    void refusesToIssueBesideValidCertificate() {
        pki.issue(FR, Use.TLS, KeyKind.EC_P256);

        assertThatThrownBy(() -> pki.issue(FR, Use.TLS, KeyKind.EC_P256))
                .isInstanceOf(PkiException.class)
                .hasMessageContaining("NTA.FR@CUSTTAX.FR tls")
                .hasMessageContaining("renew it, or revoke it first");
        assertThat(pki.list()).hasSize(1);
    }

    @Test
    void issuesAnewAfterExpiryAndAfterRevocation() {
        pki.issue(FR, Use.TLS, KeyKind.EC_P256);
        clock.advance(Duration.ofDays(366));
        pki.issue(FR, Use.TLS, KeyKind.EC_P256);
        pki.revoke(FR, Use.TLS, RevocationReason.KEY_COMPROMISE);
        pki.issue(FR, Use.TLS, KeyKind.EC_P256);

        assertThat(pki.list())
                .extracting(entry -> entry.status(clock.instant()))
                .containsExactly(
                        RegisterEntry.Status.EXPIRED, RegisterEntry.Status.REVOKED, RegisterEntry.Status.VALID);
    }

    @Test
    void renewalMakesNewKeyAndLeavesEarlierCertificateValid() throws IOException, GeneralSecurityException {
        CertificateOrder order = new CertificateOrder(GW, Use.TLS, KeyKind.EC_P384, List.of("gw1.example.org"));
        IssuedKey earlier = pki.issue(order);
        clock.advance(Duration.ofDays(300));

        pki.renew(GW, Use.TLS);

        IssuedKey now = pki.key(GW, Use.TLS);
        assertThat(now.certificate().getPublicKey())
                .isNotEqualTo(earlier.certificate().getPublicKey());
        assertThat(KeyKind.of(now.certificate().getPublicKey())).isEqualTo(KeyKind.EC_P384);
        assertThat(Certificates.names(now.certificate(), Certificates.DNS)).contains("gw1.example.org");
        assertThat(now.certificate().getNotAfter())
                .isAfter(earlier.certificate().getNotAfter());
        pki.refreshCrls();
        Paths.validate(earlier.chain(), root(), crls(), clock.instant());
        Paths.validate(now.chain(), root(), crls(), clock.instant());
    }

    @Test
    void refusesToRenewWhatWasRevokedOrNeverIssued() {
        assertThatThrownBy(() -> pki.renew(FR, Use.TLS)).hasMessageContaining("has no certificate");

        pki.issue(FR, Use.TLS, KeyKind.EC_P256);
        pki.revoke(FR, Use.TLS, RevocationReason.CESSATION_OF_OPERATION);

        assertThatThrownBy(() -> pki.renew(FR, Use.TLS)).hasMessageContaining("cessation-of-operation");
    }

    @Test
    void revocationIsOnTheListWithReasonAndTime() throws IOException {
        IssuedKey key = pki.issue(FR, Use.TLS, KeyKind.EC_P256);
        clock.advance(Duration.ofHours(2));

        RegisterEntry entry = pki.revoke(key.certificate().getSerialNumber(), RevocationReason.SUPERSEDED);

        assertThat(entry.revocation()).contains(new Revocation(clock.instant(), RevocationReason.SUPERSEDED));
        assertThat(crls().get(1).getRevokedCertificate(key.certificate()).getRevocationDate())
                .isEqualTo(clock.instant());
        assertThat(crls().get(1).getRevokedCertificate(key.certificate()).getRevocationReason())
                .isEqualTo(CRLReason.SUPERSEDED);
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> Paths.validate(key.chain(), root(), crls(), clock.instant()))
                .hasRootCauseInstanceOf(CertificateRevokedException.class);
    }

    @Test
    void revocationByIdentityTakesRenewedCertificatesToo() throws IOException {
        pki.issue(FR, Use.TLS, KeyKind.EC_P256);
        pki.issue(FR, Use.SEAL, KeyKind.EC_P256);
        pki.renew(FR, Use.TLS);

        assertThat(pki.revoke(FR, Use.TLS, RevocationReason.KEY_COMPROMISE)).hasSize(2);

        assertThat(crls().get(1).getRevokedCertificates()).hasSize(2);
        assertThatThrownBy(() -> pki.revoke(FR, Use.TLS, RevocationReason.KEY_COMPROMISE))
                .hasMessageContaining("has no valid certificate");
    }

    @Test
    void refusesToRevokeTwiceOrWhatIsNotOurs() {
        BigInteger serial =
                pki.issue(FR, Use.TLS, KeyKind.EC_P256).certificate().getSerialNumber();
        pki.revoke(serial, RevocationReason.UNSPECIFIED);

        assertThatThrownBy(() -> pki.revoke(serial, RevocationReason.KEY_COMPROMISE))
                .hasMessageContaining("was revoked at 2026-03-01T12:00:00Z, unspecified");
        assertThatThrownBy(() -> pki.revoke(BigInteger.TEN, RevocationReason.KEY_COMPROMISE))
                .hasMessageContaining("Serial a: not issued here");
    }

    @Test
    void revokedCertificateStaysOnTheListAfterItExpired() throws IOException {
        pki.issue(FR, Use.SEAL, KeyKind.EC_P256);
        pki.revoke(FR, Use.SEAL, RevocationReason.KEY_COMPROMISE);
        clock.advance(Duration.ofDays(1000));

        pki.refreshCrls();

        assertThat(crls().get(1).getRevokedCertificates()).hasSize(1);
    }

    @Test
    void refreshedListsCountUpAndHoldForTheirTime() throws IOException {
        BigInteger before = Authority.number(crls().get(1));
        clock.advance(Duration.ofDays(6));

        assertThat(pki.refreshCrls())
                .containsExactly(pki.files().issuingCrl(), pki.files().rootCrl());

        for (X509CRL list : crls()) {
            assertThat(Authority.number(list)).isGreaterThan(before);
            assertThat(list.getThisUpdate()).isEqualTo(clock.instant());
            assertThat(list.getNextUpdate()).isEqualTo(clock.instant().plus(7, ChronoUnit.DAYS));
        }
    }

    @Test
    void worksWithTheRootKeyKeptElsewhere() throws IOException {
        Files.delete(directory.resolve("private/root.key"));

        pki.issue(FR, Use.TLS, KeyKind.EC_P256);
        pki.revoke(FR, Use.TLS, RevocationReason.KEY_COMPROMISE);

        assertThat(pki.refreshCrls()).containsExactly(pki.files().issuingCrl());
    }

    @Test
    void optionsLastLongerThanTheProcess(@TempDir Path other) throws IOException {
        PkiOptions options = PkiOptions.defaults()
                .withName("Trial")
                .withLeafValidity(Duration.ofDays(30))
                .withCrlValidity(Duration.ofHours(36));
        Pki.create(other, options, clock);

        Pki opened = Pki.open(other, clock);
        IssuedKey key = opened.issue(FR, Use.TLS, KeyKind.EC_P256);
        opened.refreshCrls();

        assertThat(key.certificate().getNotAfter()).isEqualTo(clock.instant().plus(30, ChronoUnit.DAYS));
        assertThat(key.certificate().getIssuerX500Principal().getName()).isEqualTo("CN=Trial issuing CA,O=Trial");
        X509CRL list = Pem.crl(Files.readAllBytes(opened.files().issuingCrl()));
        assertThat(list.getNextUpdate()).isEqualTo(clock.instant().plus(36, ChronoUnit.HOURS));
    }

    @Test
    void certificateEndsNoLaterThanItsIssuer() {
        clock.advance(Duration.ofDays(10 * 365 - 100));
        IssuedKey key = pki.issue(FR, Use.TLS, KeyKind.EC_P256);

        assertThat(key.certificate().getNotAfter()).isEqualTo(key.chain().get(1).getNotAfter());

        clock.advance(Duration.ofDays(103));
        assertThatThrownBy(() -> pki.renew(FR, Use.TLS)).hasMessageContaining("issuing CA");
    }

    @Test
    void pkcs12HoldsKeyAndChain() throws IOException, GeneralSecurityException {
        IssuedKey key = pki.issue(FR, Use.TLS, KeyKind.EC_P256);
        Path file = directory.resolve("fr.p12");
        char[] password = "secret".toCharArray();

        pki.toPkcs12(FR, Use.TLS, password, file);

        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(Files.readAllBytes(file)), password);
        String alias = store.aliases().nextElement();
        assertThat(store.getCertificateChain(alias)).containsExactly(key.chain().toArray(X509Certificate[]::new));
        assertThat(store.getKey(alias, password).getEncoded())
                .isEqualTo(key.privateKey().getEncoded());
        assertThatThrownBy(() -> pki.toPkcs12(FR, Use.TLS, new char[0], file)).hasMessageContaining("password: empty");
    }

    @Test
    void refusesKeyThatDoesNotMatchItsCertificate() throws IOException {
        pki.issue(FR, Use.TLS, KeyKind.EC_P256);
        pki.issue(FR, Use.SEAL, KeyKind.EC_P256);
        Files.copy(pki.files().key(FR, Use.SEAL), pki.files().key(FR, Use.TLS), StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> pki.key(FR, Use.TLS)).hasMessageContaining("renew it");

        pki.renew(FR, Use.TLS);
        assertThatCode(() -> pki.key(FR, Use.TLS)).doesNotThrowAnyException();
    }

    @Test
    void refusesToCreateOverPkiAndToOpenNone(@TempDir Path empty) {
        assertThatThrownBy(() -> Pki.create(directory, PkiOptions.defaults())).hasMessageContaining("holds a PKI");
        assertThatThrownBy(() -> Pki.open(empty)).hasMessageContaining("holds no PKI");
    }

    @Test
    void createsAgainWhereCreationWasInterrupted() throws IOException, GeneralSecurityException {
        Files.delete(directory.resolve("register.tsv"));

        Pki again = Pki.create(directory, PkiOptions.defaults(), clock);

        Paths.validate(again.issue(FR, Use.TLS, KeyKind.EC_P256).chain(), root(), crls(), clock.instant());
    }

    @Test
    void finishesRevocationThatWasInterruptedBeforeItsCrl() throws IOException {
        X509Certificate certificate = pki.issue(FR, Use.TLS, KeyKind.EC_P256).certificate();
        byte[] listBefore = Files.readAllBytes(pki.files().issuingCrl());
        pki.revoke(certificate.getSerialNumber(), RevocationReason.KEY_COMPROMISE);
        Files.write(pki.files().issuingCrl(), listBefore);

        pki.issue(FR, Use.SEAL, KeyKind.EC_P256);

        assertThat(crls().get(1).isRevoked(certificate)).isTrue();
    }

    @Test
    void replacesRevocationListThatIsGoneOrDamaged() throws IOException {
        Files.writeString(pki.files().issuingCrl(), "damaged");
        pki.issue(FR, Use.TLS, KeyKind.EC_P256);
        assertThat(crls().get(1).getRevokedCertificates()).isNull();

        Files.delete(pki.files().issuingCrl());
        pki.revoke(FR, Use.TLS, RevocationReason.KEY_COMPROMISE);
        assertThat(crls().get(1).getRevokedCertificates()).hasSize(1);
    }

    @Test
    void writeThatWasCutOffLeavesTheRegisterAsItWas() throws IOException {
        pki.issue(FR, Use.TLS, KeyKind.EC_P256);
        Path staged = directory.resolve("register.tsv.new");
        String register = Files.readString(directory.resolve("register.tsv"));
        Files.writeString(staged, register.substring(0, register.length() / 2));

        assertThat(Pki.open(directory).list()).hasSize(1);
        Pki.open(directory).issue(FR, Use.SEAL, KeyKind.EC_P256);

        assertThat(Pki.open(directory).list()).hasSize(2);
        assertThat(staged).doesNotExist();
    }

    @Test
    void issuesAgainWhereFilesWereNeverWritten() throws IOException {
        pki.issue(FR, Use.TLS, KeyKind.EC_P256);
        Files.delete(pki.files().key(FR, Use.TLS));
        Files.delete(pki.files().certificate(FR, Use.TLS));

        pki.renew(FR, Use.TLS);

        assertThat(pki.key(FR, Use.TLS).certificate().getSerialNumber())
                .isEqualTo(pki.list().get(1).serial());
    }

    @Test
    void registerEntryTellsWhatWasIssued() {
        IssuedKey key = pki.issue(FR, Use.SEAL, KeyKind.RSA_2048);

        RegisterEntry entry = Pki.open(directory).list().get(0);

        assertThat(entry.order()).isEqualTo(new CertificateOrder(FR, Use.SEAL, KeyKind.RSA_2048));
        assertThat(entry.serial()).isEqualTo(key.certificate().getSerialNumber());
        assertThat(entry.validity().notAfter())
                .isEqualTo(key.certificate().getNotAfter().toInstant());
        assertThat(entry.revocation()).isEqualTo(Optional.empty());
    }

    private X509Certificate root() {
        try {
            return Pem.certificate(Files.readAllBytes(pki.files().root()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The root's, then the issuing CA's. */
    private List<X509CRL> crls() throws IOException {
        return List.of(
                Pem.crl(Files.readAllBytes(pki.files().rootCrl())),
                Pem.crl(Files.readAllBytes(pki.files().issuingCrl())));
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file)));
    }
}
