package eu.ccngateway.loadtest.rival;

import java.nio.file.Path;

/**
 * Keys for mutual TLS with a rival, in both forms.
 *
 * @param broker of the server, for {@code localhost}: NAME.p12, NAME.crt and NAME.key are beside each other
 * @param client the same for the client
 * @param trust store with the authorities, PKCS#12; the same as PEM in {@code trustPem}
 * @param password of all stores
 */
public record RivalKeys(Path broker, Path client, Path trust, Path trustPem, String password) {

    public Path file(Path name, String ending) {
        return name.resolveSibling(name.getFileName() + "." + ending);
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "keys " + broker + ", " + client + ", " + trust;
    }
}
