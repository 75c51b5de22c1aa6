package eu.ccngateway.launcher.load;

import eu.ccngateway.launcher.network.NetworkOption;
import eu.ccngateway.loadtest.run.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which network a run is against: one that runs, or one of its own. */
final class StartOptions {

    @Option(
            names = "--network",
            paramLabel = "DIR",
            description =
                    "Directory with network.json of a running network. Default: .ccn if one runs there, else as --start.")
    private @Nullable Path directory;

    @Option(
            names = "--start",
            description = {
                "A network of its own, in a process of its own, with the domains and applications the run needs; its data"
                        + " is in a temporary directory and removed at the end."
            })
    private boolean isStart;

    @Mixin
    private StartedOptions started = new StartedOptions();

    /** What is done with the network. */
    @FunctionalInterface
    interface Use<T> {
        T with(Network network) throws IOException, InterruptedException;
    }

    /** Does something with a network, which is started before and ended after if it is one of our own. */
    <T> T use(int domains, List<String> applications, Use<T> use) throws IOException, InterruptedException {
        Path usual = Path.of(NetworkOption.USUAL);
        if (!isStart && (directory != null || NetworkUse.isThere(usual))) {
            return use.with(NetworkUse.read(directory == null ? usual : directory));
        }
        StartedNetwork.Wish wish = new StartedNetwork.Wish(domains, applications, started.jvmOptions());
        try (StartedNetwork own = StartedNetwork.start(wish)) {
            return use.with(own.network());
        }
    }
}
