package eu.ccngateway.protocol.tls;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * The revocation lists that were configured. Only full lists, each signed by the authority it is about. One of an
 * authority that is not configured is kept, and verified when a peer sends that authority's certificate.
 */
final class RevocationLists {

    private final Map<X500Principal, List<X509CRL>> byIssuer = new HashMap<>();

    private RevocationLists() {}

    static RevocationLists of(List<TrustAnchors.Named<X509CRL>> lists, Authorities authorities) {
        RevocationLists all = new RevocationLists();
        for (TrustAnchors.Named<X509CRL> named : lists) {
            requireFull(named);
            requireSignature(named, authorities);
            all.byIssuer
                    .computeIfAbsent(named.value().getIssuerX500Principal(), i -> new ArrayList<>())
                    .add(named.value());
        }
        all.byIssuer
                .values()
                .forEach(
                        l -> l.sort(Comparator.comparing(X509CRL::getThisUpdate).reversed()));
        return all;
    }

    private static void requireFull(TrustAnchors.Named<X509CRL> named) {
        Set<String> critical = named.value().getCriticalExtensionOIDs();
        if (critical != null && !critical.isEmpty()) {
            throw new CredentialException(named.source() + ": " + name(named.value()) + " has critical extensions "
                    + critical + " (expected: a full list, no delta, no part, not indirect); publish a full list");
        }
        if (named.value().getNextUpdate() == null) {
            throw new CredentialException(named.source() + ": " + name(named.value())
                    + " has no nextUpdate (expected: one, as its age could not be judged otherwise)");
        }
    }

    private static void requireSignature(TrustAnchors.Named<X509CRL> named, Authorities authorities) {
        List<X509Certificate> issuers = authorities.named(named.value().getIssuerX500Principal());
        if (!issuers.isEmpty()
                && issuers.stream().noneMatch(issuer -> isSignedBy(named.value(), issuer.getPublicKey()))) {
            throw new CredentialException(named.source() + ": " + name(named.value())
                    + " is not signed by that authority; fetch the list again from its publisher");
        }
    }

    /** The newest list of this authority. */
    Optional<X509CRL> of(X509Certificate authority) {
        return byIssuer.getOrDefault(authority.getSubjectX500Principal(), List.of()).stream()
                .filter(list -> isSignedBy(list, authority.getPublicKey()))
                .findFirst();
    }

    List<X509CRL> newest() {
        return byIssuer.values().stream().map(lists -> lists.get(0)).toList();
    }

    private static boolean isSignedBy(X509CRL list, PublicKey key) {
        try {
            list.verify(key);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    static String name(X509CRL list) {
        return "revocation list of " + list.getIssuerX500Principal().getName() + " (thisUpdate "
                + list.getThisUpdate().toInstant() + ", nextUpdate "
                + (list.getNextUpdate() == null ? "none" : list.getNextUpdate().toInstant()) + ")";
    }
}
