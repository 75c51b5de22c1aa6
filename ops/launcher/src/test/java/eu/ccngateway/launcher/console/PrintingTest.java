package eu.ccngateway.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrintingTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Console console = new Console(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void printsOneJsonObjectALineAtOnce() throws IOException {
        Listing listing = new Listing(console, OutputFormat.JSON, "a=A");
        listing.add(new Fields().add("a", 1).add("b", "ü\"\n").add("c", List.of(true, "x")));

        assertThat(printed()).isEqualTo("{\"a\":1,\"b\":\"ü\\\"\\n\",\"c\":[true,\"x\"]}" + System.lineSeparator());
        assertThat(Json.readObject(printed())).isEqualTo(Map.of("a", 1L, "b", "ü\"\n", "c", List.of(true, "x")));
    }

    @Test
    void alignsATableAndLeavesEmptyColumnsOut() {
        try (Listing listing = new Listing(console, OutputFormat.TABLE, "a=A", "none=NONE", "b=LONGER")) {
            listing.add(new Fields().add("a", "first").add("b", 2));
            listing.add(new Fields().add("a", "x").add("b", ""));
        }

        assertThat(printed().lines()).containsExactly("A      LONGER", "first  2", "x");
    }

    @Test
    void printsNothingForAnEmptyTable() {
        new Listing(console, OutputFormat.TABLE, "a=A").close();

        assertThat(printed()).isEmpty();
    }

    @Test
    void keepsForeignTextFromMovingTheCursor() {
        try (Listing listing = new Listing(console, OutputFormat.TABLE, "a=A")) {
            listing.add(new Fields().add("a", "\u001b[2Jx\r\n" + "y".repeat(200)));
        }

        assertThat(printed()).doesNotContain("\u001b").contains("y...");
        assertThat(printed().lines()).hasSize(2);
    }

    @Test
    void leavesOutWhatIsNotThere() {
        Fields fields = new Fields()
                .add("none", Optional.empty())
                .add("some", Optional.of("x"))
                .add("at", Instant.EPOCH)
                .add("path", Path.of("a/b"))
                .add("inner", new Fields().add("n", 1));

        assertThat(Json.write(fields.values()))
                .isEqualTo("{\"some\":\"x\",\"at\":\"1970-01-01T00:00:00Z\",\"path\":\"a/b\",\"inner\":{\"n\":1}}");
    }

    @Test
    void refusesWhatIsNotAJsonObject() {
        assertThatThrownBy(() -> Json.readObject("[1]")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Json.readObject("{\"a\":")).isInstanceOf(IOException.class);
    }

    @Test
    void quotesForAShellOnlyWhereItIsNeeded() {
        assertThat(ShellWord.of("/tmp/ccn-1")).isEqualTo("/tmp/ccn-1");
        assertThat(ShellWord.of("it's a dir")).isEqualTo("'it'\\''s a dir'");
        assertThat(ShellWord.of("")).isEqualTo("''");
    }
}
