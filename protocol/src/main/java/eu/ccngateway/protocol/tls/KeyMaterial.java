package eu.ccngateway.protocol.tls;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A private key with its certificate chain: the key's own certificate first, then its issuers, without the root.
 *
 * @param provider where the key lives, if it cannot leave it (PKCS#11)
 */
public record KeyMaterial(PrivateKey key, List<X509Certificate> chain, Optional<Provider> provider) {

    public KeyMaterial {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new CredentialException("certificate chain: empty (expected: the key's certificate first)");
        }
    }

    /** A key in memory. */
    public KeyMaterial(PrivateKey key, List<X509Certificate> chain) {
        this(key, chain, Optional.empty());
    }

    /** The certificate of the key. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "key of " + Certificates.name(certificate())
                + provider.map(p -> " in " + p.getName()).orElse("");
    }
}
