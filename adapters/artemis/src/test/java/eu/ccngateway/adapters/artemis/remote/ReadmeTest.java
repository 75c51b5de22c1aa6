package eu.ccngateway.adapters.artemis.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README tells operators to configure is what the broker of our tests is configured with. */
class ReadmeTest {

    @ParameterizedTest
    @ValueSource(strings = {"security-settings", "address-settings"})
    void saysWhatTheTestsUse(String section) throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        String tested;
        try (InputStream file = Objects.requireNonNull(ReadmeTest.class.getResourceAsStream("/broker.xml"))) {
            tested = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(section(readme, section)).isEqualTo(section(tested, section));
    }

    private static String section(String text, String name) {
        int start = text.indexOf("<" + name + ">");
        int end = text.indexOf("</" + name + ">");
        assertThat(start).as("%s is there", name).isNotNegative();
        return text.substring(start, end).replaceAll("(?s)<!--.*?-->", "").replaceAll("\\s+", " ");
    }
}
