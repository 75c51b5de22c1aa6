package eu.ccngateway.node;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Puts into a spool without a gateway until it is killed, and prints the id of each message that is in it. */
final class SpoolingProgram {

    private SpoolingProgram() {}

    public static void main(String[] arguments) {
        Path keys = Path.of(arguments[0]);
        Path home = keys.resolve("nodes").resolve(TestNetwork.FR);
        NodeConfig config = NodeConfig.builder()
                .gateway("127.0.0.1:" + arguments[2])
                .tlsKey(home.resolve("combined.crt"), home.resolve("combined.key"))
                .trust(
                        List.of(keys.resolve("root.crt"), keys.resolve("issuing.crt")),
                        List.of(
                                keys.resolve("crl").resolve("root.crl"),
                                keys.resolve("crl").resolve("issuing.crl")))
                .options(NodeOptions.builder()
                        .spool(Path.of(arguments[1]))
                        .connectTimeout(Duration.ofSeconds(1))
                        .build())
                .build();
        Node node = Node.connect(config);
        while (true) {
            Put put = node.put(TestNetwork.message(TestNetwork.TO_IE, "declaration".getBytes(StandardCharsets.UTF_8)));
            put.spooled().join();
            System.out.println(put.id());
        }
    }
}
