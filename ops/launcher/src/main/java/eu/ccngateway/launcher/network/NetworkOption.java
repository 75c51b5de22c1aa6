package eu.ccngateway.launcher.network;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says which network is meant. */
public final class NetworkOption {

    @Option(
            names = "--network",
            paramLabel = "DIR",
            defaultValue = ".ccn",
            description = "Directory with network.json, as ./ccn up made it. Default: .ccn")
    private Path directory = Path.of(".ccn");

    public Path directory() {
        return directory;
    }

    public NetworkJson read() {
        return NetworkJson.read(directory);
    }
}
