package eu.ccngateway.gateway.config;

import eu.ccngateway.gateway.yaml.Faults;
import eu.ccngateway.gateway.yaml.YamlFile;
import eu.ccngateway.protocol.message.GatewayId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything that can be chosen about one gateway.
 *
 * @param gateway its name, as its certificates have it
 * @param listen where nodes connect
 * @param networkFile who may do what
 * @param dataDirectory what it keeps on disk is below it
 */
public record GatewayConfig(
        GatewayId gateway,
        HostPort listen,
        AdminConfig admin,
        Path networkFile,
        Credentials credentials,
        Path dataDirectory,
        StorageConfig storage,
        LimitsConfig limits,
        SessionConfig sessions,
        KeepingConfig keeping,
        MonitoringConfig monitoring) {

    /** Reads a configuration file; refused with every fault at once. Relative paths start at the file's directory. */
    public static GatewayConfig read(Path file) throws ConfigInvalid {
        Faults faults = new Faults(file.toString());
        Path directory = file.toAbsolutePath().normalize().getParent();
        Path base = directory == null ? file.toAbsolutePath().getRoot() : directory;
        Optional<GatewayConfig> config = YamlFile.bytes(file, faults)
                .flatMap(bytes -> YamlFile.parse(bytes, faults))
                .flatMap(top -> new ConfigReader(base).read(top));
        if (!faults.isEmpty() || config.isEmpty()) {
            throw new ConfigInvalid(faults.toList());
        }
        return config.get();
    }

    /** The same, listening elsewhere. */
    public GatewayConfig listeningOn(HostPort newListen, AdminConfig newAdmin) {
        return new GatewayConfig(
                gateway,
                newListen,
                newAdmin,
                networkFile,
                credentials,
                dataDirectory,
                storage,
                limits,
                sessions,
                keeping,
                monitoring);
    }
}
