package eu.ccngateway.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority: a key with its certificate, and what it signs.
 *
 * <p>Keys and signatures come from the JDK's own providers; Bouncy Castle only lays out what is signed.
 */
final class Authority {
    private static final int SERIAL_BITS = 127;

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final SecureRandom random;

    Authority(PrivateKey key, X509Certificate certificate, SecureRandom random) {
        this.key = key;
        this.certificate = certificate;
        this.random = random;
    }

    static Authority root(String name, KeyKind kind, Validity validity, SecureRandom random) {
        KeyPair pair = kind.generate(random);
        X500Name subject = subject(name, "root CA");
        X509v3CertificateBuilder builder = builder(subject, subject, pair.getPublic(), validity, random);
        describeAuthority(builder, pair.getPublic(), pair.getPublic(), 1);
        return new Authority(pair.getPrivate(), sign(builder, pair.getPrivate(), pair.getPublic()), random);
    }

    Authority subordinate(String name, KeyKind kind, Validity validity) {
        KeyPair pair = kind.generate(random);
        X509v3CertificateBuilder builder =
                builder(ownName(), subject(name, "issuing CA"), pair.getPublic(), validity, random);
        describeAuthority(builder, pair.getPublic(), certificate.getPublicKey(), 0);
        return new Authority(pair.getPrivate(), sign(builder, key, certificate.getPublicKey()), random);
    }

    PrivateKey key() {
        return key;
    }

    X509Certificate certificate() {
        return certificate;
    }

    X509Certificate certify(PublicKey subjectKey, LeafProfile profile, Validity validity) {
        X509v3CertificateBuilder builder = builder(ownName(), profile.subject(), subjectKey, validity, random);
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(profile.keyUsage()));
            if (!profile.purposes().isEmpty()) {
                KeyPurposeId[] purposes = profile.purposes().toArray(KeyPurposeId[]::new);
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
            }
            if (!profile.names().isEmpty()) {
                GeneralName[] names = profile.names().toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(subjectKey));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(certificate.getPublicKey()));
        } catch (IOException | GeneralSecurityException e) {
            throw new PkiException("The certificate's extensions could not be encoded", e);
        }
        return sign(builder, key, certificate.getPublicKey());
    }

    /** A version 2 list of everything this authority revoked, also of what expired since: evidence is judged later. */
    X509CRL crl(BigInteger number, Validity validity, Map<BigInteger, Revocation> revoked) {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(ownName(), Date.from(validity.notBefore()));
        builder.setNextUpdate(Date.from(validity.notAfter()));
        revoked.forEach((serial, revocation) -> builder.addCRLEntry(
                serial, Date.from(revocation.at()), revocation.reason().number()));
        try {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(number));
            return Pem.crl(
                    builder.build(signer(key, certificate.getPublicKey())).getEncoded());
        } catch (IOException | GeneralSecurityException e) {
            throw new PkiException("The revocation list could not be encoded", e);
        }
    }

    static BigInteger number(X509CRL list) {
        try {
            byte[] extension = list.getExtensionValue(Extension.cRLNumber.getId());
            return ASN1Integer.getInstance(JcaX509ExtensionUtils.parseExtensionValue(extension))
                    .getValue();
        } catch (IOException e) {
            throw new PkiException("A revocation list's number could not be read", e);
        }
    }

    private X500Name ownName() {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static X500Name subject(String name, String role) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, name)
                .addRDN(BCStyle.CN, name + " " + role)
                .build();
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey key, Validity validity, SecureRandom random) {
        // The highest bit is set, so that all serials have the same length and none is zero.
        BigInteger serial = new BigInteger(SERIAL_BITS - 1, random).setBit(SERIAL_BITS - 1);
        return new X509v3CertificateBuilder(
                issuer,
                serial,
                Date.from(validity.notBefore()),
                Date.from(validity.notAfter()),
                subject,
                SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    }

    private static void describeAuthority(
            X509v3CertificateBuilder builder, PublicKey subjectKey, PublicKey issuerKey, int authoritiesBelow) {
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authoritiesBelow));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(subjectKey));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(issuerKey));
        } catch (IOException | GeneralSecurityException e) {
            throw new PkiException("The authority's extensions could not be encoded", e);
        }
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key, PublicKey verifiedBy) {
        try {
            return Pem.certificate(builder.build(signer(key, verifiedBy)).getEncoded());
        } catch (IOException e) {
            throw new PkiException("The certificate could not be encoded", e);
        }
    }

    private static ContentSigner signer(PrivateKey key, PublicKey verifiedBy) {
        String algorithm = KeyKind.of(verifiedBy).signatureAlgorithm();
        try {
            return new JcaContentSignerBuilder(algorithm).build(key);
        } catch (OperatorCreationException e) {
            throw new PkiException("This key cannot sign with " + algorithm, e);
        }
    }
}
