package eu.ccngateway.launcher.load;

import eu.ccngateway.launcher.local.UpCommand;
import eu.ccngateway.loadtest.process.Child;
import eu.ccngateway.loadtest.run.Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network of its own for one run: {@code ccn up} in a process beside this one, in a temporary directory, with as many
 * domains and applications as the run wants and one node a domain. Nothing of it is left at the end.
 */
final class StartedNetwork implements AutoCloseable {

    /** The 28 member states of 2019 first, then countries of the common transit procedure. */
    private static final List<String> COUNTRIES = List.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
            "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "GB", "NO", "CH", "TR", "MK", "RS", "IS", "UA");

    /** Where customs and tax are apart. */
    private static final List<String> CUSTOMS_ONLY = List.of("AT", "BE", "DE", "FI", "IT", "SE", "CZ");

    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final List<String> COLLECTOR = List.of("-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError");

    private final Path directory;
    private final Child child;

    private StartedNetwork(Path directory, Child child) {
        this.directory = directory;
        this.child = child;
    }

    /**
     * What is started.
     *
     * @param jvmOptions of the gateway, heap among them
     */
    record Wish(int domains, List<String> applications, List<String> jvmOptions) {

        Wish {
            if (domains < 1 || domains > COUNTRIES.size()) {
                throw new IllegalArgumentException(
                        "--domains: " + domains + " (expected: 1 to " + COUNTRIES.size() + ")");
            }
        }
    }

    static StartedNetwork start(Wish wish) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("ccn-load-");
        try {
            Files.writeString(directory.resolve("network.yaml"), networkYaml(wish), StandardCharsets.UTF_8);
            Files.writeString(directory.resolve("gateway.yaml"), gatewayYaml(), StandardCharsets.UTF_8);
            List<String> options = new ArrayList<>(COLLECTOR);
            options.add("-Xlog:gc:file=" + directory.resolve(NetworkUse.GC_LOG));
            options.addAll(wish.jvmOptions);
            List<String> arguments =
                    List.of("up", "--no-ambient", "--dir", directory.toString(), "--port", "0", "--admin-port", "0");
            Child child = Child.start(
                    "the network",
                    NetworkUse.jvm().command("eu.ccngateway.launcher.Ccn", options, arguments),
                    Map.of(),
                    directory.resolve("up.out"));
            StartedNetwork network = new StartedNetwork(directory, child);
            try {
                child.await(() -> NetworkUse.isThere(directory), READY_WITHIN);
                return network;
            } catch (RuntimeException | InterruptedException e) {
                child.close();
                throw e;
            }
        } catch (IOException | RuntimeException | InterruptedException e) {
            Child.delete(directory);
            throw e;
        }
    }

    private static String networkYaml(Wish wish) {
        StringBuilder yaml = new StringBuilder("network: load\nenvironment: RCT\napplications:\n");
        wish.applications.forEach(
                application -> yaml.append("  ").append(application).append(":\n"));
        yaml.append("domains:\n");
        List<String> countries = COUNTRIES.subList(0, wish.domains);
        countries.forEach(country -> yaml.append("  ").append(domain(country)).append(":\n"));
        yaml.append("nodes:\n");
        countries.forEach(country -> yaml.append("  LOAD.")
                .append(country)
                .append('@')
                .append(domain(country))
                .append(": { applications: [")
                .append(String.join(", ", wish.applications))
                .append("] }\n"));
        return yaml.append("limits:\n  connections-per-node: 10000\n  in-flight-messages: 1000000\n"
                        + "  in-flight-bytes: 512 MiB\n  queue-depth: 10000000\n")
                .toString();
    }

    private static String domain(String country) {
        return (CUSTOMS_ONLY.contains(country) ? "CUST." : "CUSTTAX.") + country;
    }

    /** The example, with room for many connections. */
    private static String gatewayYaml() throws IOException {
        try (InputStream in = UpCommand.class.getResourceAsStream("gateway.yaml")) {
            if (in == null) {
                throw new IllegalStateException("gateway.yaml is not on the class path beside " + UpCommand.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("GW1@demo", "GW1@load")
                    + "\nlimits: { connections-max: 10000 }\n";
        }
    }

    Network network() {
        return NetworkUse.read(directory);
    }

    /** Ends it, and removes everything it kept. */
    @Override
    public void close() throws IOException {
        child.close();
        Child.delete(directory);
    }
}
