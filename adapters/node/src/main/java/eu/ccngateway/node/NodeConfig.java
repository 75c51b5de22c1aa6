package eu.ccngateway.node;

import eu.ccngateway.protocol.message.GatewayId;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.tls.CertificateIdentity;
import eu.ccngateway.protocol.tls.KeyFiles;
import eu.ccngateway.protocol.tls.KeyMaterial;
import eu.ccngateway.protocol.tls.TrustAnchors;
import eu.ccngateway.protocol.tls.TrustPolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a node needs to connect.
 *
 * @param gateways where to connect; one after the other until one answers
 * @param tlsKey opens the connection
 * @param sealingKey signs what is put; its certificate says who this node is
 * @param trust whom to believe; asked again at every connection and for every seal, so that it may be renewed
 * @param expectedGateway the one gateway to talk to; any gateway of the network if empty
 * @param environment checked against the gateway's, for example PROD; not checked if empty
 * @param reportQueue where replies and reports go unless a message says otherwise. If empty, the REPORT queue of the same
 *     application and environment: for {@code CORE-RCT-QUE.NCTS@CUSTTAX.IE} it is {@code REPORT-RCT-QUE.NCTS} of the own
 *     domain
 * @param journal a file in which the node keeps its own account of what was accepted and acknowledged, to be held against the
 *     gateway's; none if empty
 */
public record NodeConfig(
        List<Endpoint> gateways,
        KeyMaterial tlsKey,
        KeyMaterial sealingKey,
        Supplier<TrustAnchors> trust,
        Optional<GatewayId> expectedGateway,
        Optional<String> environment,
        Optional<QueueAddress> reportQueue,
        NodeOptions options,
        NodeListener listener,
        Optional<Path> journal) {

    public NodeConfig {
        gateways = List.copyOf(gateways);
        if (gateways.isEmpty()) {
            throw new IllegalArgumentException("gateways: none (expected: at least one HOST:PORT)");
        }
        reportQueue.ifPresent(queue -> {
            String domain = nodeOf(sealingKey).domain();
            if (!queue.gatewayName().equals(domain)) {
                throw new IllegalArgumentException(
                        "reportQueue: " + queue + " (expected: a queue of the own domain " + domain + ")");
            }
        });
    }

    /** Who this node is, as its sealing certificate says. */
    public NodeId node() {
        return nodeOf(sealingKey);
    }

    private static NodeId nodeOf(KeyMaterial key) {
        if (CertificateIdentity.of(key.certificate()) instanceof CertificateIdentity.Node node) {
            return node.id();
        }
        throw new IllegalArgumentException("sealing certificate: " + CertificateIdentity.of(key.certificate())
                + " (expected: one of a node, ccn:node:NAME@DOMAIN)");
    }

    /**
     * The configuration of one node of a network that {@code ./ccn up} made.
     *
     * @param directory holds {@code network.json}
     * @param node for example {@code NTA.FR}
     */
    public static NodeConfig ofNetwork(Path directory, String node) {
        return builderOfNetwork(directory, node).build();
    }

    /** As {@link #ofNetwork}, with the chance to change something. */
    public static Builder builderOfNetwork(Path directory, String node) {
        return NetworkFile.read(directory).configure(new Builder(), node);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Gathers a configuration; gateway, TLS key and trust are needed. */
    public static final class Builder {

        private final List<Endpoint> gateways = new ArrayList<>();
        private final KeyFiles keyFiles = new KeyFiles(Clock.systemUTC());
        private @Nullable KeyMaterial tlsKey;
        private @Nullable KeyMaterial sealingKey;
        private @Nullable Supplier<TrustAnchors> trust;
        private Optional<GatewayId> expectedGateway = Optional.empty();
        private Optional<String> environment = Optional.empty();
        private Optional<QueueAddress> reportQueue = Optional.empty();
        private NodeOptions options = NodeOptions.defaults();
        private NodeListener listener = new NodeListener() {};
        private Optional<Path> journal = Optional.empty();

        private Builder() {}

        /** One of the gateways, {@code host:port}; call it again for another. */
        public Builder gateway(String endpoint) {
            gateways.add(Endpoint.parse(endpoint));
            return this;
        }

        /** The key that opens connections, and seals unless there is another. PEM files; the certificate with its issuer. */
        public Builder tlsKey(Path certificate, Path key) {
            return tlsKey(keyFiles.pem(certificate, key));
        }

        /** As {@link #tlsKey(Path, Path)}, for keys in PKCS#12 or PKCS#11: see {@link KeyFiles}. */
        public Builder tlsKey(KeyMaterial key) {
            tlsKey = key;
            return this;
        }

        /** The key that seals. PEM files; the certificate with its issuer. */
        public Builder sealingKey(Path certificate, Path key) {
            return sealingKey(keyFiles.pem(certificate, key));
        }

        /** As {@link #sealingKey(Path, Path)}, for keys in PKCS#12 or PKCS#11: see {@link KeyFiles}. */
        public Builder sealingKey(KeyMaterial key) {
            sealingKey = key;
            return this;
        }

        /** Root certificates and revocation lists; read again when the files change. */
        public Builder trust(List<Path> anchors, List<Path> crls) {
            TrustPolicy policy =
                    crls.isEmpty() ? new TrustPolicy(false, TrustPolicy.strict().crlGrace()) : TrustPolicy.strict();
            return trust(anchors, crls, policy);
        }

        /** As {@link #trust(List, List)}, with a policy of one's own. */
        public Builder trust(List<Path> anchors, List<Path> crls, TrustPolicy policy) {
            trust = new TrustFiles(anchors, crls, policy, Clock.systemUTC());
            return this;
        }

        public Builder trust(Supplier<TrustAnchors> anchors) {
            trust = anchors;
            return this;
        }

        public Builder expectedGateway(String gateway) {
            expectedGateway = Optional.of(GatewayId.parse(gateway));
            return this;
        }

        public Builder environment(String name) {
            environment = Optional.of(name);
            return this;
        }

        public Builder reportQueue(String address) {
            reportQueue = Optional.of(QueueAddress.parse(address));
            return this;
        }

        public Builder options(NodeOptions chosen) {
            options = chosen;
            return this;
        }

        public Builder listener(NodeListener told) {
            listener = told;
            return this;
        }

        /** Keeps an account of what was accepted and acknowledged in this file; one node writes it. */
        public Builder journal(Path file) {
            journal = Optional.of(file);
            return this;
        }

        public NodeConfig build() {
            if (tlsKey == null) {
                throw new IllegalArgumentException("tlsKey: missing (expected: the certificate and key of this node)");
            }
            if (trust == null) {
                throw new IllegalArgumentException("trust: missing (expected: the root certificate of the network)");
            }
            KeyMaterial seals = sealingKey == null ? tlsKey : sealingKey;
            return new NodeConfig(
                    gateways,
                    tlsKey,
                    seals,
                    trust,
                    expectedGateway,
                    environment,
                    reportQueue,
                    options,
                    listener,
                    journal);
        }
    }
}
