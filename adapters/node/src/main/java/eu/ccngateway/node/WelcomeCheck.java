package eu.ccngateway.node;

import eu.ccngateway.protocol.message.GatewayId;
import eu.ccngateway.protocol.tls.CertificateIdentity;
import eu.ccngateway.protocol.tls.MutualTls;
import eu.ccngateway.protocol.wire.Welcome;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;

/** Holds what a gateway says in its Welcome against its certificate and the node's configuration. */
final class WelcomeCheck {

    private WelcomeCheck() {}

    static void check(NodeConfig config, Channel by, Endpoint endpoint, Welcome welcome) {
        GatewayId certified = certified(by);
        require(endpoint + " calls itself", welcome.getGateway(), certified.toString(), "its certificate says so");
        require(endpoint + " serves the network", welcome.getNetwork(), certified.network(), "its certificate says so");
        require(
                "the TLS certificate is of",
                welcome.getNode(),
                config.node().toString(),
                "the sealing certificate says so; both must be of one node");
        config.environment()
                .ifPresent(wanted -> require(
                        endpoint + " serves the environment", welcome.getEnvironment(), wanted, "it is configured"));
    }

    private static void require(String what, String seen, String expected, String why) {
        if (!seen.equals(expected)) {
            throw new NodeException(what + " " + seen + " (expected: " + expected + ", as " + why + ")");
        }
    }

    private static GatewayId certified(Channel channel) {
        SslHandler ssl = channel.pipeline().get(SslHandler.class);
        CertificateIdentity identity =
                CertificateIdentity.of(MutualTls.peer(ssl.engine()).get(0));
        if (identity instanceof CertificateIdentity.Gateway gateway) {
            return gateway.id();
        }
        throw new NodeException("the other end is " + identity + " (expected: a gateway)");
    }
}
