package eu.ccngateway.launcher.load;

import eu.ccngateway.loadtest.rival.RivalKeys;
import eu.ccngateway.pki.CertificateOrder;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.Pki;
import eu.ccngateway.pki.PkiOptions;
import eu.ccngateway.pki.Use;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.List;

/** Keys for a rival, from the same kind of PKI and of the same kind as the gateway's. */
final class RivalPki {

    private static final int PASSWORD_BYTES = 16;

    private RivalPki() {}

    static RivalKeys make(Path directory) throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Pki pki = Pki.create(directory.resolve("pki"), PkiOptions.defaults().withName("CCN Gateway load test"));
        Path broker = key(pki, directory, "BROKER", password);
        Path client = key(pki, directory, "CLIENT", password);
        Path trust = directory.resolve("trust.p12");
        try (InputStream pem = Files.newInputStream(pki.files().authorities());
                OutputStream out = Files.newOutputStream(trust)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int count = 0;
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority-" + count++, authority);
            }
            store.store(out, password.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the trust store cannot be made", e);
        }
        return new RivalKeys(broker, client, trust, pki.files().authorities(), password);
    }

    private static Path key(Pki pki, Path directory, String name, String password) {
        Identity identity = Identity.gateway(name + "@load");
        pki.issue(new CertificateOrder(identity, Use.TLS, KeyKind.EC_P256, List.of("localhost")))
                .write(directory, name);
        pki.toPkcs12(identity, Use.TLS, password.toCharArray(), directory.resolve(name + ".p12"));
        return directory.resolve(name);
    }
}
