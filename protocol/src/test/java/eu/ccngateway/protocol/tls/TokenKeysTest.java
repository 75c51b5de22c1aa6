package eu.ccngateway.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in a PKCS#11 token, with SoftHSM as the token. */
class TokenKeysTest {

    private static final String PIN = "4711";

    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib64/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
            Path.of("/usr/local/lib/softhsm/libsofthsm2.so"),
            Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));

    @TempDir
    private Path directory;

    @Test
    void namesAConfigurationWhoseLibraryIsMissing() throws IOException {
        Path configuration = Files.writeString(
                directory.resolve("token.cfg"), "name = nowhere\nlibrary = " + directory.resolve("none.so") + "\n");

        assertThatThrownBy(() ->
                        new KeyFiles(Clock.systemUTC()).pkcs11(configuration, PIN.toCharArray(), Optional.empty()))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("token.cfg: the PKCS#11 library cannot be used")
                .hasMessageNotContaining(PIN);
    }

    @Test
    void connectsAndSealsWithKeysThatNeverLeaveTheirToken() throws Exception {
        Path configuration = freshToken(softHsm());

        String said = run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TokenProgram.class.getName(),
                configuration.toString(),
                PIN));

        for (String kind : List.of("EC", "RSA")) {
            assertThat(said)
                    .contains(kind + " chain true")
                    .contains(kind + " extractable false")
                    .contains(kind + " engine JDK: the private key stays in SunPKCS11-ccntest")
                    .contains(kind + " handshake true")
                    .contains(kind + " seal true");
        }
        assertThat(said)
                .contains("two keys refused: ", "2 private keys", "name its alias")
                .contains("no such key refused: ", "0 private keys with alias other")
                .doesNotContain(PIN);
    }

    private static Path softHsm() {
        Optional<Path> library = LIBRARIES.stream().filter(Files::exists).findFirst();
        boolean hasTool = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "softhsm2-util")));
        if (library.isPresent() && hasTool) {
            return library.get();
        }
        String text = "SoftHSM is not there: keys in a PKCS#11 token are not tested (install softhsm2)";
        return System.getenv("CI") == null ? abort(text) : fail(text);
    }

    private Path freshToken(Path library) throws Exception {
        Path tokens = Files.createDirectory(directory.resolve("tokens"));
        Files.writeString(directory.resolve("softhsm2.conf"), "directories.tokendir = " + tokens + "\n");
        run(List.of(
                "softhsm2-util", "--init-token", "--free", "--label", "ccn", "--pin", PIN, "--so-pin", "0815" + PIN));
        return Files.writeString(
                directory.resolve("token.cfg"),
                "name = ccntest\nlibrary = " + library + "\nslotListIndex = 0\n"
                        + "attributes(*, CKO_PRIVATE_KEY, *) = {\n  CKA_EXTRACTABLE = false\n  CKA_SENSITIVE = true\n"
                        + "  CKA_SIGN = true\n}\n");
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .put("SOFTHSM2_CONF", directory.resolve("softhsm2.conf").toString());
        Process process = builder.start();
        boolean ended = process.waitFor(180, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended && process.exitValue() == 0)
                .as("%s said: %s", command.get(0), said)
                .isTrue();
        return said;
    }
}
