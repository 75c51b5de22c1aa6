package eu.ccngateway.protocol.tls;

import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.SealVerifier;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.wire.Seal;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Uses keys of a PKCS#11 token in a process of its own, as the token's library reads its place from the environment.
 * Arguments: SunPKCS11 configuration, PIN. Prints what worked.
 */
final class TokenProgram {

    private static final String GATEWAY = "GW1@demo";

    private TokenProgram() {}

    public static void main(String[] arguments) throws Exception {
        Path configuration = Path.of(arguments[0]);
        char[] pin = arguments[1].toCharArray();
        TestPki pki = TestPki.create();
        IssuedKey ec = pki.issue(Identity.gateway(GATEWAY), Use.COMBINED, KeyKind.EC_P256);
        IssuedKey rsa = pki.issue(Identity.gateway(GATEWAY), Use.COMBINED, KeyKind.RSA_2048);
        store(configuration, pin, "ec", ec);
        store(configuration, pin, "rsa", rsa);
        KeyFiles keyFiles = new KeyFiles(Clock.systemUTC());

        use("EC", keyFiles.pkcs11(configuration, pin, Optional.of("ec")), ec, pki);
        use("RSA", keyFiles.pkcs11(configuration, pin, Optional.of("rsa")), rsa, pki);
        expectFailure("two keys", () -> keyFiles.pkcs11(configuration, pin, Optional.empty()));
        expectFailure("no such key", () -> keyFiles.pkcs11(configuration, pin, Optional.of("other")));
    }

    private static void store(Path configuration, char[] pin, String alias, IssuedKey key) throws Exception {
        Provider token = Security.getProvider("SunPKCS11").configure(configuration.toString());
        KeyStore store = KeyStore.getInstance("PKCS11", token);
        store.load(null, pin);
        store.setKeyEntry(alias, key.privateKey(), null, key.chain().toArray(X509Certificate[]::new));
    }

    private static void use(String name, KeyMaterial loaded, IssuedKey issued, TestPki pki) throws Exception {
        System.out.println(name + " chain " + loaded.chain().equals(issued.chain()));
        System.out.println(name + " extractable " + (loaded.key().getEncoded() != null));
        TrustAnchors anchors =
                TrustAnchors.of(List.of(pki.root(), pki.issuing()), pki.revocationLists(), TrustPolicy.strict());
        MutualTls server = MutualTls.server(loaded, anchors);
        System.out.println(
                name + " engine " + server.engine() + ": " + server.choice().why());
        IssuedKey node = pki.node("NTA.FR@CUSTTAX.FR", Use.TLS);
        MutualTls client = MutualTls.client(
                new KeyMaterial(node.privateKey(), node.chain()), anchors, Optional.empty(), Clock.systemUTC());
        try (Handshake gateway = new Handshake(server.context())) {
            System.out.println(name + " handshake "
                    + gateway.connect(client.context()).get().peer().get(0).equals(issued.certificate()));
        }
        SealingKey sealing = new SealingKey(loaded.key(), loaded.chain(), loaded.provider());
        Seal seal = sealing.seal(new MerkleTree(List.of(new byte[32])));
        System.out.println(
                name + " seal " + new SealVerifier().verify(seal).certificate().equals(issued.certificate()));
    }

    private static void expectFailure(String name, Runnable load) {
        try {
            load.run();
            System.out.println(name + " loaded");
        } catch (CredentialException e) {
            System.out.println(name + " refused: " + e.getMessage());
        }
    }
}
