package eu.ccngateway.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.pki.CertificateOrder;
import eu.ccngateway.pki.Flaw;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.RevocationReason;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import eu.ccngateway.pki.Validity;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.tls.TrustProblem.Reason;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrustAnchorsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Identity NODE = Identity.node("NTA.FR@CUSTTAX.FR");

    private final TestPki pki = TestPki.create(Clock.fixed(NOW, ZoneOffset.UTC));

    private TrustAnchors anchors() {
        return anchors(pki.revocationLists(), TrustPolicy.strict());
    }

    private TrustAnchors anchors(List<X509CRL> lists, TrustPolicy policy) {
        return TrustAnchors.of(List.of(pki.root(), pki.issuing()), lists, policy);
    }

    private static Optional<Reason> reason(Optional<TrustProblem> problem) {
        return problem.map(TrustProblem::reason);
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED, EXPIRED",
        "NOT_YET_VALID, NOT_YET_VALID",
        "REVOKED, REVOKED",
        "FOREIGN_CA, UNTRUSTED",
        "SELF_SIGNED, UNTRUSTED",
        "ISSUED_BY_NODE, UNTRUSTED",
        "WRONG_KEY_USAGE, WRONG_USAGE",
        "WRONG_PURPOSE, WRONG_USAGE",
        "WEAK_KEY, WEAK_KEY"
    })
    void refusesFlawedCertificate(Flaw flaw, Reason expected) {
        for (Use use : List.of(Use.TLS, Use.SEAL)) {
            IssuedKey key = pki.flawed(NODE, use, flaw);
            CertificateUse asUse = use == Use.TLS ? CertificateUse.TLS_CLIENT : CertificateUse.SEALING;

            Optional<TrustProblem> problem = anchors().check(key.chain(), asUse, NOW);

            assertThat(reason(problem)).as("%s", use).contains(expected);
            assertThat(problem.orElseThrow().text())
                    .startsWith("certificate " + Certificates.serial(key.certificate()) + " of " + NODE.uri())
                    .contains("; ");
        }
    }

    @Test
    void refusesNoCertificateAtAll() {
        assertThat(reason(anchors().check(List.of(), CertificateUse.TLS_CLIENT, NOW)))
                .contains(Reason.UNTRUSTED);
    }

    @Test
    void refusesCertificateWhoseIssuerIsNeitherKnownNorSent() {
        TrustAnchors rootOnly = TrustAnchors.of(List.of(pki.root()), pki.revocationLists(), TrustPolicy.strict());
        X509Certificate leaf = pki.node(NODE.toString(), Use.TLS).certificate();

        Optional<TrustProblem> problem = rootOnly.check(List.of(leaf), CertificateUse.TLS_CLIENT, NOW);

        assertThat(reason(problem)).contains(Reason.UNTRUSTED);
        assertThat(problem.orElseThrow().text()).contains("no certificate of its issuer is known or was sent");
    }

    @ParameterizedTest
    @EnumSource(names = {"EC_P256", "EC_P384", "RSA_2048"})
    void trustsEveryKindOfKeyForItsUse(KeyKind kind) {
        TrustAnchors anchors = anchors();

        assertThat(anchors.check(pki.issue(NODE, Use.TLS, kind).chain(), CertificateUse.TLS_CLIENT, NOW))
                .isEmpty();
        assertThat(anchors.check(pki.issue(NODE, Use.SEAL, kind).chain(), CertificateUse.SEALING, NOW))
                .isEmpty();
        assertThat(anchors.check(pki.issue(NODE, Use.COMBINED, kind).chain(), CertificateUse.SEALING, NOW))
                .isEmpty();
        assertThat(anchors.check(pki.issue(NODE, Use.COMBINED, kind).chain(), CertificateUse.TLS_CLIENT, NOW))
                .isEmpty();
    }

    @Test
    void refusesCertificateForAnotherUse() {
        TrustAnchors anchors = anchors();
        IssuedKey tls = pki.node(NODE.toString(), Use.TLS);
        IssuedKey seal = pki.node(NODE.toString(), Use.SEAL);
        IssuedKey gateway = pki.gateway("GW1@demo", Use.TLS);

        assertThat(reason(anchors.check(tls.chain(), CertificateUse.SEALING, NOW)))
                .contains(Reason.WRONG_USAGE);
        assertThat(reason(anchors.check(tls.chain(), CertificateUse.TLS_SERVER, NOW)))
                .contains(Reason.WRONG_USAGE);
        assertThat(reason(anchors.check(seal.chain(), CertificateUse.TLS_CLIENT, NOW)))
                .contains(Reason.WRONG_USAGE);
        assertThat(anchors.check(gateway.chain(), CertificateUse.TLS_SERVER, NOW))
                .isEmpty();
    }

    @Test
    void judgesValidityByTheMomentAskedFor() {
        IssuedKey key = pki.issue(
                new CertificateOrder(NODE, Use.SEAL, KeyKind.EC_P256), new Validity(NOW.minus(DAY), NOW.plus(DAY)));
        TrustAnchors anchors = anchors();

        assertThat(anchors.check(key.chain(), CertificateUse.SEALING, NOW)).isEmpty();
        assertThat(anchors.check(key.chain(), CertificateUse.SEALING, NOW.plus(DAY)))
                .isEmpty();
        Optional<TrustProblem> later =
                anchors.check(key.chain(), CertificateUse.SEALING, NOW.plus(DAY).plusSeconds(1));
        assertThat(reason(later)).contains(Reason.EXPIRED);
        assertThat(later.orElseThrow().text())
                .contains("it was valid until 2026-03-02T12:00:00Z, the clock here says 2026-03-02T12:00:01Z");
        assertThat(reason(anchors.check(
                        key.chain(), CertificateUse.SEALING, NOW.minus(DAY).minusSeconds(1))))
                .contains(Reason.NOT_YET_VALID);
    }

    @Test
    void revokedCountsFromTheMomentOfRevocation() {
        IssuedKey key = pki.node(NODE.toString(), Use.SEAL);
        Instant revoked = NOW.plus(Duration.ofHours(2));
        pki.revoke(key.certificate(), revoked, RevocationReason.KEY_COMPROMISE);
        TrustAnchors anchors = anchors(
                pki.revocationLists(new Validity(revoked.plusSeconds(60), revoked.plus(DAY))), TrustPolicy.strict());

        assertThat(anchors.check(key.chain(), CertificateUse.SEALING, revoked.minusSeconds(1)))
                .isEmpty();
        Optional<TrustProblem> since = anchors.check(key.chain(), CertificateUse.SEALING, revoked);
        assertThat(reason(since)).contains(Reason.REVOKED);
        assertThat(since.orElseThrow().text()).contains("2026-03-01T14:00:00Z", "thisUpdate", "nextUpdate");
    }

    @Test
    void believesAListInForceThatNamesADateStillToCome() {
        IssuedKey key = pki.node(NODE.toString(), Use.SEAL);
        pki.revoke(key.certificate(), NOW.plus(Duration.ofHours(2)), RevocationReason.KEY_COMPROMISE);

        assertThat(reason(anchors().check(key.chain(), CertificateUse.SEALING, NOW)))
                .contains(Reason.REVOKED);
    }

    @Test
    void refusesEverythingUnderARevokedAuthority() {
        IssuedKey key = pki.node(NODE.toString(), Use.TLS);
        pki.revoke(pki.issuing(), NOW, RevocationReason.KEY_COMPROMISE);

        Optional<TrustProblem> problem = anchors().check(key.chain(), CertificateUse.TLS_CLIENT, NOW);

        assertThat(reason(problem)).contains(Reason.REVOKED);
        assertThat(problem.orElseThrow().text()).contains(Certificates.serial(pki.issuing()));
    }

    @Test
    void refusesWithoutListUnlessThePolicyAllows() {
        IssuedKey key = pki.node(NODE.toString(), Use.TLS);
        List<X509CRL> rootListOnly = pki.revocationLists().subList(0, 1);

        Optional<TrustProblem> strict =
                anchors(rootListOnly, TrustPolicy.strict()).check(key.chain(), CertificateUse.TLS_CLIENT, NOW);
        assertThat(reason(strict)).contains(Reason.CRL_MISSING);
        assertThat(strict.orElseThrow().text()).contains("no revocation list of its issuer");
        assertThat(anchors(List.of(), new TrustPolicy(false, DAY)).check(key.chain(), CertificateUse.TLS_CLIENT, NOW))
                .isEmpty();
    }

    @Test
    void refusesByStaleListAfterItsGrace() {
        IssuedKey key = pki.node(NODE.toString(), Use.TLS);
        Instant nextUpdate = NOW.plus(DAY);
        TrustAnchors anchors =
                anchors(pki.revocationLists(new Validity(NOW.minus(DAY), nextUpdate)), TrustPolicy.strict());

        assertThat(anchors.check(key.chain(), CertificateUse.TLS_CLIENT, nextUpdate.plus(DAY)))
                .isEmpty();
        Optional<TrustProblem> stale = anchors.check(
                key.chain(), CertificateUse.TLS_CLIENT, nextUpdate.plus(DAY).plusSeconds(1));
        assertThat(reason(stale)).contains(Reason.CRL_STALE);
        assertThat(stale.orElseThrow().text())
                .contains("nextUpdate " + nextUpdate, "the clock here says 2026-03-03T12:00:01Z");
    }

    @Test
    void believesAStaleListThatSomethingIsRevoked() {
        IssuedKey key = pki.flawed(NODE, Use.TLS, Flaw.REVOKED);
        TrustAnchors anchors = anchors(
                pki.revocationLists(new Validity(NOW.minus(DAY.multipliedBy(9)), NOW.minus(DAY.multipliedBy(8)))),
                TrustPolicy.strict());

        assertThat(reason(anchors.check(key.chain(), CertificateUse.TLS_CLIENT, NOW)))
                .contains(Reason.REVOKED);
    }

    @Test
    void usesTheNewestOfSeveralLists() {
        IssuedKey key = pki.node(NODE.toString(), Use.TLS);
        List<X509CRL> before = pki.revocationLists(new Validity(NOW.minus(DAY), NOW.plus(DAY)));
        pki.revoke(key.certificate(), NOW, RevocationReason.SUPERSEDED);
        List<X509CRL> after = pki.revocationLists();
        List<X509CRL> all = List.of(before.get(1), after.get(1), before.get(0));

        TrustAnchors anchors = anchors(all, TrustPolicy.strict());

        assertThat(reason(anchors.check(key.chain(), CertificateUse.TLS_CLIENT, NOW)))
                .contains(Reason.REVOKED);
        assertThat(anchors.crls()).containsExactlyInAnyOrder(before.get(0), after.get(1));
    }

    @Test
    void ignoresListByAnAuthorityOfTheSameNameOnly() {
        TestPki twin = TestPki.create(Clock.fixed(NOW, ZoneOffset.UTC));
        TrustAnchors rootOnly = TrustAnchors.of(
                List.of(pki.root()),
                List.of(pki.revocationLists().get(0), twin.revocationLists().get(1)),
                TrustPolicy.strict());
        IssuedKey key = pki.node(NODE.toString(), Use.TLS);

        assertThat(reason(rootOnly.check(key.chain(), CertificateUse.TLS_CLIENT, NOW)))
                .contains(Reason.CRL_MISSING);
    }

    @Test
    void remembersAPathButNotAVerdict() {
        IssuedKey key = pki.node(NODE.toString(), Use.TLS);
        TrustAnchors anchors = anchors();
        TrustedPath first = anchors.path(key.chain()).orElseThrow();

        assertThat(anchors.path(List.of(key.certificate()))).containsSame(first);
        assertThat(reason(anchors.check(key.chain(), CertificateUse.TLS_CLIENT, NOW.minus(DAY.multipliedBy(400)))))
                .contains(Reason.NOT_YET_VALID);
        assertThat(anchors.check(key.chain(), CertificateUse.TLS_CLIENT, NOW)).isEmpty();
    }

    @Test
    void tellsPathListsAndDates() {
        IssuedKey key = pki.node(NODE.toString(), Use.TLS);

        TrustedPath path = anchors().path(key.chain()).orElseThrow();

        assertThat(path.certificates()).containsExactly(key.certificate(), pki.issuing(), pki.root());
        assertThat(path.crls()).hasSize(2);
        assertThat(path.expires()).isEqualTo(key.certificate().getNotAfter().toInstant());
        assertThat(path.nextUpdate()).contains(NOW.plus(DAY.multipliedBy(7)));
    }

    @ParameterizedTest
    @CsvSource({
        "UNTRUSTED, CERTIFICATE_UNTRUSTED, SEAL_SIGNER_UNTRUSTED",
        "EXPIRED, CERTIFICATE_EXPIRED, SEAL_SIGNER_EXPIRED",
        "REVOKED, CERTIFICATE_REVOKED, SEAL_SIGNER_REVOKED",
        "CRL_STALE, CRL_UNUSABLE, CRL_UNUSABLE"
    })
    void everyReasonLeadsToItsRefusal(Reason reason, RefusalCode connection, RefusalCode seal) {
        assertThat(reason.connectionRefusal()).isEqualTo(connection);
        assertThat(reason.sealRefusal()).isEqualTo(seal);
    }
}
