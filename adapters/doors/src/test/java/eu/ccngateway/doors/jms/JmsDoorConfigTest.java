package eu.ccngateway.doors.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JmsDoorConfigTest {

    private static final String LEAST = "node: NTA.BE\nbroker: amqp://127.0.0.1:5672\nout: toEurope\n";

    @TempDir
    Path directory;

    private JmsDoorConfig read(String text) throws IOException {
        return JmsDoorConfig.read(Files.writeString(directory.resolve("jms.conf"), text));
    }

    @Test
    void filesAreFoundBesideTheConfiguration() throws IOException {
        Files.writeString(directory.resolve("secret"), "s3cret\n");
        JmsDoorConfig config = read(LEAST + "network: net\npassword-file: secret\nin.CORE-RCT-QUE.NCTS: fromEurope\n");

        assertThat(config.network()).isEqualTo(directory.resolve("net"));
        assertThat(config.password()).contains("s3cret");
        assertThat(config.in()).containsEntry("CORE-RCT-QUE.NCTS", "fromEurope");
        assertThat(config.toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "passwrd-file: x|passwrd-file: unknown",
                "names: snake|expected: camel",
                "node: NTA.FR|node comes twice",
            })
    void aWrongLineIsNamed(String line, String said) {
        assertThatThrownBy(() -> read(LEAST + line + "\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jms.conf")
                .hasMessageContaining(said);
    }

    @Test
    void whatIsNeededIsAskedFor() {
        assertThatThrownBy(() -> read("broker: amqp://x:1\nout: a\n")).hasMessageContaining("node: missing");
        assertThatThrownBy(() -> read("node: N\nbroker: amqp://x:1\n")).hasMessageContaining("out, in.QUEUE: none");
        assertThatThrownBy(() -> read("node: N\nbroker: failover:(amqp://x:1)\nout: a\n"))
                .hasMessageContaining("expected: amqp://HOST:PORT");
        assertThatThrownBy(() -> JmsDoorConfig.read(directory.resolve("none"))).hasMessageContaining("no such file");
    }
}
