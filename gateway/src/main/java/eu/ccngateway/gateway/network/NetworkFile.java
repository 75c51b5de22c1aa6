package eu.ccngateway.gateway.network;

import eu.ccngateway.gateway.yaml.Faults;
import eu.ccngateway.gateway.yaml.YamlFile;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the network file. Its format is explained in ops/network.yaml. */
public final class NetworkFile {

    private NetworkFile() {}

    /** The policy a file describes; refused with every fault at once. */
    public static NetworkPolicy read(Path file) throws NetworkFileInvalid {
        Faults faults = new Faults(file.toString());
        Optional<byte[]> bytes = YamlFile.bytes(file, faults);
        if (bytes.isEmpty()) {
            throw new NetworkFileInvalid(faults.toList());
        }
        return parse(bytes.get(), faults);
    }

    /** The policy that bytes describe, read from the file that the faults name. */
    static NetworkPolicy parse(byte[] bytes, Faults faults) throws NetworkFileInvalid {
        Optional<NetworkParts> parts =
                YamlFile.parse(bytes, faults).flatMap(top -> new NetworkReader(faults).read(top));
        if (!faults.isEmpty() || parts.isEmpty()) {
            throw new NetworkFileInvalid(faults.toList());
        }
        return new NetworkPolicy(parts.get());
    }
}
