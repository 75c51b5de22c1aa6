package eu.ccngateway.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where messages are kept. */
public sealed interface StorageConfig {

    /** A broker inside this process. */
    record Embedded(
            Journal journal, Optional<Long> memoryBytes, long minFreeBytes, int journalFileBytes, int journalFilesKept)
            implements StorageConfig {}

    /**
     * A broker of its own.
     *
     * @param brokers where it, and its backup, listen: host:port
     * @param tls how to reach it; empty = without TLS, for a broker on this machine
     * @param prefix before every name there, so that several networks can share a broker; may be empty
     * @param patience how long a unit of work may wait for it
     */
    record Remote(
            List<String> brokers, Optional<BrokerTrust> tls, Optional<Login> login, String prefix, Duration patience)
            implements StorageConfig {
        public Remote {
            brokers = List.copyOf(brokers);
        }
    }

    /**
     * TLS to a broker.
     *
     * @param authorities root certificates of the broker's own
     * @param key what is shown to the broker; empty = the gateway's TLS key
     */
    record BrokerTrust(List<Path> authorities, Optional<KeySource> key) {
        public BrokerTrust {
            authorities = List.copyOf(authorities);
        }
    }

    /** User and password at a broker. */
    record Login(String user, Secret password) {}

    /** How the embedded broker writes. */
    enum Journal {
        /** Through libaio where it is there, else through Java. */
        BEST,
        /** Through Java. */
        NIO
    }
}
