package eu.ccngateway.launcher.local;

import eu.ccngateway.gateway.config.GatewayConfig;
import eu.ccngateway.gateway.network.NetworkFile;
import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.network.NetworkJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * A network that is ready to be started by {@code ccn gateway} in a process of its own: configuration, keys and
 * {@code network.json} are there, nothing runs.
 */
public record PreparedNetwork(Path directory) {

    /**
     * Makes it in an empty directory.
     *
     * @param networkYaml of a network named {@code demo}
     * @param more lines of the gateway's configuration
     */
    public static PreparedNetwork make(Path directory, String networkYaml, String more, int port, int adminPort)
            throws IOException, FileInvalid {
        LocalDirectory files = new LocalDirectory(directory);
        Files.createDirectories(directory);
        Files.writeString(files.networkYaml(), networkYaml, StandardCharsets.UTF_8);
        files.writeMissing(files.tokenSha256());
        String yaml = Files.readString(files.gatewayYaml(), StandardCharsets.UTF_8)
                .replace("port: 7443", "port: " + port)
                .replace("port: 7480", "port: " + adminPort);
        Files.writeString(files.gatewayYaml(), yaml + more, StandardCharsets.UTF_8);
        GatewayConfig config = GatewayConfig.read(files.gatewayYaml());
        NetworkPolicy policy = NetworkFile.read(config.networkFile());
        LocalKeys keys = LocalKeys.in(files.pki(), Clock.systemUTC());
        keys.ensureGateway(config.gateway());
        keys.ensureNodes(policy.nodes());
        new NetworkJson(
                        config.listen().toString(),
                        "http://" + config.admin().listen(),
                        LocalKeys.absolute(keys.files().root()),
                        List.of(
                                LocalKeys.absolute(keys.files().rootCrl()),
                                LocalKeys.absolute(keys.files().issuingCrl())),
                        policy.network(),
                        policy.environment(),
                        LocalKeys.absolute(config.keeping().evidenceDirectory()),
                        keys.described(policy.nodes()))
                .write(directory);
        return new PreparedNetwork(directory);
    }

    /** The gateway's configuration. */
    public Path gatewayYaml() {
        return new LocalDirectory(directory).gatewayYaml();
    }
}
