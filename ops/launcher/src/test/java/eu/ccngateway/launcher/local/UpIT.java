package eu.ccngateway.launcher.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.launcher.Shell;
import eu.ccngateway.launcher.testnet.Tools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code up} as a process of its own, as a user starts and stops it. */
class UpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();
    private Path ccn;

    @BeforeEach
    void writeAScript() throws Exception {
        ccn = Files.writeString(
                directory.resolve("ccn"),
                "#!/bin/sh\nexec '" + ProcessHandle.current().info().command().orElseThrow()
                        + "' -XX:TieredStopAtLevel=1 -Xmx512m"
                        + " -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow"
                        + " -Djava.io.tmpdir=" + directory + " -Dccn.command=" + directory.resolve("ccn") + " -cp '"
                        + System.getProperty("java.class.path") + "' eu.ccngateway.launcher.Ccn \"$@\"\n");
        Files.setPosixFilePermissions(ccn, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void endWhatIsLeft() {
        processes.forEach(Process::destroyForcibly);
    }

    private Process up(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(ccn.toString(), "up"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve(name + ".out").toFile())
                .redirectError(directory.resolve(name + ".err").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private String out(String name) throws IOException {
        return Files.readString(directory.resolve(name + ".out"));
    }

    private void awaitReady(String name, Process process) throws IOException {
        await().atMost(PATIENCE).until(() -> out(name).contains("Ctrl-C drains") || !process.isAlive());
        assertThat(process.isAlive())
                .as(Files.readString(directory.resolve(name + ".err")))
                .isTrue();
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private String sh(String command) throws Exception {
        Path said = directory.resolve("said");
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(directory.toFile())
                .redirectOutput(said.toFile())
                .redirectError(directory.resolve("said.err").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(command + "\n" + Files.readString(directory.resolve("said.err")))
                .isZero();
        return Files.readString(said, StandardCharsets.UTF_8);
    }

    @Test
    void printsThreeCommandsThatWorkAsPrintedAndLeavesNothing() throws Exception {
        Process process = up("up", "--ephemeral");
        awaitReady("up", process);
        List<String> commands = out("up")
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
        assertThat(commands).hasSize(3);

        assertThat(sh(commands.get(0))).contains("ACCEPTED");
        assertThat(sh(commands.get(1))).isEqualTo("<CD001C/>\n");
        assertThat(sh(commands.get(2))).contains("COA", "COD", "VERIFIED");

        stop(process);
        assertThat(Files.readString(directory.resolve("up.err"))).contains("draining", "stopped");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("ccn-"));
        }
    }

    @Test
    void tricklesBesideWhatTheUserDoes() throws Exception {
        Process process = up("ambient", "--ephemeral");
        awaitReady("ambient", process);
        assertThat(out("ambient")).contains("ambient a transit movement's act every 5 s");
        String metrics = "curl -s -f '" + value("ambient", "admin") + "/metrics'";
        await().atMost(PATIENCE).until(() -> stored(sh(metrics), "AMBIENT") >= 3);

        List<String> commands = out("ambient")
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
        assertThat(sh(commands.get(0))).contains("ACCEPTED");
        assertThat(sh(commands.get(1))).isEqualTo("<CD001C/>\n");
        assertThat(sh(commands.get(2)).lines().filter(line -> line.contains("COD")))
                .hasSize(1);
        assertThat(stored(sh(metrics), "NCTS"))
                .as("the user's message and nothing else")
                .isEqualTo(1);
        stop(process);
        assertThat(Files.readString(directory.resolve("ambient.err"))).doesNotContain("ERROR");
    }

    @Test
    void isQuietWhenTold() throws Exception {
        Process process = up("quiet", "--ephemeral", "--no-ambient");
        awaitReady("quiet", process);
        assertThat(out("quiet")).doesNotContain("ambient");
        stop(process);
    }

    private String value(String name, String what) throws IOException {
        return out(name)
                .lines()
                .filter(line -> line.startsWith(what + " "))
                .map(line -> line.substring(what.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    /** What an application's queues hold or have held, by the meters. */
    private static long stored(String metrics, String application) {
        return metrics.lines()
                .filter(line -> line.startsWith("ccn_messages_stored_total{"))
                .filter(line -> line.contains("application=\"" + application + "\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void startsAPrometheusThatSeesTheNetworkAndEndsWithIt() throws Exception {
        Tools.required("prometheus");
        Process process = up("watched", "--ephemeral", "--prometheus");
        awaitReady("watched", process);
        String url = out("watched")
                .lines()
                .filter(line -> line.startsWith("prometheus "))
                .map(line -> line.substring("prometheus ".length()))
                .findFirst()
                .orElseThrow();

        String query = "curl -s -f '" + url + "/api/v1/query?query=service:ccn_up' || true";
        await().atMost(PATIENCE)
                .until(() -> sh(query).contains("\"service\":\"CCN_CSI\"},\"value\":[")
                        && sh(query).contains(",\"1\"]"));

        stop(process);
        assertThat(sh(query)).isEmpty();
    }

    @Test
    void continuesWithItsDataAlsoAfterBeingKilled() throws Exception {
        Path home = directory.resolve("my network");
        Process first = up("first", "--dir", home.toString(), "--port", "0", "--admin-port", "0");
        awaitReady("first", first);
        Shell shell = new Shell("--network", home.toString());
        for (int i = 0; i < 3; i++) {
            Shell.Result put = shell.runWith(
                    new byte[] {(byte) ('a' + i)},
                    "put",
                    "--as",
                    "NTA.FR",
                    "--to",
                    "CORE-RCT-QUE.NCTS@CUSTTAX.IE",
                    "--type",
                    "CD001C-MSG.NCTS",
                    "-");
            assertThat(put.code()).as(put.err()).isZero();
        }
        first.destroyForcibly().waitFor();

        Process second = up("second", "--dir", home.toString(), "--port", "0", "--admin-port", "0");
        awaitReady("second", second);
        StringBuilder got = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            got.append(shell.run("get", "--as", "NTA.IE", "--queue", "CORE-RCT-QUE.NCTS", "--wait", "10")
                    .out());
        }
        assertThat(got).hasToString("abc");

        Process third = up("third", "--dir", home.toString());
        assertThat(third.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(third.exitValue()).isEqualTo(1);
        assertThat(Files.readString(directory.resolve("third.err")))
                .contains("a gateway runs here already, process " + second.pid());

        stop(second);
        assertThat(home.resolve("network.json")).doesNotExist();
        assertThat(shell.run("whoami", "--as", "NTA.FR").code()).isEqualTo(3);
    }

    @Test
    void saysWhichPortIsTakenAndLeavesNoLock() throws Exception {
        Path home = directory.resolve("net");
        Process first = up("first", "--dir", home.toString(), "--port", "0", "--admin-port", "0");
        awaitReady("first", first);
        String port = out("first")
                .lines()
                .filter(line -> line.startsWith("gateway "))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*:", "");

        Process other =
                up("other", "--dir", directory.resolve("other").toString(), "--port", port, "--admin-port", "0");
        assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(other.exitValue()).isEqualTo(1);
        assertThat(Files.readString(directory.resolve("other.err"))).contains("127.0.0.1:" + port, "choose another");
        stop(first);
    }

    @Test
    void neverRemovesADirectoryThatHeldSomething() throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        Path mine = Files.writeString(home.resolve("thesis.txt"), "years of work");
        Process process = up("up", "--dir", home.toString(), "--ephemeral");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(mine).exists();
    }

    @Test
    void givesWayWhereTheUsualPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path home = Files.createDirectories(directory.resolve("net"));
            Files.writeString(
                    home.resolve("gateway.yaml"),
                    LocalDirectory.example("gateway.yaml").replace("port: 7443", "port: " + taken.getLocalPort()));
            Process process = up("up", "--dir", home.toString(), "--admin-port", "0");
            awaitReady("up", process);

            assertThat(out("up")).doesNotContain(":" + taken.getLocalPort());
            assertThat(Files.readString(directory.resolve("up.err"))).contains("is taken, another port is used");
            stop(process);
        }
    }
}
