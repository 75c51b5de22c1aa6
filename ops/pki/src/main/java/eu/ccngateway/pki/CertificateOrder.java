package eu.ccngateway.pki;

import java.util.List;

/**
 * What a certificate is to be made for.
 *
 * @param hostNames a gateway's DNS names and IP addresses besides localhost and 127.0.0.1; none for a node
 */
public record CertificateOrder(Identity identity, Use use, KeyKind keyKind, List<String> hostNames) {
    public CertificateOrder {
        hostNames = List.copyOf(hostNames);
    }

    public CertificateOrder(Identity identity, Use use, KeyKind keyKind) {
        this(identity, use, keyKind, List.of());
    }

    boolean isFor(Identity otherIdentity, Use otherUse) {
        return identity.equals(otherIdentity) && use == otherUse;
    }

    /** What a person calls it: {@code NTA.FR@CUSTTAX.FR tls}. */
    @Override
    public String toString() {
        return identity + " " + use;
    }
}
