package eu.ccngateway.launcher.local;

import eu.ccngateway.gateway.config.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code ccn up} starts, in this process, for tests of other packages. */
public final class WholeNetwork implements AutoCloseable {

    private final LocalNetwork network;

    private WholeNetwork(LocalNetwork network) {
        this.network = network;
    }

    public static WholeNetwork start(Path directory) throws Exception {
        return new WholeNetwork(LocalNetwork.start(
                new LocalDirectory(directory),
                new LocalNetwork.Ports(Optional.of(0), Optional.of(0)),
                Secret.Environment.of(name -> null)));
    }

    @Override
    public void close() throws Exception {
        network.close();
    }
}
