package eu.ccngateway.protocol.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.tls.CertificateIdentity;
import eu.ccngateway.protocol.tls.CertificateUse;
import eu.ccngateway.protocol.tls.CredentialException;
import eu.ccngateway.protocol.tls.TrustAnchors;
import eu.ccngateway.protocol.tls.TrustPolicy;
import eu.ccngateway.protocol.tls.TrustProblem;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

class CertificateGarbageTest {

    private static final int ROUNDS = 2_000;
    private static final X500Name PLAIN = new X500Name("CN=stranger");

    private final Garbage garbage = Garbage.fresh();
    private final TestPki pki = TestPki.create();
    private final TrustAnchors anchors =
            TrustAnchors.of(List.of(pki.root(), pki.issuing()), pki.revocationLists(), TrustPolicy.strict());

    private static X509Certificate selfSigned(X500Name subject, byte[] alternativeNames) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                subject,
                BigInteger.TWO,
                Date.from(now.minusSeconds(60)),
                Date.from(now.plusSeconds(600)),
                subject,
                pair.getPublic());
        builder.addExtension(new Extension(
                Extension.subjectAlternativeName, false, new DEROctetString(alternativeNames).getOctets()));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }

    private static byte[] uri(String text) throws Exception {
        return new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, text)).getEncoded();
    }

    private String problem(X509Certificate certificate) {
        Optional<TrustProblem> problem = anchors.check(List.of(certificate), CertificateUse.SEALING, Instant.now());
        assertThat(problem.map(TrustProblem::reason)).as(garbage.seed).contains(TrustProblem.Reason.UNTRUSTED);
        return problem.orElseThrow().text();
    }

    @Test
    void refusesAlternativeNamesThatCannotBeRead() throws Exception {
        X509Certificate certificate = selfSigned(PLAIN, new byte[] {0x30, 0x05, 1, 2, 3});

        assertThatThrownBy(() -> CertificateIdentity.of(certificate)).isInstanceOf(CredentialException.class);
        assertThat(problem(certificate)).startsWith("certificate 02 of CN=stranger");
    }

    @Test
    void showsNothingThatBreaksALogLine() throws Exception {
        X509Certificate byUri = selfSigned(PLAIN, uri("ccn:node:A@B\n2026-01-01 INFO all is well" + "x".repeat(5000)));
        X500NameBuilder subject = new X500NameBuilder().addRDN(BCStyle.CN, "evil\r\n\u001b[2Jname");
        for (int i = 0; i < 100; i++) {
            subject.addRDN(BCStyle.OU, "y".repeat(60));
        }
        X509Certificate bySubject = selfSigned(subject.build(), uri("http://example.invalid/"));

        for (X509Certificate certificate : List.of(byUri, bySubject)) {
            assertThat(problem(certificate)).matches("[\\x20-\\x7e]{1,1500}");
            assertThatThrownBy(() -> CertificateIdentity.of(certificate))
                    .isInstanceOf(CredentialException.class)
                    .message()
                    .matches("[\\x20-\\x7e]{1,1500}");
        }
    }

    @Test
    void distrustsDamagedCertificates() throws Exception {
        X509Certificate good = pki.node("NTA.FR@CUSTTAX.FR", Use.SEAL).certificate();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = garbage.damaged(good.getEncoded());
            X509Certificate damaged;
            try {
                damaged = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes));
            } catch (CertificateException e) {
                continue;
            }
            if (!damaged.equals(good)) {
                problem(damaged);
            }
        }
    }
}
