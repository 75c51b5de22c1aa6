package eu.ccngateway.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameValuesTest {

    private static Map<String, String> parse(String text) {
        return NameValues.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsWhatPeopleWrite() {
        assertThat(parse("\uFEFF# to Ireland\r\nto:CORE@X\r\n\r\n type : CD001C: with a colon \n"))
                .containsExactly(Map.entry("to", "CORE@X"), Map.entry("type", "CD001C: with a colon"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no colon|line 1: 'no colon'",
                "a b: c|line 1: 'a b: c'",
                ": c|line 1",
                "../x: c|line 1",
            })
    void refusesWhatIsNotANameAndAValue(String text, String said) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void refusesANameThatComesTwice() {
        assertThatThrownBy(() -> parse("to: A\nto: B")).hasMessageContaining("line 2: to comes twice");
    }

    @Test
    void refusesWhatIsNotTextOrTooLong() {
        assertThatThrownBy(() -> NameValues.parse(new byte[] {(byte) 0xff, (byte) 0xfe}))
                .hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> NameValues.parse(new byte[NameValues.BYTES_MAX + 1]))
                .hasMessageContaining("expected: at most " + NameValues.BYTES_MAX);
    }

    @Test
    void aValueCannotBringALineOfItsOwn() {
        byte[] text = NameValues.format(Map.of("reason", "gone\nverified: true"));

        assertThat(NameValues.parse(text)).containsOnlyKeys("reason");
    }

    @Test
    void whatIsWrittenIsReadAgainWhateverItIs() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                values.put("name-" + i, randomText(random));
            }
            assertThat(NameValues.parse(NameValues.format(values)))
                    .as("seed %s", seed)
                    .isEqualTo(values);
        }
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(20), 0x20, 0x2fff)
                .filter(c -> Character.getType(c) != Character.CONTROL && !Character.isWhitespace(c))
                .filter(c -> c != 0x85 && c != 0x2028 && c != 0x2029)
                .forEach(text::appendCodePoint);
        return text.toString();
    }
}
