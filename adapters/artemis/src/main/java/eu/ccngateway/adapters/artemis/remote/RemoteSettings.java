package eu.ccngateway.adapters.artemis.remote;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Which broker to use, and as whom.
 *
 * @param gateway this gateway's own name at the broker; a second one under the same name waits until the first is gone
 * @param brokers the broker and its backup, in the order they are tried; they hold the same data, one is active
 * @param tls with our certificate and the authorities we trust, see {@link BrokerTls}; without it the connection is plain
 * @param login user and password, if the broker wants them
 * @param prefix before every address and queue name, so that several networks can share a broker; may be empty
 * @param patience how long a unit of work may wait for a broker that takes it
 */
public record RemoteSettings(
        String gateway,
        List<BrokerAddress> brokers,
        Optional<SSLContext> tls,
        Optional<BrokerLogin> login,
        String prefix,
        Duration patience) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public RemoteSettings {
        brokers = List.copyOf(brokers);
        if (brokers.isEmpty()) {
            throw new IllegalArgumentException("brokers: none (expected: host:port of at least one)");
        }
        if (!gateway.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "gateway: " + gateway + " (expected: 1 to 64 of A-Z a-z 0-9 . _ -, unlike any other gateway's)");
        }
        if (!prefix.matches("([A-Za-z0-9_-]+\\.)*")) {
            throw new IllegalArgumentException(
                    "prefix: " + prefix + " (expected: words that end with a dot, or empty)");
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience: " + patience + " (expected: more than nothing)");
        }
    }

    /** Plain and without login, for a broker on this machine. */
    public static RemoteSettings plain(String gateway, String prefix, BrokerAddress... brokers) {
        return new RemoteSettings(gateway, List.of(brokers), Optional.empty(), Optional.empty(), prefix, PATIENCE);
    }

    public RemoteSettings withTls(SSLContext context) {
        return new RemoteSettings(gateway, brokers, Optional.of(context), login, prefix, patience);
    }

    public RemoteSettings withLogin(BrokerLogin newLogin) {
        return new RemoteSettings(gateway, brokers, tls, Optional.of(newLogin), prefix, patience);
    }

    public RemoteSettings withPatience(Duration newPatience) {
        return new RemoteSettings(gateway, brokers, tls, login, prefix, newPatience);
    }
}
