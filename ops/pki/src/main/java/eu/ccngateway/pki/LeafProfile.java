package eu.ccngateway.pki;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.util.IPAddress;

/**
 * What a node's or gateway's certificate says, apart from key and validity.
 *
 * @param names subject alternative names; the identity's URI is the first of them
 * @param keyUsage bits of {@link KeyUsage}
 * @param purposes extended key usage; none at all for sealing
 */
record LeafProfile(X500Name subject, List<GeneralName> names, int keyUsage, List<KeyPurposeId> purposes) {
    private static final Pattern HOST_NAME =
            Pattern.compile("(?=.{1,253}$)(\\*\\.)?[A-Za-z0-9](-*[A-Za-z0-9]+)*(\\.[A-Za-z0-9](-*[A-Za-z0-9]+)*)*");

    static LeafProfile of(Identity identity, Use use, List<String> hostNames) {
        List<GeneralName> names = new ArrayList<>();
        names.add(uri(identity.uri()));
        if (identity.kind() == Identity.Kind.GATEWAY) {
            names.add(hostName("localhost"));
            names.add(hostName("127.0.0.1"));
        } else if (!hostNames.isEmpty()) {
            throw new PkiException("Host names of node " + identity + ": " + hostNames
                    + " (expected: none, nodes only connect); leave them out");
        }
        hostNames.stream()
                .map(LeafProfile::hostName)
                .filter(name -> !names.contains(name))
                .forEach(names::add);
        return new LeafProfile(subject(identity), names, KeyUsage.digitalSignature, purposes(identity, use));
    }

    LeafProfile withNames(List<GeneralName> other) {
        return new LeafProfile(subject, other, keyUsage, purposes);
    }

    LeafProfile withKeyUsage(int other) {
        return new LeafProfile(subject, names, other, purposes);
    }

    LeafProfile withPurposes(List<KeyPurposeId> other) {
        return new LeafProfile(subject, names, keyUsage, other);
    }

    static GeneralName uri(String uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    }

    private static GeneralName hostName(String text) {
        if (IPAddress.isValidIPv4(text) || IPAddress.isValidIPv6(text)) {
            return new GeneralName(GeneralName.iPAddress, text);
        }
        if (HOST_NAME.matcher(text).matches()) {
            return new GeneralName(GeneralName.dNSName, text);
        }
        throw new PkiException("Host name: '" + text + "' (expected: a DNS name or an IP address)");
    }

    /** Written from the country down to the name, as directories do; Java and RFC 4514 print it name first. */
    private static X500Name subject(Identity identity) {
        X500NameBuilder subject = new X500NameBuilder(BCStyle.INSTANCE);
        String domain = identity.domain();
        String lastTwo = domain.substring(Math.max(0, domain.length() - 2)).toUpperCase(Locale.ROOT);
        if (identity.kind() == Identity.Kind.NODE && lastTwo.matches("[A-Z]{2}")) {
            subject.addRDN(BCStyle.C, lastTwo);
        }
        return subject.addRDN(BCStyle.O, domain)
                .addRDN(BCStyle.CN, identity.name())
                .build();
    }

    private static List<KeyPurposeId> purposes(Identity identity, Use use) {
        List<KeyPurposeId> purposes = new ArrayList<>();
        if (use != Use.SEAL) {
            if (identity.kind() == Identity.Kind.GATEWAY) {
                purposes.add(KeyPurposeId.id_kp_serverAuth);
            }
            purposes.add(KeyPurposeId.id_kp_clientAuth);
        }
        if (use == Use.COMBINED) {
            purposes.add(KeyPurposeId.anyExtendedKeyUsage);
        }
        return purposes;
    }
}
