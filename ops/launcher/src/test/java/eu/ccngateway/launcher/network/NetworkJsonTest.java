package eu.ccngateway.launcher.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.launcher.console.CommandFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.TypeConversionException;

class NetworkJsonTest {

    @TempDir
    Path directory;

    @Test
    void readsWhatItWrote() throws Exception {
        TreeMap<String, NetworkJson.NodeKeys> nodes = new TreeMap<>();
        nodes.put(
                "NTA.FR",
                new NetworkJson.NodeKeys(
                        "CUSTTAX.FR",
                        Path.of("/k/t.crt"),
                        Path.of("/k/t.key"),
                        Path.of("/k/s.crt"),
                        Path.of("/k/s.key")));
        NetworkJson json = new NetworkJson(
                "127.0.0.1:1",
                "http://127.0.0.1:2",
                Path.of("/k/root.crt"),
                List.of(Path.of("/k/a.crl")),
                "demo",
                "RCT",
                Path.of("/e"),
                nodes);

        json.write(directory);

        assertThat(NetworkJson.read(directory)).isEqualTo(json);
        assertThat(Files.readString(directory.resolve("network.json")))
                .contains(
                        "\"gateway\" : \"127.0.0.1:1\"",
                        "\"sealCertificate\" : \"/k/s.crt\"",
                        "\"domain\" : \"CUSTTAX.FR\"");
        assertThat(directory.resolve("network.json.new")).doesNotExist();
    }

    @Test
    void startsRelativePathsAtItsDirectory() throws Exception {
        Files.writeString(
                directory.resolve("network.json"),
                "{\"trust\":\"root.crt\",\"nodes\":{\"N\":{\"domain\":\"D\",\"certificate\":\"n.crt\",\"key\":\"n.key\"}}}");

        NetworkJson json = NetworkJson.read(directory);

        assertThat(json.trust()).isEqualTo(directory.resolve("root.crt"));
        assertThat(json.nodes().get("N").sealKey()).isEqualTo(directory.resolve("n.key"));
    }

    @Test
    void refusesAFileOfAnotherKind() throws Exception {
        Files.writeString(directory.resolve("network.json"), "no json");

        assertThatThrownBy(() -> NetworkJson.read(directory))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("not readable as the file that ./ccn up writes");
    }

    @Test
    void readsTimesAsSecondsUnlessAUnitIsSaid() {
        SecondsConverter converter = new SecondsConverter();

        assertThat(converter.convert("30")).isEqualTo(Duration.ofSeconds(30));
        assertThat(converter.convert("0.25")).isEqualTo(Duration.ofMillis(250));
        assertThat(converter.convert("5 min")).isEqualTo(Duration.ofMinutes(5));
        assertThat(converter.convert("7d")).isEqualTo(Duration.ofDays(7));
        assertThatThrownBy(() -> converter.convert("soon"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'soon' (expected: a number of seconds");
    }
}
