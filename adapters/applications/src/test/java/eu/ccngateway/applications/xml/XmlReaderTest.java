package eu.ccngateway.applications.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XmlReaderTest {

    private final XmlReader reader = new XmlReader();

    @Test
    void readsTextChildrenAttributeAndPositions() throws XmlRefused {
        Document document =
                reader.read("<n:A xmlns:n='urn:x' PhaseID=' NCTS5.1'>\n  <b>1 &lt; 2</b>\n  <c><d>é</d></c>\n</n:A>"
                        .getBytes(UTF_8));

        assertThat(document.namespace()).isEqualTo("urn:x");
        assertThat(document.phase()).isEqualTo("NCTS5.1");
        assertThat(document.root().value("b")).contains("1 < 2");
        assertThat(document.root().value("c/d")).contains("é");
        assertThat(document.root().first("b").orElseThrow().at().line()).isEqualTo(2);
        assertThat(document.root().text()).isEmpty();
    }

    @Test
    void refusesAnyDtdAndFetchesNothing(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "top secret");
        String external = "<!DOCTYPE a [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]><a>&x;</a>";

        assertThat(fault(external.getBytes(UTF_8)).code()).isIn(Fault.Code.OTHER, Fault.Code.NOT_WELL_FORMED);
        assertThat(fault(external.getBytes(UTF_8)).text()).doesNotContain("secret");
        assertThat(fault("<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x'><a/>".getBytes(UTF_8))
                        .code())
                .isEqualTo(Fault.Code.OTHER);
    }

    @Test
    void refusesEntitiesThatGrow() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 'ha'>");
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY e%d '&e%d;&e%d;'>".formatted(i, i - 1, i - 1));
        }
        assertThat(fault(bomb.append("]><a>&e29;</a>").toString().getBytes(UTF_8))
                        .code())
                .isEqualTo(Fault.Code.OTHER);
    }

    @Test
    void refusesDeepLongAndHugeDocuments() {
        int deep = XmlReader.DEPTH_MAX + 1;
        assertThat(fault(("<a>".repeat(deep) + "</a>".repeat(deep)).getBytes(UTF_8))
                        .text())
                .contains("too deep");
        assertThat(fault(("<a>" + "x".repeat(XmlReader.TEXT_MAX + 1) + "</a>").getBytes(UTF_8))
                        .code())
                .isEqualTo(Fault.Code.TOO_LONG);
        assertThat(fault(new byte[XmlReader.BYTES_MAX + 1]).text()).contains("bytes");
    }

    @Test
    void tellsLineAndColumnOfWhatIsNotWellFormed() {
        Fault fault = fault("<a>\n  <b></c>\n</a>".getBytes(UTF_8));

        assertThat(fault.code()).isEqualTo(Fault.Code.NOT_WELL_FORMED);
        assertThat(fault.at().line()).isEqualTo(2);
        assertThat(fault.at().column()).isGreaterThan(1);
    }

    @Test
    void tellsInvalidCharactersApart() {
        assertThat(fault("<a>\u0001</a>".getBytes(UTF_8)).code()).isEqualTo(Fault.Code.INVALID_CHARACTER);
        assertThat(fault(new byte[] {'<', 'a', '>', (byte) 0xC3, (byte) 0x28, '<', '/', 'a', '>'})
                        .code())
                .isEqualTo(Fault.Code.INVALID_CHARACTER);
    }

    @Test
    void refusesRubbishWithoutAnyOtherException() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good = "<a xmlns='u'><b>text &amp; more</b><c><d/></c></a>".getBytes(UTF_8);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int hit = random.nextInt(3); hit >= 0; hit--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                reader.read(bytes);
            } catch (XmlRefused e) {
                refused++;
            }
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(5_000);
    }

    @Test
    void writesWhatItReads() throws XmlRefused {
        Element root = Element.group(
                "A", Element.leaf("b", "<&\"'>\té\uD83D\uDE00"), Element.group("c", Element.leaf("d", "")));
        byte[] written = XmlWriter.write(new Document("urn:x", "P1", root), "n");
        Document read = reader.read(written);

        assertThat(read.root().value("b")).contains("<&\"'>\té\uD83D\uDE00");
        assertThat(XmlWriter.write(read, "n")).isEqualTo(written);
        assertThat(read.phase()).isEqualTo("P1");
    }

    private Fault fault(byte[] bytes) {
        XmlRefused refused = catchThrowableOfType(XmlRefused.class, () -> reader.read(bytes));
        assertThat(refused).isNotNull();
        return refused.fault();
    }
}
