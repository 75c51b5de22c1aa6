package eu.ccngateway.launcher.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.launcher.Shell;
import eu.ccngateway.launcher.network.NetworkJson;
import eu.ccngateway.launcher.testnet.TestNetwork;
import eu.ccngateway.launcher.testnet.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The commands that the runbooks give under Diagnosis, typed in as they stand; only placeholders are filled in. */
final class Runbooks {

    /** What asks the machine and not us, and may not be there: it is read, not run. */
    private static final Set<String> OF_THE_MACHINE = Set.of("systemctl", "iostat", "chronyc");

    private static final String JOURNAL = "journalctl -u ccn-gateway( -n \\d+)?";
    private static final Path HOME = Expressions.OPS.resolve("runbooks");

    private final TestNetwork network;
    private final Map<String, String> placeholders = new LinkedHashMap<>();

    /** How a command ended and what it printed. */
    record Said(String command, int exit, String text) {}

    Runbooks(TestNetwork network) throws IOException {
        this.network = network;
        Tools.required("curl");
        // The longer ones first: they hold the shorter ones.
        fill("GATEWAY:7480", NetworkJson.read(network.directory()).admin().replace("http://", ""));
        fill("NODE@DOMAIN", "NTA.FR@CUSTTAX.FR");
        fill("FILE.crl", network.pki().files().issuingCrl().toString());
        fill("DATA-DIRECTORY", network.data().toString());
        fill("FILE", network.config().toString());
        fill("NODE", "NTA.EC");
        fill("SENDER-DOMAIN", "CUSTTAX.FR");
        fill("DOMAIN", "CUSTTAX.IE");
    }

    void fill(String placeholder, String value) {
        placeholders.put(placeholder, value);
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(HOME)) {
            return files.map(file -> file.getFileName().toString().replace(".md", ""))
                    .filter(name -> !name.equals("README"))
                    .sorted()
                    .toList();
        }
    }

    /** Runs every command of a runbook. */
    List<Said> run(String name) throws Exception {
        String text = Files.readString(HOME.resolve(name + ".md"));
        String diagnosis = text.substring(text.indexOf("## Diagnosis"), text.indexOf("## Mitigation"));
        List<Said> all = new ArrayList<>();
        for (String line :
                diagnosis.lines().filter(line -> line.startsWith("    ")).toList()) {
            String command = line.strip();
            for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
                command = command.replace(placeholder.getKey(), placeholder.getValue());
            }
            all.add(type(command));
        }
        assertThat(all).as(name).isNotEmpty();
        return all;
    }

    /** As {@link #run}, where every command must succeed. */
    void work(String name) throws Exception {
        for (Said said : run(name)) {
            assertThat(said.exit)
                    .as("%s: %s%n%s", name, said.command, said.text)
                    .isZero();
        }
    }

    private Said type(String command) throws Exception {
        if (command.startsWith("./ccn ")) {
            return ours(command);
        }
        if (OF_THE_MACHINE.contains(command.split(" ")[0])) {
            return sh(command, "-n", "-c", command);
        }
        if (command.startsWith("journalctl ")) {
            // No service was installed here; the log is in a file. That nothing is found there is an answer as well.
            String log = network.directory().resolve("gateway.log").toString();
            return sh(
                    command,
                    "-c",
                    "(" + command.replaceFirst(JOURNAL, "cat " + log).replaceFirst("#.*", "") + ") || [ $? = 1 ]");
        }
        return sh(command, "-c", command.replace("curl -s", "curl -s -f"));
    }

    private Said ours(String command) {
        String[] words =
                command.replaceFirst(" +#.*", "").substring("./ccn ".length()).split(" +");
        Shell shell = switch (words[0]) {
            case "check" -> new Shell();
            case "pki" -> new Shell("--dir", network.directory().resolve("pki").toString());
            default -> new Shell("--network", network.directory().toString());
        };
        Shell.Result result = shell.run(words);
        return new Said(command, result.code(), result.out() + result.err());
    }

    private Said sh(String command, String... arguments) throws Exception {
        List<String> typed =
                Stream.concat(Stream.of("sh"), Stream.of(arguments)).toList();
        Tools.Result result = Tools.run(network.directory(), typed);
        return new Said(command, result.exit(), result.out() + result.error());
    }
}
