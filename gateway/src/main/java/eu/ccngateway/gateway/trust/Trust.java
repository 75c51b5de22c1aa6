package eu.ccngateway.gateway.trust;

import eu.ccngateway.gateway.config.Credentials;
import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.gateway.config.TrustConfig;
import eu.ccngateway.protocol.message.GatewayId;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.tls.CertificateIdentity;
import eu.ccngateway.protocol.tls.CertificateUse;
import eu.ccngateway.protocol.tls.CredentialException;
import eu.ccngateway.protocol.tls.KeyFiles;
import eu.ccngateway.protocol.tls.KeyMaterial;
import eu.ccngateway.protocol.tls.MutualTls;
import eu.ccngateway.protocol.tls.TrustAnchors;
import eu.ccngateway.protocol.tls.TrustPolicy;
import java.time.Clock;
import java.util.List;

/**
 * Keys and anchors that hold together at one time.
 *
 * @param seal signs the reports
 */
public record Trust(MutualTls tls, SealingKey seal, TrustAnchors anchors) {

    /** Loads everything from its files, and makes sure that it can be used: keys fit, certificates name this gateway and are trusted, the key signs. */
    static Trust load(Credentials credentials, GatewayId gateway, Clock clock, Secret.Environment environment) {
        TrustConfig config = credentials.trust();
        TrustAnchors anchors = TrustAnchors.load(
                config.anchors(),
                config.revocationLists(),
                new TrustPolicy(config.isRevocationRequired(), config.grace()));
        KeyFiles files = new KeyFiles(clock);
        KeyMaterial tls = credentials.tls().load(files, environment);
        KeyMaterial seal = credentials.seal().load(files, environment);
        check(tls, CertificateUse.TLS_SERVER, gateway, anchors, clock);
        check(seal, CertificateUse.SEALING, gateway, anchors, clock);
        SealingKey sealing = new SealingKey(seal.key(), seal.chain(), seal.provider());
        sealing.seal(new MerkleTree(List.of(Sha256.of(new byte[0]))));
        return new Trust(MutualTls.server(tls, anchors), sealing, anchors);
    }

    private static void check(
            KeyMaterial key, CertificateUse use, GatewayId gateway, TrustAnchors anchors, Clock clock) {
        anchors.check(key.chain(), use, clock.instant()).ifPresent(problem -> {
            throw new CredentialException("the gateway's own certificate: " + problem.text());
        });
        CertificateIdentity identity = CertificateIdentity.of(key.certificate());
        if (!identity.equals(new CertificateIdentity.Gateway(gateway))) {
            throw new CredentialException("the gateway's own certificate names " + identity + " (expected: ccn:gateway:"
                    + gateway + "); correct the configured gateway name, or have the certificate issued again");
        }
    }
}
