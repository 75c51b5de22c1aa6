package eu.ccngateway.protocol.tls;

import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/** A key that does not show itself, as one in a token. */
final class UnextractableKey implements PrivateKey {

    private static final long serialVersionUID = 1L;

    private final String algorithm;

    UnextractableKey(PrivateKey key) {
        algorithm = key.getAlgorithm();
    }

    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public @Nullable String getFormat() {
        return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
        return null;
    }
}
