package eu.ccngateway.protocol.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Loads a private key with its certificate chain from PEM files, PKCS#12 or PKCS#11. What it returns is usable: the key
 * belongs to the certificate, is strong enough, and the certificate is valid now. Secrets never reach an error text.
 */
public final class KeyFiles {

    private static final char[] NO_PASSWORD = new char[0];

    private final Clock clock;

    public KeyFiles(Clock clock) {
        this.clock = clock;
    }

    /** Certificates (the key's own first) and an unencrypted key: PKCS#8, SEC1 or PKCS#1. May be the same file. */
    public KeyMaterial pem(Path certificates, Path key) {
        return pem(certificates, key, NO_PASSWORD);
    }

    /** As {@link #pem(Path, Path)}, for a key under a password. */
    public KeyMaterial pem(Path certificates, Path key, char[] password) {
        List<X509Certificate> chain = CredentialFiles.certificates(certificates);
        PrivateKey privateKey = PemKey.read(key, password);
        return checked(key + " with " + certificates, privateKey, chain, Optional.empty());
    }

    /** A PKCS#12 file that holds one key. */
    public KeyMaterial pkcs12(Path file, char[] password) {
        String what = "PKCS#12 with one private key and its certificates";
        byte[] bytes = CredentialFiles.read(file, what);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password);
            return entry(file.toString(), store, Optional.empty(), password, Optional.empty());
        } catch (IOException | GeneralSecurityException e) {
            boolean isPassword =
                    e.getCause() instanceof UnrecoverableKeyException || e instanceof UnrecoverableKeyException;
            throw new CredentialException(
                    isPassword
                            ? file + ": the password does not open it; check the configured password"
                            : file + ": not readable as " + what + ": " + e.getMessage(),
                    e);
        }
    }

    /**
     * A key that stays in a PKCS#11 token.
     *
     * <p>The token becomes a security provider of this Java runtime, because TLS finds the one that can use a key among
     * the registered ones. One that is already registered under the same name is used again.
     *
     * @param configuration file for SunPKCS11: {@code name}, {@code library} and so on
     * @param alias which key; may be left out if the token holds one
     */
    public KeyMaterial pkcs11(Path configuration, char[] pin, Optional<String> alias) {
        CredentialFiles.read(configuration, "a SunPKCS11 configuration with name and library");
        try {
            Provider provider = registered(configuration);
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, pin);
            return entry(configuration.toString(), store, alias, pin, Optional.of(provider));
        } catch (InvalidParameterException | ProviderException e) {
            throw new CredentialException(
                    configuration + ": the PKCS#11 library cannot be used: " + causes(e)
                            + "; check name, library and slot in this file",
                    e);
        } catch (IOException | GeneralSecurityException e) {
            throw new CredentialException(
                    configuration + ": the token does not open: " + causes(e) + "; check the PIN and the token", e);
        }
    }

    private static Provider registered(Path configuration) {
        Provider template = Security.getProvider("SunPKCS11");
        if (template == null) {
            throw new CredentialException(configuration
                    + ": this Java runtime has no SunPKCS11 (expected: module jdk.crypto.cryptoki); use a full JDK");
        }
        Provider provider = template.configure(configuration.toString());
        Security.addProvider(provider);
        return Security.getProvider(provider.getName());
    }

    private KeyMaterial entry(
            String source, KeyStore store, Optional<String> alias, char[] password, Optional<Provider> provider)
            throws GeneralSecurityException {
        List<String> aliases = new ArrayList<>();
        for (String name : Collections.list(store.aliases())) {
            if (store.isKeyEntry(name) && alias.map(name::equals).orElse(true)) {
                aliases.add(name);
            }
        }
        if (aliases.size() != 1) {
            throw new CredentialException(source + ": " + aliases.size() + " private keys"
                    + alias.map(a -> " with alias " + a).orElse("") + " " + aliases + " (expected: one)"
                    + (provider.isPresent() ? "; name its alias" : ""));
        }
        Certificate[] chain = store.getCertificateChain(aliases.get(0));
        if (chain == null || !(store.getKey(aliases.get(0), password) instanceof PrivateKey key)) {
            throw new CredentialException(
                    source + ": key " + aliases.get(0) + " has no certificate (expected: the key with its chain)");
        }
        return checked(source, key, Certificates.plain(chain), provider);
    }

    private KeyMaterial checked(
            String source, PrivateKey key, List<X509Certificate> chain, Optional<Provider> provider) {
        KeyMaterial material = new KeyMaterial(key, KeyChecks.ordered(source, chain), provider);
        KeyChecks.strong(source, material);
        KeyChecks.belongsTogether(source, material);
        KeyChecks.validAt(source, material, clock.instant());
        return material;
    }

    private static String causes(Throwable e) {
        StringBuilder text = new StringBuilder(String.valueOf(e.getMessage()));
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            text.append(": ").append(cause.getMessage());
        }
        return text.toString();
    }
}
