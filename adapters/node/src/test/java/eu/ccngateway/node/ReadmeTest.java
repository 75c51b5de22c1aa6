package eu.ccngateway.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path directory;

    private static List<String> snippets() throws IOException {
        String text = Files.readString(Path.of("README.md"), StandardCharsets.UTF_8);
        return JAVA.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private String compile(String name, String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path file = Files.writeString(directory.resolve(name + ".java"), source);
        StringWriter told = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean isCompiled = compiler.getTask(
                            told,
                            files,
                            null,
                            List.of(
                                    "-proc:none",
                                    "--release",
                                    "17",
                                    "-d",
                                    directory.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            return isCompiled ? "" : told.toString();
        }
    }

    @Test
    void theFirstMessageCompilesAndIsShort() throws IOException {
        String source = snippets().get(0);
        assertThat(compile("FirstMessage", source)).isEmpty();
        Matcher body =
                Pattern.compile("main\\(.*?\\{\n(.*)\n    }\n}", Pattern.DOTALL).matcher(source);
        assertThat(body.find()).isTrue();
        assertThat(body.group(1).lines().count()).isLessThanOrEqualTo(20);
    }

    @Test
    void theConfigurationCompiles() throws IOException {
        String source = "import eu.ccngateway.node.*; import java.nio.file.Path; import java.util.List;\n"
                + "class Configured { void make() {\n" + snippets().get(1) + "} }";
        assertThat(compile("Configured", source)).isEmpty();
    }
}
