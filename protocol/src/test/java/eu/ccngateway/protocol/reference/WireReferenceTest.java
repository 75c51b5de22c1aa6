package eu.ccngateway.protocol.reference;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.protocol.wire.Exchange;
import eu.ccngateway.protocol.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What {@code README.md} shows of the code is what the code does. */
class WireReferenceTest {

    private static final String COMMAND = "mvn -q -pl protocol test -Dtest=WireReferenceTest -Dregenerate=true";

    private static Map<String, Supplier<String>> parts() {
        WorkedExample example = new WorkedExample();
        Map<String, Supplier<String>> parts = new TreeMap<>();
        parts.put("refusals", RefusalTable::text);
        parts.put("example of a frame", () -> fenced(example.frame()));
        parts.put("example of an item", () -> fenced(example.item()));
        parts.put("example of a message", () -> fenced(example.message()));
        parts.put("example of a tree", () -> fenced(example.treeText()));
        return parts;
    }

    private static String fenced(String text) {
        return "```\n" + text + "```\n";
    }

    @Test
    void showsWhatTheCodeDoes() {
        parts().forEach((name, text) -> {
            if (Boolean.getBoolean("regenerate")) {
                MarkedText.write(name, text.get());
            }
            assertThat(MarkedText.read(name))
                    .as("README.md, %s: make it anew with: %s", name, COMMAND)
                    .isEqualTo(text.get());
        });
    }

    @Test
    void namesEveryFrame() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        for (var body : Frame.getDescriptor().getFields()) {
            String name = body.getMessageType().getName();
            assertThat(readme).as("README.md explains %s", name).contains("`" + name + "`");
        }
    }

    @Test
    void namesEveryFieldOfTheHeader() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        for (String message : new String[] {"Header", "Report", "Hello", "Welcome", "Delivery"}) {
            for (var field :
                    Exchange.getDescriptor().findMessageTypeByName(message).getFields()) {
                assertThat(readme)
                        .as("README.md explains %s.%s", message, field.getName())
                        .contains("`" + field.getName() + "`");
            }
        }
    }
}
