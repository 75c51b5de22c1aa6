package eu.ccngateway.launcher.assembly;

import eu.ccngateway.adapters.artemis.embedded.EmbeddedArtemis;
import eu.ccngateway.adapters.artemis.embedded.EmbeddedSettings;
import eu.ccngateway.adapters.artemis.embedded.EmbeddedSettings.JournalKind;
import eu.ccngateway.adapters.artemis.remote.BrokerAddress;
import eu.ccngateway.adapters.artemis.remote.BrokerLogin;
import eu.ccngateway.adapters.artemis.remote.BrokerTls;
import eu.ccngateway.adapters.artemis.remote.RemoteArtemis;
import eu.ccngateway.adapters.artemis.remote.RemoteSettings;
import eu.ccngateway.gateway.config.GatewayConfig;
import eu.ccngateway.gateway.config.KeySource;
import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.gateway.config.StorageConfig;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.protocol.tls.KeyFiles;
import eu.ccngateway.protocol.tls.KeyMaterial;
import eu.ccngateway.protocol.tls.TrustAnchors;
import eu.ccngateway.protocol.tls.TrustPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Opens the store that a configuration names. */
final class Storage {

    private final GatewayConfig config;
    private final Secret.Environment environment;
    private final Clock clock;

    Storage(GatewayConfig config, Secret.Environment environment, Clock clock) {
        this.config = config;
        this.environment = environment;
        this.clock = clock;
    }

    DurableQueues open() {
        return config.storage() instanceof StorageConfig.Embedded embedded
                ? EmbeddedArtemis.open(embedded(embedded))
                : RemoteArtemis.open(remote((StorageConfig.Remote) config.storage()), clock);
    }

    private EmbeddedSettings embedded(StorageConfig.Embedded embedded) {
        EmbeddedSettings settings = EmbeddedSettings.in(config.dataDirectory().resolve("queues"))
                .withJournal(embedded.journal() == StorageConfig.Journal.NIO ? JournalKind.NIO : JournalKind.BEST)
                .withMinFreeBytes(embedded.minFreeBytes())
                .withJournalFiles(embedded.journalFileBytes(), embedded.journalFilesKept());
        return embedded.memoryBytes().map(settings::withMemoryBytes).orElse(settings);
    }

    private RemoteSettings remote(StorageConfig.Remote remote) {
        return new RemoteSettings(
                config.gateway().name() + "." + config.gateway().network(),
                remote.brokers().stream().map(BrokerAddress::parse).toList(),
                remote.tls().map(this::tls),
                remote.login()
                        .map(login -> new BrokerLogin(
                                login.user(), String.valueOf(login.password().read(environment)))),
                remote.prefix(),
                remote.patience());
    }

    private SSLContext tls(StorageConfig.BrokerTrust tls) {
        KeySource source = tls.key().orElse(config.credentials().tls());
        KeyMaterial key = source.load(new KeyFiles(clock), environment);
        TrustAnchors authorities =
                TrustAnchors.load(tls.authorities(), List.of(), new TrustPolicy(false, Duration.ZERO));
        return BrokerTls.context(key, List.copyOf(authorities.roots()));
    }

    /** What is said about it, for people. */
    static String described(StorageConfig storage) {
        if (storage instanceof StorageConfig.Remote remote) {
            return "remote, " + String.join(" or ", remote.brokers())
                    + (remote.tls().isPresent() ? ", TLS" : ", plain");
        }
        return "embedded, journal " + ((StorageConfig.Embedded) storage).journal();
    }

    /** Whether a secret can be read, as a fault for people where it cannot. */
    static Optional<String> secretFault(StorageConfig storage, Secret.Environment environment) {
        if (storage instanceof StorageConfig.Remote remote && remote.login().isPresent()) {
            try {
                remote.login().get().password().read(environment);
            } catch (Secret.SecretMissing e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }
}
