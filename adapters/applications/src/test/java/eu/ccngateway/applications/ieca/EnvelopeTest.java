package eu.ccngateway.applications.ieca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.applications.ieca.Envelope.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(byte[] content, String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(content);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void holdsTheContextFirstAndThenTheMessage() throws Exception {
        Envelope envelope = new Envelope(
                Optional.of(new Part("CD501C-MSG.ECS", bytes("<a/>"))), new Part("CD518C-MSG.ECS", bytes("<b/>")));
        Envelope read = Envelope.read(envelope.write());
        assertThat(read.context()).get().extracting(Part::type).isEqualTo("CD501C-MSG.ECS");
        assertThat(read.message().type()).isEqualTo("CD518C-MSG.ECS");
        assertThat(read.message().bytes()).isEqualTo(bytes("<b/>"));
        assertThat(envelope.write()).as("the same files make the same bytes").isEqualTo(envelope.write());
    }

    @Test
    void takesFilesWithoutAnEndingToo() throws Exception {
        Envelope read = Envelope.read(zip(bytes("<a/>"), "CD501C-MSG.ECS", "CD518C-MSG.ECS"));
        assertThat(read.message().type()).isEqualTo("CD518C-MSG.ECS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../CD001C-MSG.NCTS.xml",
                "/CD001C-MSG.NCTS.xml",
                "a/CD001C-MSG.NCTS.xml",
                "CD001C-MSG.NCTS.exe",
                "CD001C",
                "CD001C-MSG.NCTS/"
            })
    void refusesOtherNames(String name) throws Exception {
        byte[] zip = name.endsWith("/") ? zip(new byte[0], name) : zip(bytes("<a/>"), name);
        assertThatThrownBy(() -> Envelope.read(zip))
                .isInstanceOf(ConversionFailed.class)
                .hasMessageContaining("named as in CD501C-MSG.ECS.xml");
    }

    @Test
    void refusesMoreFilesThanTwo() throws Exception {
        byte[] zip = zip(bytes("<a/>"), "CD001C-MSG.NCTS", "CD002C-MSG.NCTS", "CD003C-MSG.NCTS");
        assertThatThrownBy(() -> Envelope.read(zip)).hasMessageContaining("at most 2");
    }

    @Test
    void refusesWhatUnpacksToMuchMoreThanItIs() throws Exception {
        byte[] bomb = zip(new byte[15 << 20], "CD001C-MSG.NCTS");
        assertThat(bomb).hasSizeLessThan(50_000);
        assertThatThrownBy(() -> Envelope.read(bomb)).hasMessageContaining("200 times the ZIP");
    }

    @Test
    void refusesMoreBytesThanAMessageMayHave() throws Exception {
        byte[] large = new byte[Envelope.BYTES_MAX + 1];
        new Random(1).nextBytes(large);
        byte[] zip = zip(large, "CD001C-MSG.NCTS");
        assertThatThrownBy(() -> Envelope.read(zip)).hasMessageContaining("in all");
    }

    @Test
    void refusesWhatIsEmptyOrTorn() throws Exception {
        byte[] whole = zip(bytes("<a/>".repeat(1000)), "CD001C-MSG.NCTS");
        for (int length = 0; length < whole.length; length += 7) {
            byte[] torn = Arrays.copyOf(whole, length);
            try {
                Envelope read = Envelope.read(torn);
                assertThat(read.message().bytes())
                        .as("%d of %d bytes", length, whole.length)
                        .hasSize(4000);
            } catch (ConversionFailed e) {
                assertThat(e).hasMessageStartingWith("ZIP: ");
            }
        }
    }
}
