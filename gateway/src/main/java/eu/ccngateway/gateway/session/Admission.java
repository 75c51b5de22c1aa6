package eu.ccngateway.gateway.session;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.tls.CertificateIdentity;
import eu.ccngateway.protocol.tls.CertificateUse;
import eu.ccngateway.protocol.tls.CredentialException;
import eu.ccngateway.protocol.tls.TrustAnchors;
import eu.ccngateway.protocol.wire.Hello;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who may have a session: decided in this one place, from the certificate that TLS has shown to belong to the peer. TLS
 * itself only asks for a chain to an anchor, so that a node whose certificate ran out is told so in words.
 */
public final class Admission {

    /** The one version of the protocol this gateway speaks. */
    public static final int VERSION = 1;

    /** No frame of this gateway is larger. */
    private static final int FRAME_MAX_LEAST = 1 << 20;

    private static final int INSTANCE_LENGTH = 16;
    private static final int AGENT_MAX = 64;

    private final Supplier<TrustAnchors> trust;
    private final Supplier<NetworkPolicy> network;
    private final Clock clock;

    public Admission(Supplier<TrustAnchors> trust, Supplier<NetworkPolicy> network, Clock clock) {
        this.trust = trust;
        this.network = network;
        this.clock = clock;
    }

    /** Who says hello; throws the refusal. */
    Session.Who admit(Hello hello, List<X509Certificate> chain) {
        if (hello.getVersionMin() > VERSION || hello.getVersionMax() < VERSION) {
            throw new RefusedException(
                    RefusalCode.VERSION_UNSUPPORTED,
                    "version: " + hello.getVersionMin() + "-" + hello.getVersionMax() + " (expected: a range with "
                            + VERSION + ")");
        }
        problem(chain).ifPresent(refusal -> {
            throw refusal;
        });
        if (hello.getInstance().size() != INSTANCE_LENGTH) {
            throw new RefusedException(
                    RefusalCode.REQUEST_INVALID,
                    "instance: " + hello.getInstance().size() + " bytes (expected: " + INSTANCE_LENGTH + ")");
        }
        if (hello.getFrameMax() != 0 && Integer.compareUnsigned(hello.getFrameMax(), FRAME_MAX_LEAST) < 0) {
            throw new RefusedException(
                    RefusalCode.REQUEST_INVALID,
                    "frame_max: " + Integer.toUnsignedString(hello.getFrameMax()) + " (expected: 0, or at least "
                            + FRAME_MAX_LEAST + ")");
        }
        ByteString instance = hello.getInstance();
        return new Session.Who(node(chain), chain, instance, hello.getEpoch(), printable(hello.getAgent()));
    }

    /** What is wrong with a peer's certificate by now, if anything: trust and network may change under a session. */
    Optional<RefusedException> problem(List<X509Certificate> chain) {
        try {
            var problem = trust.get().check(chain, CertificateUse.TLS_CLIENT, clock.instant());
            if (problem.isPresent()) {
                return Optional.of(new RefusedException(
                        problem.get().reason().connectionRefusal(),
                        problem.get().text()));
            }
            NodeId node = node(chain);
            if (network.get().node(node).isEmpty()) {
                return Optional.of(new RefusedException(
                        RefusalCode.NODE_UNKNOWN,
                        "node: " + node + " (expected: a node of the network file of "
                                + network.get().network() + ")"));
            }
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e);
        }
    }

    private static NodeId node(List<X509Certificate> chain) {
        try {
            CertificateIdentity identity = CertificateIdentity.of(chain.get(0));
            if (identity instanceof CertificateIdentity.Node node) {
                return node.id();
            }
            throw new RefusedException(
                    RefusalCode.NODE_UNKNOWN, "certificate: names " + identity + " (expected: a node)");
        } catch (CredentialException e) {
            throw new RefusedException(RefusalCode.NODE_UNKNOWN, String.valueOf(e.getMessage()));
        }
    }

    private static String printable(String agent) {
        String text = agent.length() > AGENT_MAX ? agent.substring(0, AGENT_MAX) : agent;
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
