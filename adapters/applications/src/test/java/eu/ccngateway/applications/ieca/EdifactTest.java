package eu.ccngateway.applications.ieca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.applications.ieca.Envelope.Part;
import eu.ccngateway.applications.xml.Element;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdifactTest {

    /** Made like the one interchange of the old phase that is published. */
    private static final String REQUEST = """
            UNB+UNOC:3+NTA.NO+NTA.DE+260301:1015+abc123'
            UNH+abc123+CUSDEC:D:96B:UN:CD002A'
            BGM++26DEABCDEFGHIJKLJ4'
            LOC+5+DE'
            LOC+22+NO000001'
            UNS+D'
            UNT+6+abc123'
            UNZ+1+abc123'
            """;

    private static final Converter CONVERTER = new Converter();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Part up(String text) throws ConversionFailed {
        return CONVERTER.up(new Part("CD002A-MSG.NCTS", bytes(text)), Optional.empty());
    }

    @Test
    void understandsARequestAsItIsPublished() throws Exception {
        Part modern = up(REQUEST);
        assertThat(modern.type()).isEqualTo("CD002C-MSG.NCTS");
        Element root = CONVERTER.modern(modern);
        assertThat(root.value("messageSender")).contains("NTA.NO");
        assertThat(root.value("preparationDateAndTime")).contains("2026-03-01T10:15:00");
        assertThat(root.value("TransitOperation/MRN")).contains("26DEABCDEFGHIJKLJ4");
        assertThat(root.value("CustomsOfficeOfDestinationActual/referenceNumber"))
                .contains("NO000001");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            UNT+6              | UNT+7               | UNT: 7 segments
            UNT+6+abc123       | UNT+6+other         | of message other
            UNZ+1+abc123'      | UNZ+1+abc123        | no end
            BGM++              | BG++                | a tag of 2 characters
            LOC+22+NO000001'   | LOC+99+NO000001'    | segment LOC
            LOC+22+NO000001    | LOC+22+NO1          | RefNumRES1
            260301:1015        | 26030:1015          | preparationDateAndTime
            26DEABCDEFGHIJKLJ4 | 26DEABCDEFGHIJKLJ   | DocNumHEA5
            UNB+UNOC           | UNX+UNOC            | "UNB UNH"
            CD002A             | CD003A              | CD003A in CD002A-MSG.NCTS
            """)
    void refusesAnInterchangeAndSaysWhere(String good, String bad, String said) {
        assertThatThrownBy(() -> up(REQUEST.replace(good, bad)))
                .isInstanceOf(ConversionFailed.class)
                .hasMessageContaining(said);
    }

    @Test
    void whatHasAMeaningInTheSyntaxIsReleased() throws Exception {
        String odd = "what? it's +1 : 'x'";
        byte[] written = Edifact.write(List.of(new Segment("FTX", List.of(List.of("AAA"), List.of(odd, "b")))));
        assertThat(Edifact.read(written)).singleElement().satisfies(segment -> {
            assertThat(segment.at(1, 0)).isEqualTo(odd);
            assertThat(segment.at(1, 1)).isEqualTo("b");
        });
    }

    @Test
    void whatLevelUnocHasNoCharacterForCannotBeWritten() {
        assertThatThrownBy(() -> Edifact.write(List.of(new Segment("FTX", List.of(List.of("ř"))))))
                .isInstanceOf(ConversionFailed.class)
                .hasMessageContaining("ISO 8859-1");
    }

    @Test
    void noBytesMakeItThrowAnythingElse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(REQUEST);
            for (int change = random.nextInt(6); change >= 0; change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, "+:'?UNT".charAt(random.nextInt(7)));
                }
            }
            String damaged = text.toString();
            try {
                up(damaged);
            } catch (ConversionFailed e) {
                assertThat(e.code()).isNotNull();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", " + i + ": " + damaged, e);
            }
        }
    }
}
