package eu.ccngateway.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.gateway.yaml.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayConfigTest {

    private static final String LEAST = """
            gateway: GW1@demo
            listen: { port: 4433 }
            admin: { port: 4480 }
            tls: { certificate: tls.crt, key: tls.key }
            trust: { anchors: root.crt, revocation-lists: [crl/root.crl, crl/issuing.crl] }
            """;

    @TempDir
    Path directory;

    private GatewayConfig read(String yaml) throws Exception {
        return GatewayConfig.read(Files.writeString(directory.resolve("gateway.yaml"), yaml));
    }

    private List<String> faults(String yaml) throws Exception {
        try {
            read(yaml);
            return List.of();
        } catch (ConfigInvalid e) {
            return e.faults().stream().map(GatewayConfigTest::withoutDirectory).toList();
        }
    }

    private static String withoutDirectory(Fault fault) {
        return fault.toString().replaceAll("^.*gateway\\.yaml", "gateway.yaml");
    }

    @Test
    void fillsEverythingUnsaidWithSafeDefaults() throws Exception {
        GatewayConfig config = read(LEAST);

        assertThat(config.gateway()).hasToString("GW1@demo");
        assertThat(config.listen()).hasToString("127.0.0.1:4433");
        assertThat(config.admin())
                .isEqualTo(new AdminConfig(new HostPort("127.0.0.1", 4480), List.of(), Optional.empty()));
        assertThat(config.networkFile()).isEqualTo(directory.resolve("network.yaml"));
        assertThat(config.credentials().seal()).isEqualTo(config.credentials().tls());
        assertThat(config.credentials().trust().isRevocationRequired()).isTrue();
        assertThat(config.storage())
                .isEqualTo(new StorageConfig.Embedded(
                        StorageConfig.Journal.BEST, Optional.empty(), 256L << 20, 64 << 20, 10));
        assertThat(config.limits()).isEqualTo(LimitsConfig.DEFAULTS);
        assertThat(config.sessions()).isEqualTo(SessionConfig.DEFAULTS);
        assertThat(config.keeping())
                .isEqualTo(new KeepingConfig(directory.resolve("data/evidence"), 3_650, 0, 1_000_000, 1_000_000));
        assertThat(config.monitoring())
                .isEqualTo(new MonitoringConfig(
                        directory.resolve("availability"),
                        Duration.ofMinutes(10),
                        Duration.ofHours(1),
                        Duration.ofHours(24)));
    }

    @Test
    void readsWhenAMessageWithoutCodIsLate() throws Exception {
        assertThat(read(LEAST + "monitoring: { cod-warning: 30 min, cod-error: 4 h, count-every: 1 min }\n")
                        .monitoring())
                .isEqualTo(new MonitoringConfig(
                        directory.resolve("availability"),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(30),
                        Duration.ofHours(4)));
        assertThatThrownBy(() -> read(LEAST + "monitoring: { cod-warning: 4 h, cod-error: 30 min }\n"))
                .hasMessageContaining("monitoring.cod-error: 1800 s (expected: more than cod-warning, 14400 s)");
    }

    @Test
    void startsRelativePathsAtTheFile() throws Exception {
        GatewayConfig config = read(LEAST);

        assertThat(config.credentials().tls())
                .isEqualTo(new KeySource.Pem(
                        directory.resolve("tls.crt"), directory.resolve("tls.key"), new Secret.None()));
        assertThat(config.credentials().trust().revocationLists())
                .containsExactly(directory.resolve("crl/root.crl"), directory.resolve("crl/issuing.crl"));
    }

    @Test
    void readsKeysFromStoresAndTokens() throws Exception {
        GatewayConfig config = read(LEAST.replace(
                        "tls: { certificate: tls.crt, key: tls.key }",
                        "tls: { pkcs12: tls.p12, password-env: TLS_PASSWORD }")
                + "seal: { pkcs11: token.cfg, pin-file: /run/pin, alias: seal }\n");

        assertThat(config.credentials().tls())
                .isEqualTo(
                        new KeySource.Pkcs12(directory.resolve("tls.p12"), new Secret.InEnvironment("TLS_PASSWORD")));
        assertThat(config.credentials().seal())
                .isEqualTo(new KeySource.Pkcs11(
                        directory.resolve("token.cfg"), new Secret.InFile(Path.of("/run/pin")), Optional.of("seal")));
    }

    @Test
    void readsRemoteStorage() throws Exception {
        GatewayConfig config = read(
                LEAST
                        + "storage: { remote: { brokers: [b1:61617, b2:61617], trust: broker.crt, user: ccn, password-file: pw } }\n");

        assertThat(config.storage())
                .isEqualTo(new StorageConfig.Remote(
                        List.of("b1:61617", "b2:61617"),
                        Optional.of(new StorageConfig.BrokerTrust(
                                List.of(directory.resolve("broker.crt")), Optional.empty())),
                        Optional.of(new StorageConfig.Login("ccn", new Secret.InFile(directory.resolve("pw")))),
                        "",
                        Duration.ofSeconds(60)));
    }

    @Test
    void readsAPlainBrokerOnlyWhenItIsSaid() throws Exception {
        assertThat(faults(LEAST + "storage: { remote: { brokers: b1:61617 } }\n"))
                .singleElement()
                .asString()
                .contains(
                        "6:20: storage.remote.trust: missing (expected: root certificates of the broker; or plain: true");
        assertThat(read(LEAST + "storage: { remote: { brokers: b1:61617, plain: true } }\n")
                        .storage())
                .isEqualTo(new StorageConfig.Remote(
                        List.of("b1:61617"), Optional.empty(), Optional.empty(), "", Duration.ofSeconds(60)));
    }

    @Test
    void readsWhatIsKept() throws Exception {
        GatewayConfig config = read(LEAST + """
                evidence: { directory: /var/evidence, days: 90 }
                archive: { enabled: true, max-bytes: 2 GiB }
                duplicates: { ids-per-domain: 5000, ids-total: 20000 }
                """);

        assertThat(config.keeping())
                .isEqualTo(new KeepingConfig(Path.of("/var/evidence"), 90, 2L << 30, 5_000, 20_000));
    }

    @Test
    void reportsEveryFaultAtItsLine() throws Exception {
        String yaml = """
                gateway: GW1
                listen: { host: 'not a host', port: 70000 }
                admin: { port: 4480, operator-token-sha256: secret, token: x }
                tls: { certificate: tls.crt, pkcs12: tls.p12 }
                seal: { pkcs12: seal.p12, password: secret }
                trust: { anchors: root.crt }
                storage: { remote: { brokers: [b1], plain: true, user: ccn, password-file: a, password-env: b } }
                limits: { frame-max: 200 KiB, call-max: 512 KiB, payload-max: 1 GiB }
                sessions: { heartbeat: 5 s, silence-max: 6 s, drain-grace: 10 }
                duplicates: { ids-per-domain: 5000, ids-total: 4000 }
                archive: { enable: yes }
                """;

        assertThat(faults(yaml))
                .containsExactly(
                        "gateway.yaml:1:10: gateway: GW1 (expected: NAME@NETWORK, as in GW1@demo, the name in its certificates)",
                        "gateway.yaml:2:17: listen.host: not a host (expected: a host name or address of this machine, as in 127.0.0.1)",
                        "gateway.yaml:2:37: listen.port: 70000 (expected: 0-65535)",
                        "gateway.yaml:3:45: admin.operator-token-sha256: not what it should be (expected: 64 lower-case hex digits)",
                        "gateway.yaml:3:53: admin: token (expected: one of host, port, hosts, operator-token-sha256, availability)",
                        "gateway.yaml:4:30: tls.pkcs12: beside certificate (expected: one of certificate with key, pkcs12 or pkcs11)",
                        "gateway.yaml:5:7: seal.password-file: missing (expected: a file with it, or password-env with a variable)",
                        "gateway.yaml:5:27: seal: password (expected: one of certificate, pkcs12, pkcs11, password-file, password-env)",
                        "gateway.yaml:6:8: trust.revocation-lists: missing (expected: the CRL of every authority, or revocation-required: false)",
                        "gateway.yaml:7:32: storage.remote.brokers[0]: b1 (expected: HOST:PORT, as in broker1:61617)",
                        "gateway.yaml:7:79: storage.remote.password-env: beside password-file (expected: one of them)",
                        "gateway.yaml:8:11: limits.frame-max: 204800 bytes (expected: at least 335872, for a payload of inline-max, its header and its seal)",
                        "gateway.yaml:8:31: limits.call-max: 524288 bytes (expected: at most inline-max, 262144)",
                        "gateway.yaml:8:50: limits.payload-max: 1073741824 bytes (expected: at most in-flight-bytes-max, 536870912)",
                        "gateway.yaml:9:29: sessions.silence-max: shorter than two heartbeats of 5000 ms (expected: three or more, so that one lost is no reason to close)",
                        "gateway.yaml:9:60: sessions.drain-grace: 10 (expected: 0 ms to 10 min, as in 30 s)",
                        "gateway.yaml:10:37: duplicates.ids-total: 4000 (expected: 5000 or more, as ids-per-domain)",
                        "gateway.yaml:11:12: archive: enable (expected: one of enabled, max-bytes; did you mean enabled?)");
    }

    @Test
    void neverShowsAPasswordThatStandsWhereItsVariableShould() throws Exception {
        String yaml = LEAST.replace("key: tls.key", "key: tls.key, password-env: 'hunter 2'");

        assertThat(faults(yaml))
                .singleElement()
                .asString()
                .contains("tls.password-env")
                .doesNotContain("hunter");
    }

    @Test
    void namesEverythingThatMustBeThere() throws Exception {
        assertThat(faults("data: d\n"))
                .containsExactly(
                        "gateway.yaml:1:1: gateway: missing (expected: a value; add it)",
                        "gateway.yaml:1:1: listen: missing (expected: a value; add it)",
                        "gateway.yaml:1:1: admin: missing (expected: a value; add it)",
                        "gateway.yaml:1:1: tls: missing (expected: a value; add it)",
                        "gateway.yaml:1:1: trust: missing (expected: a value; add it)");
    }

    @Test
    void readsPasswordsOnlyWhenAsked() throws Exception {
        Path file = Files.writeString(directory.resolve("pw"), "first line\nsecond\n");
        Secret.Environment environment = Secret.Environment.of(name -> name.equals("SET") ? "value" : null);

        assertThat(new Secret.InFile(file).read(environment)).containsExactly("first line".toCharArray());
        assertThat(new Secret.InEnvironment("SET").read(environment)).containsExactly("value".toCharArray());
        assertThatThrownBy(() -> new Secret.InEnvironment("UNSET").read(environment))
                .isInstanceOf(Secret.SecretMissing.class)
                .hasMessage("environment variable UNSET: not set (expected: the password)");
        assertThatThrownBy(() -> new Secret.InFile(directory.resolve("none")).read(environment))
                .isInstanceOf(Secret.SecretMissing.class)
                .hasMessageContaining("none: password file cannot be read");
    }
}
