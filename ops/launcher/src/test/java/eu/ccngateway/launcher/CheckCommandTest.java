package eu.ccngateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.config.GatewayConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check}, on the example files of {@code ops/} beside a PKI as they expect it. */
class CheckCommandTest {

    private static final Path EXAMPLES = Path.of("..");

    @TempDir
    Path directory;

    private Path config;

    @BeforeEach
    void copyTheExamples() throws Exception {
        config = Files.copy(EXAMPLES.resolve("gateway.yaml"), directory.resolve("gateway.yaml"));
        Files.copy(EXAMPLES.resolve("network.yaml"), directory.resolve("network.yaml"));
        String pki = directory.resolve("pki").toString();
        new Shell().run("pki", "init", "--dir", pki);
        for (String use : new String[] {"tls", "seal"}) {
            new Shell().run("pki", "issue", "--dir", pki, "--gateway", "GW1@demo", "--use", use);
        }
    }

    private Shell.Result check(String... arguments) {
        return new Shell("--config", config.toString())
                .run(Stream.concat(Stream.of("check"), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test
    void explainsTheExamples() {
        Shell.Result result = check();

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("usable");
        assertThat(result.out())
                .contains("GW1@demo", "127.0.0.1:7443", "embedded", "expires in", "network demo".substring(8))
                .containsPattern("[1-9][0-9]+ nodes, [1-9][0-9]+ queues");
    }

    @Test
    void saysWhatANodeMayDo() {
        assertThat(check("--node", "NTA.FR@CUSTTAX.FR").out()).contains("PUT", "CORE-RCT-QUE.NCTS@*", "*-MSG.NCTS");
        assertThat(check("--node", "NTA.XX@CUSTTAX.FR").code()).isEqualTo(1);
    }

    @Test
    void reportsEveryFaultOfEveryFile() throws Exception {
        Files.writeString(directory.resolve("network.yaml"), "network: other\nenvironment: rct\n");
        Files.delete(directory.resolve("pki/gateways/GW1@demo/tls.key"));
        Shell.Result result = check();

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("tls.key: no such file")
                .contains("network.yaml:2:14: environment: rct")
                .contains("network.yaml:1:1: domains: missing")
                .contains("not usable");
    }

    @Test
    void reportsFaultsOfTheConfigurationWithTheirLines() throws Exception {
        Files.writeString(config, Files.readString(config).replace("port: 7443", "port: 74430"));
        Shell.Result result = check();

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("listen.port: 74430 (expected: 0-65535)");
    }

    @Test
    void seesThatTheNetworkFileIsOfAnotherNetwork() throws Exception {
        Path network = directory.resolve("network.yaml");
        Files.writeString(network, Files.readString(network).replace("network: demo", "network: other"));

        assertThat(check().err()).contains("network: other (expected: demo, as the gateway's name GW1@demo says)");
    }

    @Test
    void showsTheRealDefaultsInItsComments() throws Exception {
        GatewayConfig unsaid = GatewayConfig.read(config);
        String said = Files.readString(config)
                .replaceAll("(?m)^# (?=[a-z]+:)", "")
                .replaceAll("(?m)^#   (?=[a-z-]+: )", "  ")
                .replaceAll("(?m)^  # (revocation-required|grace):", "  $1:")
                .replaceAll("(?m)^    # (min-free|journal-file|journal-files-kept):", "    $1:");
        assertThat(said)
                .contains(
                        "\nlimits:\n  frame-max: 1 MiB", "\n    min-free: 256 MiB", "\nsessions: {", "\n  grace: 24 h");
        Files.writeString(config, said);

        assertThat(GatewayConfig.read(config)).isEqualTo(unsaid);
    }

    @Test
    void leavesNothingBehind() throws Exception {
        check();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.sorted(Comparator.naturalOrder())
                            .map(path -> path.getFileName().toString()))
                    .containsExactly("gateway.yaml", "network.yaml", "pki");
        }
    }
}
