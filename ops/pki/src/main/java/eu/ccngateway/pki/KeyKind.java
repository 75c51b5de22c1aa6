package eu.ccngateway.pki;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of keys this PKI makes and certifies. */
public enum KeyKind {
    EC_P256("EC", 256, new ECGenParameterSpec("secp256r1")),
    EC_P384("EC", 384, new ECGenParameterSpec("secp384r1")),
    RSA_2048("RSA", 2048, new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)),
    RSA_3072("RSA", 3072, new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4)),
    RSA_4096("RSA", 4096, new RSAKeyGenParameterSpec(4096, RSAKeyGenParameterSpec.F4));

    private static final BigInteger SMALLEST_RSA_EXPONENT = RSAKeyGenParameterSpec.F4;

    private final String algorithm;
    private final int bits;
    private final AlgorithmParameterSpec parameters;

    KeyKind(String algorithm, int bits, AlgorithmParameterSpec parameters) {
        this.algorithm = algorithm;
        this.bits = bits;
        this.parameters = parameters;
    }

    @Override
    public String toString() {
        return Words.of(this);
    }

    KeyPair generate(SecureRandom random) {
        return generate(algorithm, parameters, random);
    }

    String signatureAlgorithm() {
        return switch (this) {
            case EC_P256 -> "SHA256withECDSA";
            case EC_P384 -> "SHA384withECDSA";
            case RSA_2048, RSA_3072, RSA_4096 -> "SHA256withRSA";
        };
    }

    /** SHA-256 over the key as certificates carry it, in hex. */
    static String digest(PublicKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new PkiException("This Java has no SHA-256; use a stock JDK 17 or newer", e);
        }
    }

    /** Whether a private key is the other half of a public one. */
    static boolean isPair(PrivateKey privateKey, PublicKey publicKey) {
        byte[] text = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(of(publicKey).signatureAlgorithm());
            signature.initSign(privateKey);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static KeyPair generate(String algorithm, AlgorithmParameterSpec parameters, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new PkiException("This Java cannot make " + algorithm + " keys; use a stock JDK 17 or newer", e);
        }
    }

    /** The kind of a key made elsewhere, or a refusal that says which kinds are certified. */
    static KeyKind of(PublicKey key) {
        return recognise(key).orElseThrow(() -> {
            String expected = Arrays.stream(values()).map(KeyKind::toString).collect(Collectors.joining(", "));
            return new PkiException("Key: " + describe(key) + " (expected one of: " + expected + "); make a new key");
        });
    }

    private static Optional<KeyKind> recognise(PublicKey key) {
        if (key instanceof ECPublicKey ec) {
            return Arrays.stream(values()).filter(kind -> kind.isCurveOf(ec)).findFirst();
        }
        if (key instanceof RSAPublicKey rsa && rsa.getPublicExponent().compareTo(SMALLEST_RSA_EXPONENT) >= 0) {
            int length = rsa.getModulus().bitLength();
            return Arrays.stream(values())
                    .filter(kind -> kind.algorithm.equals("RSA") && kind.bits == length)
                    .findFirst();
        }
        return Optional.empty();
    }

    /** Curves are compared by their equations: a curve of the same size under another name is another curve. */
    private boolean isCurveOf(ECPublicKey key) {
        if (!algorithm.equals("EC")) {
            return false;
        }
        try {
            AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
            named.init(parameters);
            ECParameterSpec curve = named.getParameterSpec(ECParameterSpec.class);
            return curve.getCurve().equals(key.getParams().getCurve())
                    && curve.getGenerator().equals(key.getParams().getGenerator())
                    && curve.getOrder().equals(key.getParams().getOrder());
        } catch (GeneralSecurityException e) {
            throw new PkiException("This Java does not know the curve of " + this + "; use a stock JDK 17 or newer", e);
        }
    }

    private static String describe(PublicKey key) {
        if (key instanceof ECPublicKey ec) {
            return "EC on a curve of " + ec.getParams().getOrder().bitLength() + " bits";
        }
        if (key instanceof RSAPublicKey rsa) {
            return "RSA of " + rsa.getModulus().bitLength() + " bits with exponent " + rsa.getPublicExponent();
        }
        return key.getAlgorithm();
    }
}
