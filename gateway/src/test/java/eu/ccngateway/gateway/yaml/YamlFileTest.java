package eu.ccngateway.gateway.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {

    private static List<String> faults(String yaml) {
        return faults(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> faults(byte[] yaml) {
        Faults faults = new Faults("f");
        Optional<YamlMap> map = YamlFile.parse(yaml, faults);
        assertThat(map.isEmpty()).isEqualTo(!faults.isEmpty());
        return faults.toList().stream().map(Fault::toString).toList();
    }

    @Test
    void saysWhereItIsNotYaml() {
        assertThat(faults("a: 1\nb: [1, 2\nc: 3\n"))
                .singleElement()
                .asString()
                .startsWith("f:3:")
                .contains("not YAML");
    }

    @Test
    void refusesTabsWithAHint() {
        assertThat(faults("a:\n\tb: 1\n"))
                .singleElement()
                .asString()
                .startsWith("f:2:1:")
                .contains("never tabs");
    }

    @Test
    void refusesAnchorsAliasesAndTags() {
        assertThat(faults("a: &x 1\nb: *x\n"))
                .containsExactly("f:1:4: anchor &x (expected: no anchors or aliases; write it out)");
        assertThat(faults("a: !!python/object 1\n")).singleElement().asString().startsWith("f:1:4: tag ");
    }

    @Test
    void refusesABombBeforeItGrows() {
        StringBuilder bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c < 'j'; c++) {
            bomb.append(c)
                    .append(": &")
                    .append(c)
                    .append(" [")
                    .append(("*" + (char) (c - 1) + ",").repeat(8))
                    .append("x]\n");
        }

        assertThat(faults(bomb.toString())).singleElement().asString().contains("anchor &a");
    }

    @Test
    void refusesDeepNesting() {
        assertThat(faults("a: " + "[".repeat(30) + "]".repeat(30)))
                .singleElement()
                .asString()
                .contains("nested deeper than 20");
    }

    @Test
    void refusesOtherThanOneMap() {
        assertThat(faults("")).containsExactly("f: empty (expected: settings)");
        assertThat(faults("- a\n- b\n")).singleElement().asString().startsWith("f:1:1: a list (expected: settings");
        assertThat(faults("a: 1\n---\nb: 2\n"))
                .containsExactly("f:2:1: a second document (expected: one; remove the line ---)");
        assertThat(faults(new byte[] {'a', ':', ' ', (byte) 0xff}))
                .containsExactly("f: not UTF-8 (expected: a text file in UTF-8)");
    }

    @Test
    void refusesALargeFileUnread(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("large.yaml"), new byte[YamlFile.SIZE_MAX + 1]);
        Faults faults = new Faults("f");

        assertThat(YamlFile.bytes(file, faults)).isEmpty();
        assertThat(faults.toList()).singleElement().asString().contains("expected: at most 4194304");
    }

    @Test
    void neverThrowsOnGarbage() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append("a:- \n\t[]{},&*!|>'\"%@`#?\u0000é".charAt(random.nextInt(25)));
            }
            Faults faults = new Faults("f");
            assertThat(YamlFile.parse(text.toString().getBytes(StandardCharsets.UTF_8), faults)
                                    .isPresent()
                            || !faults.isEmpty())
                    .as("seed %s: %s", seed, text)
                    .isTrue();
        }
    }

    @Test
    void readsAmountsWithUnits() {
        Value<Long> bytes = Values.bytes(0, Long.MAX_VALUE);
        assertThat(bytes.parse("12")).contains(12L);
        assertThat(bytes.parse("64 MiB")).contains(64L << 20);
        assertThat(bytes.parse("64mib")).contains(64L << 20);
        assertThat(bytes.parse("64 MB")).isEmpty();
        assertThat(bytes.parse("-1")).isEmpty();
        assertThat(bytes.parse("9999999999999999 TiB")).isEmpty();

        Value<Duration> duration = Values.duration(Duration.ofMillis(1), Duration.ofDays(30));
        assertThat(duration.parse("250 ms")).contains(Duration.ofMillis(250));
        assertThat(duration.parse("2h")).contains(Duration.ofHours(2));
        assertThat(duration.parse("5")).isEmpty();
        assertThat(duration.expected("")).isEqualTo("1 ms to 30 d, as in 30 s");
    }

    @Test
    void findsTheNearestWord() {
        assertThat(Nearest.to("aplication", List.of("application", "from", "put"), 3))
                .containsExactly("application");
        assertThat(Nearest.to("put", List.of("xyz"), 3)).isEmpty();
        assertThat(Nearest.distance("ab", "ba")).isEqualTo(1);
        assertThat(Nearest.hint("prot", List.of("port"))).isEqualTo("; did you mean port?");
    }
}
