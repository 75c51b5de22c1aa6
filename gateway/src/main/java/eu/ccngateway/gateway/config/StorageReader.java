package eu.ccngateway.gateway.config;

import eu.ccngateway.gateway.config.StorageConfig.Embedded;
import eu.ccngateway.gateway.config.StorageConfig.Journal;
import eu.ccngateway.gateway.config.StorageConfig.Remote;
import eu.ccngateway.gateway.yaml.Value;
import eu.ccngateway.gateway.yaml.Values;
import eu.ccngateway.gateway.yaml.YamlMap;
import eu.ccngateway.gateway.yaml.YamlNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Binds {@code storage}: embedded, which is the default, or remote. */
final class StorageReader {

    private static final Value<String> BROKER =
            Values.text(text -> text.matches("[A-Za-z0-9._\\[\\]:-]+:[0-9]{1,5}"), "HOST:PORT, as in broker1:61617");
    private static final Value<String> PREFIX =
            Values.text(text -> text.matches("([A-Za-z0-9_-]+\\.)*"), "words that end with a dot, as in ccn.");
    private static final Value<Duration> PATIENCE = Values.duration(Duration.ofSeconds(1), Duration.ofMinutes(10));
    private static final Value<String> USER = Values.text(text -> text.matches("[\\x21-\\x7e]{1,100}"), "a user name");
    private static final long MIB = 1L << 20;

    private final KeyReader keys;
    private final Value<Path> path;

    StorageReader(Path directory) {
        this.keys = new KeyReader(directory);
        this.path = KeyReader.path(directory);
    }

    Optional<StorageConfig> read(YamlMap map) {
        Optional<YamlNode> remote = map.get("remote");
        Optional<YamlMap> embedded = map.map("embedded");
        if (remote.isPresent() && map.get("embedded").isPresent()) {
            map.wrong("remote", "beside embedded (expected: one of them)");
        }
        map.refuseOthers();
        return remote.isPresent()
                ? remote.flatMap(YamlNode::map).flatMap(this::remote)
                : embedded.map(StorageReader::embedded);
    }

    private static StorageConfig embedded(YamlMap map) {
        Embedded embedded = new Embedded(
                map.optional("journal", Values.oneOf(Journal.class), Journal.BEST),
                map.optional("memory", Values.bytes(16 * MIB, Long.MAX_VALUE / 2)),
                map.optional("min-free", Values.bytes(0, Long.MAX_VALUE / 2), 256 * MIB),
                Math.toIntExact(map.optional("journal-file", Values.bytes(4 * MIB, 1024 * MIB), 64 * MIB)),
                map.optional("journal-files-kept", Values.integer(2, 1_000), 10));
        map.refuseOthers();
        return embedded;
    }

    private Optional<StorageConfig> remote(YamlMap map) {
        List<String> brokers =
                map.required("brokers").map(node -> node.values(BROKER)).orElse(List.of());
        boolean isPlain = map.optional("plain", Values.yesNo(), false);
        List<Path> trust = map.get("trust").map(node -> node.values(path)).orElse(List.of());
        Optional<KeySource> key = map.get("tls").flatMap(YamlNode::map).flatMap(keys::read);
        if (isPlain == !trust.isEmpty()) {
            map.wrong(
                    isPlain ? "plain" : "trust",
                    (isPlain ? "true, beside trust" : "missing")
                            + " (expected: root certificates of the broker; or plain: true, for a broker on this machine)");
        }
        Optional<StorageConfig.Login> login = map.optional("user", USER)
                .map(user -> new StorageConfig.Login(user, keys.secret(map, "password", true)));
        String prefix = map.optional("prefix", PREFIX, "");
        Duration patience = map.optional("patience", PATIENCE, Duration.ofSeconds(60));
        map.refuseOthers();
        Optional<StorageConfig.BrokerTrust> tls =
                isPlain ? Optional.empty() : Optional.of(new StorageConfig.BrokerTrust(trust, key));
        return Optional.of(new Remote(brokers, tls, login, prefix, patience));
    }
}
