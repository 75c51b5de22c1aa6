package eu.ccngateway.launcher.network;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says which network is meant. */
public final class NetworkOption {

    /** Where a network is unless said otherwise. */
    public static final String USUAL = ".ccn";

    @Option(
            names = "--network",
            paramLabel = "DIR",
            defaultValue = NetworkOption.USUAL,
            description = "Directory with network.json, as ./ccn up made it. Default: .ccn")
    private Path directory = Path.of(USUAL);

    public Path directory() {
        return directory;
    }

    public NetworkJson read() {
        return NetworkJson.read(directory);
    }
}
