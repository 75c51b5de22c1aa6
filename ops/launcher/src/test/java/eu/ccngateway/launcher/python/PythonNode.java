package eu.ccngateway.launcher.python;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.network.NetworkJson;
import eu.ccngateway.launcher.testnet.TestNetwork;
import eu.ccngateway.launcher.testnet.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code ccn_node.py} as one node of a network. */
final class PythonNode {

    private static final Path SCRIPT = Path.of("..", "..", "protocol", "src", "test", "python", "ccn_node.py")
            .toAbsolutePath();

    private final TestNetwork network;
    private final String name;

    PythonNode(TestNetwork network, String name) {
        this.network = network;
        this.name = name;
    }

    /** Runs one command; gives the JSON objects it prints, one a line. */
    List<Map<String, Object>> run(int exit, String... command) throws IOException, InterruptedException {
        NetworkJson json = NetworkJson.read(network.directory());
        NetworkJson.NodeKeys keys = json.nodes().get(name);
        List<String> line = new ArrayList<>(List.of(Tools.required("python3").toString(), "-B", SCRIPT.toString()));
        line.addAll(List.of("--gateway", json.gateway(), "--ca", json.trust().toString()));
        json.crls().forEach(crl -> line.addAll(List.of("--crl", crl.toString())));
        line.addAll(List.of(
                "--cert", keys.certificate().toString(), "--key", keys.key().toString()));
        line.addAll(List.of("--seal-cert", keys.sealCertificate().toString()));
        line.addAll(List.of("--seal-key", keys.sealKey().toString()));
        line.addAll(List.of(command));
        Tools.Result result = Tools.run(network.directory(), line);
        assertThat(result.exit()).as("%s", result).isEqualTo(exit);
        List<Map<String, Object>> objects = new ArrayList<>();
        for (String text : result.out().lines().toList()) {
            objects.add(Json.readObject(text));
        }
        return objects;
    }
}
