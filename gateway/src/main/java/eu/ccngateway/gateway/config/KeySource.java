package eu.ccngateway.gateway.config;

import java.nio.file.Path;
import java.util.Optional;

/** Where a private key with its certificate chain is. */
public sealed interface KeySource {

    /** Two PEM files. */
    record Pem(Path certificate, Path key, Secret password) implements KeySource {}

    /** One PKCS#12 file. */
    record Pkcs12(Path file, Secret password) implements KeySource {}

    /**
     * A token; the key never leaves it.
     *
     * @param configuration file for SunPKCS11
     * @param alias which key, where the token holds several
     */
    record Pkcs11(Path configuration, Secret pin, Optional<String> alias) implements KeySource {}
}
