package eu.ccngateway.launcher.local;

import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.gateway.yaml.FileInvalid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A network in a temporary directory, on free ports, running in this process; nothing is left of it at the end. */
public final class TemporaryNetwork implements AutoCloseable {

    /** The demo network of {@code ccn up}. */
    public static final String DEMO = "network.yaml";

    /** The network of third countries, beyond the bridge. */
    public static final String THIRD_COUNTRIES = "third-countries.yaml";

    private final LocalDirectory directory;
    private final LocalNetwork network;

    private TemporaryNetwork(LocalDirectory directory, LocalNetwork network) {
        this.directory = directory;
        this.network = network;
    }

    /** Makes it and starts it. */
    public static TemporaryNetwork start(String networkFile, Secret.Environment environment)
            throws IOException, FileInvalid {
        LocalDirectory directory = new LocalDirectory(Files.createTempDirectory("ccn-"));
        try {
            Files.writeString(directory.networkYaml(), LocalDirectory.example(networkFile), StandardCharsets.UTF_8);
            directory.writeMissing(directory.tokenSha256());
            String gateway = Files.readString(directory.gatewayYaml(), StandardCharsets.UTF_8);
            Files.writeString(directory.gatewayYaml(), gateway.replace("@demo", "@" + nameIn(networkFile)));
            LocalNetwork.Ports free = new LocalNetwork.Ports(Optional.of(0), Optional.of(0));
            return new TemporaryNetwork(directory, LocalNetwork.start(directory, free, environment));
        } catch (IOException | FileInvalid | RuntimeException e) {
            directory.delete();
            throw e;
        }
    }

    /** The gateway is one of the network it serves. */
    private static String nameIn(String networkFile) {
        return LocalDirectory.example(networkFile)
                .lines()
                .filter(line -> line.startsWith("network: "))
                .map(line -> line.substring("network: ".length()).strip())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(networkFile + " does not name its network"));
    }

    /** Holds {@code network.json}. */
    public Path directory() {
        return directory.directory();
    }

    @Override
    public void close() throws IOException {
        network.close();
        directory.delete();
    }
}
