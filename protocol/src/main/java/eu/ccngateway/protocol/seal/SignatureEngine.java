package eu.ccngateway.protocol.seal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.ServiceLoader;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Who computes the signatures inside seals: the Corretto provider (AWS-LC, native) where it is on the class path and its
 * library loads, four to six times as fast as the best in Java; else BouncyCastle for EC keys and the JDK for RSA keys.
 * All of them make and check the same signatures.
 */
public final class SignatureEngine {

    private static final String CORRETTO = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    /** The fastest there is. */
    public static final SignatureEngine BEST = new SignatureEngine(corretto());

    /** Without native code. */
    static final SignatureEngine PLAIN = new SignatureEngine(Optional.empty());

    private final Optional<Provider> corretto;
    private final Provider bouncyCastle = new BouncyCastleProvider();

    private SignatureEngine(Optional<Provider> corretto) {
        this.corretto = corretto;
    }

    /** A provider whose library does not load offers nothing. */
    private static Optional<Provider> corretto() {
        return ServiceLoader.load(Provider.class, SignatureEngine.class.getClassLoader()).stream()
                .filter(offered -> offered.type().getName().equals(CORRETTO))
                .findFirst()
                .map(ServiceLoader.Provider::get)
                .filter(SignatureEngine::works);
    }

    private static boolean works(Provider provider) {
        try {
            Signature.getInstance("SHA256withECDSA", provider);
            Signature.getInstance("SHA256withRSA", provider);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Whether the native library is in use. */
    boolean isNative() {
        return corretto.isPresent();
    }

    /** Its name, for people. */
    @Override
    public String toString() {
        return isNative() ? "AWS-LC (native)" : "BouncyCastle and the JDK";
    }

    static boolean isEc(String algorithm) {
        return algorithm.startsWith("EC");
    }

    /** Whose signatures are taken for keys of an algorithm; the JDK's choice if empty. */
    Optional<Provider> provider(String algorithm) {
        return corretto.isPresent() || !isEc(algorithm) ? corretto : Optional.of(bouncyCastle);
    }

    /** The same key as the engine likes it best: translated once, and not at every signature. */
    PublicKey own(PublicKey key) throws GeneralSecurityException {
        KeyFactory factory = factory(key.getAlgorithm());
        return factory.generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    }

    PrivateKey own(PrivateKey key) throws GeneralSecurityException {
        KeyFactory factory = factory(key.getAlgorithm());
        return factory.generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    }

    private KeyFactory factory(String algorithm) throws GeneralSecurityException {
        String family = isEc(algorithm) ? "EC" : "RSA";
        Optional<Provider> provider = provider(algorithm);
        return provider.isPresent() ? KeyFactory.getInstance(family, provider.get()) : KeyFactory.getInstance(family);
    }
}
