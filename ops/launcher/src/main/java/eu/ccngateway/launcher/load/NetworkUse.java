package eu.ccngateway.launcher.load;

import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.network.NetworkJson;
import eu.ccngateway.loadtest.process.Jvm;
import eu.ccngateway.loadtest.run.Network;
import eu.ccngateway.loadtest.watch.ProcessFigures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a load run needs to know of a network in a directory, and how programs are started beside this one. */
final class NetworkUse {

    private static final Pattern LISTENS =
            Pattern.compile(".* listens on .* with (.*) for TLS, .*journal (\\S+) in .*");
    /** Written where a load run started the network. */
    static final String GC_LOG = "gc.log";

    private static final String UNKNOWN = "unknown";

    private NetworkUse() {}

    /** As this process was started. */
    static Jvm jvm() {
        return new Jvm(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Optional.ofNullable(System.getProperty("java.library.path")).orElse(""));
    }

    static boolean isThere(Path directory) {
        return Files.isRegularFile(directory.resolve(NetworkJson.NAME));
    }

    static Network read(Path directory) {
        NetworkJson json = NetworkJson.read(directory);
        if (json.nodes().isEmpty()) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    directory.resolve(NetworkJson.NAME)
                            + ": no nodes (expected: nodes whose keys are on this machine)");
        }
        TreeMap<String, String> nodes = new TreeMap<>();
        json.nodes().forEach((name, keys) -> nodes.put(name, keys.domain()));
        Optional<Long> pid = pid(directory);
        return new Network(
                directory,
                nodes,
                Optional.of(json.admin()),
                pid,
                Optional.of(directory.resolve(GC_LOG)).filter(Files::exists),
                facts(directory, pid));
    }

    /** The process that holds the directory. */
    private static Optional<Long> pid(Path directory) {
        try {
            return Optional.of(Files.readString(directory.resolve("gateway.lock"), StandardCharsets.US_ASCII)
                            .strip())
                    .filter(text -> text.matches("[0-9]{1,10}"))
                    .map(Long::parseLong)
                    .filter(pid -> ProcessHandle.of(pid).isPresent());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** As the gateway's log and the process itself say; what they do not say is unknown. */
    private static Map<String, String> facts(Path directory, Optional<Long> pid) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("gatewayJdk", pid.flatMap(ProcessFigures::jdkOf).orElse(UNKNOWN));
        Optional<Matcher> said = lastStart(directory);
        facts.put("gatewayTls", said.map(match -> tls(match.group(1))).orElse(UNKNOWN));
        facts.put("gatewayJournal", said.map(match -> match.group(2)).orElse(UNKNOWN));
        facts.put("generatorJdk", Runtime.version().toString());
        return facts;
    }

    /** {@code Choice[engine=NATIVE, why=BoringSSL]} without the brackets. */
    private static String tls(String choice) {
        return choice.replaceAll("^Choice\\[engine=|]$", "").replaceAll(", why=", ": ");
    }

    /** The line in which the gateway last said where it listens. */
    private static Optional<Matcher> lastStart(Path directory) {
        Path log = directory.resolve("logs").resolve("gateway.log");
        try {
            List<Matcher> all = Files.readAllLines(log, StandardCharsets.UTF_8).stream()
                    .map(LISTENS::matcher)
                    .filter(Matcher::matches)
                    .toList();
            return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
