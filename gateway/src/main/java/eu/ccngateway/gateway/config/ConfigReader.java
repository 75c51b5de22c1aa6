package eu.ccngateway.gateway.config;

import eu.ccngateway.gateway.yaml.Value;
import eu.ccngateway.gateway.yaml.Values;
import eu.ccngateway.gateway.yaml.YamlMap;
import eu.ccngateway.gateway.yaml.YamlNode;
import eu.ccngateway.protocol.message.GatewayId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Binds a configuration file, top to bottom. */
final class ConfigReader {

    private static final Value<GatewayId> GATEWAY =
            Values.parsed(GatewayId::parse, "NAME@NETWORK, as in GW1@demo, the name in its certificates");
    private static final Value<String> HOST = Values.text(
            text -> text.matches("[A-Za-z0-9._:-]{1,255}"), "a host name or address of this machine, as in 127.0.0.1");
    private static final Value<Integer> PORT = Values.integer(0, 65_535);
    private static final Value<String> SHA256 =
            Values.text(text -> text.matches("[0-9a-f]{64}"), "64 lower-case hex digits");
    private static final long ARCHIVE_MIN = 128L << 20;

    private final Path directory;
    private final KeyReader keys;
    private final Value<Path> path;

    /** @param directory where relative paths start */
    ConfigReader(Path directory) {
        this.directory = directory;
        this.keys = new KeyReader(directory);
        this.path = KeyReader.path(directory);
    }

    Optional<GatewayConfig> read(YamlMap top) {
        Optional<GatewayId> gateway = top.required("gateway", GATEWAY);
        Path network = top.optional("network", path, directory.resolve("network.yaml"));
        Path data = top.optional("data", path, directory.resolve("data"));
        Optional<HostPort> listen =
                top.required("listen").flatMap(YamlNode::map).flatMap(ConfigReader::hostPort);
        Optional<AdminConfig> admin =
                top.required("admin").flatMap(YamlNode::map).flatMap(this::admin);
        Optional<KeySource> tls = top.required("tls").flatMap(YamlNode::map).flatMap(keys::read);
        Optional<KeySource> seal =
                top.get("seal").flatMap(YamlNode::map).flatMap(keys::read).or(() -> tls);
        Optional<TrustConfig> trust =
                top.required("trust").flatMap(YamlNode::map).map(this::trust);
        Optional<StorageConfig> storage = top.map("storage").flatMap(new StorageReader(directory)::read);
        Optional<LimitsConfig> limits = top.map("limits").map(LimitsReader::read);
        Optional<SessionConfig> sessions = top.map("sessions").map(ConfigReader::sessions);
        Optional<KeepingConfig> keeping = keeping(top, data);
        Optional<MonitoringConfig> monitoring = top.map("monitoring").map(this::monitoring);
        top.refuseOthers();
        if (gateway.isEmpty() || listen.isEmpty() || admin.isEmpty() || tls.isEmpty() || seal.isEmpty()) {
            return Optional.empty();
        }
        if (trust.isEmpty() || storage.isEmpty() || limits.isEmpty() || sessions.isEmpty() || keeping.isEmpty()) {
            return Optional.empty();
        }
        return monitoring.map(watched -> new GatewayConfig(
                gateway.get(),
                listen.get(),
                admin.get(),
                network,
                new Credentials(tls.get(), seal.get(), trust.get()),
                data,
                storage.get(),
                limits.get(),
                sessions.get(),
                keeping.get(),
                watched));
    }

    private MonitoringConfig monitoring(YamlMap map) {
        MonitoringConfig usual = MonitoringConfig.in(directory.resolve("availability"));
        Duration week = Duration.ofDays(7);
        MonitoringConfig read = new MonitoringConfig(
                map.optional("availability", path, usual.availabilityDirectory()),
                map.optional(
                        "count-every", Values.duration(Duration.ofSeconds(1), Duration.ofDays(1)), usual.countEvery()),
                map.optional("cod-warning", Values.duration(Duration.ofSeconds(10), week), usual.codWarning()),
                map.optional("cod-error", Values.duration(Duration.ofSeconds(10), week), usual.codError()));
        if (read.codError().compareTo(read.codWarning()) <= 0) {
            map.wrong(
                    "cod-error",
                    read.codError().toSeconds() + " s (expected: more than cod-warning, "
                            + read.codWarning().toSeconds() + " s)");
        }
        map.refuseOthers();
        return read;
    }

