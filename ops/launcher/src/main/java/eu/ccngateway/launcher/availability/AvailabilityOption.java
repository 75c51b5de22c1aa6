package eu.ccngateway.launcher.availability;

import eu.ccngateway.launcher.network.NetworkOption;
import eu.ccngateway.monitoring.sla.AvailabilityDirectory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where measurements are kept. */
public final class AvailabilityOption {

    @Mixin
    private NetworkOption network = new NetworkOption();

    @Option(
            names = "--availability",
            paramLabel = "DIR",
            description = "Where the prober keeps its log. Default: availability in the network's directory.")
    private @Nullable Path directory;

    public NetworkOption network() {
        return network;
    }

    public AvailabilityDirectory directory() {
        return new AvailabilityDirectory(directory == null ? network.directory().resolve("availability") : directory);
    }
}
