package eu.ccngateway.gateway.config;

import java.nio.file.Path;
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
     * @param urls where it, and its backups, listen
     * @param trust root certificates of the broker's TLS certificate; empty where the URLs do not use TLS
     * @param key for brokers that ask for a client certificate
     */
    record Remote(List<String> urls, String user, Secret password, List<Path> trust, Optional<KeySource> key)
            implements StorageConfig {
        public Remote {
            urls = List.copyOf(urls);
            trust = List.copyOf(trust);
        }
    }

    /** How the embedded broker writes. */
    enum Journal {
        /** Through libaio where it is there, else through Java. */
        BEST,
        /** Through Java. */
        NIO
    }
}