    private static Optional<HostPort> hostPort(YamlMap map) {
        Optional<HostPort> listen = hostAndPort(map);
        map.refuseOthers();
        return listen;
    }

    private static Optional<HostPort> hostAndPort(YamlMap map) {
        String host = map.optional("host", HOST, "127.0.0.1");
        return map.required("port", PORT).map(port -> new HostPort(host, port));
    }

    private Optional<AdminConfig> admin(YamlMap map) {
        Optional<HostPort> listen = hostAndPort(map);
        List<String> hosts = map.get("hosts").map(node -> node.values(HOST)).orElse(List.of());
        Optional<String> token = map.hidden("operator-token-sha256", SHA256);
        Optional<Path> availability = map.optional("availability", path);
        map.refuseOthers();
        return listen.map(it -> new AdminConfig(it, hosts, token, availability));
    }

    private TrustConfig trust(YamlMap map) {
        List<Path> anchors =
                map.required("anchors").map(node -> node.values(path)).orElse(List.of());
        List<Path> lists =
                map.get("revocation-lists").map(node -> node.values(path)).orElse(List.of());
        boolean isRequired = map.optional("revocation-required", Values.yesNo(), true);
        Duration grace =
                map.optional("grace", Values.duration(Duration.ZERO, Duration.ofDays(30)), Duration.ofHours(24));
        if (isRequired && lists.isEmpty() && map.get("anchors").isPresent()) {
            map.wrong(
                    "revocation-lists",
                    "missing (expected: the CRL of every authority, or revocation-required: false)");
        }
        map.refuseOthers();
        return new TrustConfig(anchors, lists, isRequired, grace);
    }

    private static SessionConfig sessions(YamlMap map) {
        SessionConfig usual = SessionConfig.DEFAULTS;
        SessionConfig sessions = new SessionConfig(
                map.optional(
                        "heartbeat", Values.duration(Duration.ofMillis(100), Duration.ofMinutes(5)), usual.heartbeat()),
                map.optional(
                        "silence-max",
                        Values.duration(Duration.ofMillis(200), Duration.ofMinutes(15)),
                        usual.silenceMax()),
                map.optional("drain-grace", Values.duration(Duration.ZERO, Duration.ofMinutes(10)), usual.drainGrace()),
                map.optional("back-outs-max", Values.integer(1, 1_000), usual.backOutsMax()));
        if (sessions.silenceMax().compareTo(sessions.heartbeat().multipliedBy(2)) < 0) {
            map.wrong(
                    "silence-max",
                    "shorter than two heartbeats of " + sessions.heartbeat().toMillis()
                            + " ms (expected: three or more, so that one lost is no reason to close)");
        }
        map.refuseOthers();
        return sessions;
    }

    private Optional<KeepingConfig> keeping(YamlMap top, Path data) {
        Optional<YamlMap> evidence = top.map("evidence");
        Optional<YamlMap> archive = top.map("archive");
        Optional<YamlMap> duplicates = top.map("duplicates");
        if (evidence.isEmpty() || archive.isEmpty() || duplicates.isEmpty()) {
            return Optional.empty();
        }
        Path directory = evidence.get().optional("directory", path, data.resolve("evidence"));
        int days = evidence.get().optional("days", Values.integer(2, 36_500), 3_650);
        boolean isArchiving = archive.get().optional("enabled", Values.yesNo(), false);
        long bytes = archive.get().optional("max-bytes", Values.bytes(ARCHIVE_MIN, Long.MAX_VALUE / 2), 1L << 30);
        int perDomain = duplicates.get().optional("ids-per-domain", Values.integer(1_000, 100_000_000), 1_000_000);
        int total = duplicates.get().optional("ids-total", Values.integer(1_000, 100_000_000), 1_000_000);
        if (total < perDomain) {
            duplicates.get().wrong("ids-total", total + " (expected: " + perDomain + " or more, as ids-per-domain)");
        }
        evidence.get().refuseOthers();
        archive.get().refuseOthers();
        duplicates.get().refuseOthers();
        return Optional.of(new KeepingConfig(directory, days, isArchiving ? bytes : 0, perDomain, total));
    }
}
