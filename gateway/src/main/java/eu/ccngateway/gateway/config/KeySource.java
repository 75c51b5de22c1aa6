package eu.ccngateway.gateway.config;

import eu.ccngateway.protocol.tls.KeyFiles;
import eu.ccngateway.protocol.tls.KeyMaterial;
import java.nio.file.Path;
import java.util.Optional;

/** Where a private key with its certificate chain is. */
public sealed interface KeySource {

    /** The key, read now, with its password. */
    KeyMaterial load(KeyFiles files, Secret.Environment environment);

    /** Two PEM files. */
    record Pem(Path certificate, Path key, Secret password) implements KeySource {
        @Override
        public KeyMaterial load(KeyFiles files, Secret.Environment environment) {
            return password instanceof Secret.None
                    ? files.pem(certificate, key)
                    : files.pem(certificate, key, password.read(environment));
        }
    }

    /** One PKCS#12 file. */
    record Pkcs12(Path file, Secret password) implements KeySource {
        @Override
        public KeyMaterial load(KeyFiles files, Secret.Environment environment) {
            return files.pkcs12(file, password.read(environment));
        }
    }

    /**
     * A token; the key never leaves it.
     *
     * @param configuration file for SunPKCS11
     * @param alias which key, where the token holds several
     */
    record Pkcs11(Path configuration, Secret pin, Optional<String> alias) implements KeySource {
        @Override
        public KeyMaterial load(KeyFiles files, Secret.Environment environment) {
            return files.pkcs11(configuration, pin.read(environment), alias);
        }
    }
}
