package eu.ccngateway.gateway.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WildcardTest {

    @Test
    void matchesTheWholeText() {
        assertThat(new Wildcard("CD???C-MSG.*").matches("CD001C-MSG.NCTS")).isTrue();
        assertThat(new Wildcard("CD???C-MSG.*").matches("CD01C-MSG.NCTS")).isFalse();
        assertThat(new Wildcard("CORE").matches("CORE-")).isFalse();
        assertThat(new Wildcard("*").matches("")).isTrue();
        assertThat(new Wildcard("?").matches("")).isFalse();
        assertThat(new Wildcard("**a**").matches("bab")).isTrue();
    }

    @Test
    void agreesWithARegularExpression() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            String pattern = word(random, "ab.*?", 8);
            String text = word(random, "ab.", 10);
            boolean expected = Pattern.matches(
                    pattern.replace(".", "\\.").replace("*", ".*").replace("?", "."), text);
            assertThat(new Wildcard(pattern).matches(text))
                    .as("pattern %s, text %s, seed %s", pattern, text, seed)
                    .isEqualTo(expected);
        }
    }

    private static String word(Random random, String letters, int max) {
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(max); length > 0; length--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }
}
