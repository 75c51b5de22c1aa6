package eu.ccngateway.launcher.assembly;

import eu.ccngateway.gateway.config.KeySource;
import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.protocol.tls.KeyFiles;
import eu.ccngateway.protocol.tls.KeyMaterial;
import java.time.Clock;

/** Loads the keys a configuration names. */
final class KeyLoader {

    private final KeyFiles files;
    private final Secret.Environment environment;

    KeyLoader(Clock clock, Secret.Environment environment) {
        this.files = new KeyFiles(clock);
        this.environment = environment;
    }

    Secret.Environment environment() {
        return environment;
    }

    KeyMaterial load(KeySource source) {
        if (source instanceof KeySource.Pem pem) {
            return pem.password() instanceof Secret.None
                    ? files.pem(pem.certificate(), pem.key())
                    : files.pem(pem.certificate(), pem.key(), pem.password().read(environment));
        }
        if (source instanceof KeySource.Pkcs12 pkcs12) {
            return files.pkcs12(pkcs12.file(), pkcs12.password().read(environment));
        }
        KeySource.Pkcs11 token = (KeySource.Pkcs11) source;
        return files.pkcs11(token.configuration(), token.pin().read(environment), token.alias());
    }
}
