package eu.ccngateway.node;

import static eu.ccngateway.node.TestNetwork.TO_IE;
import static eu.ccngateway.node.TestNetwork.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.protocol.refusal.RefusalCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final TestNetwork network = new TestNetwork();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private NodeOptions.Builder options() {
        return TestNetwork.options().spool(directory.resolve("spool"));
    }

    private NodeConfig.Builder config(int port) {
        return network.config().gateway("127.0.0.1:" + port).options(options().build());
    }

    private static int freePort() throws IOException {
        try (var socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void keepsWhatIsPutWhileNoGatewayAnswersAndSendsItInOrder() throws IOException {
        int port = freePort();
        List<Put> puts = new ArrayList<>();
        try (Node node = Node.connect(config(port).build())) {
            assertThat(node.isConnected()).isFalse();
            for (int i = 0; i < 1_500; i++) {
                puts.add(node.put(message(TO_IE, bytes("m" + i))));
            }
            assertThat(puts.get(1_499).spooled()).succeedsWithin(SOON);
            assertThat(puts.get(0)).isNotDone();
            try (ScriptedGateway gateway = new ScriptedGateway(network, port)) {
                assertThat(puts.get(1_499)).succeedsWithin(SOON);
                puts.forEach(Put::await);
                assertThat(gateway.texts()).hasSize(1_500);
                for (int i = 0; i < 1_500; i++) {
                    assertThat(gateway.texts().get(i)).isEqualTo("m" + i);
                }
                assertThat(gateway.faults).isEmpty();
            }
        }
    }

    @Test
    void sendsWhatAnEarlierRunLeftUnderTheSameId() throws IOException {
        int port = freePort();
        Put left;
        try (Node node = Node.connect(config(port).build())) {
            left = node.put(message(TO_IE, bytes("left")));
            assertThat(left.spooled()).succeedsWithin(SOON);
        }
        assertThatThrownBy(left::await).isInstanceOf(NodeClosed.class).hasMessageContaining("spool");
        try (ScriptedGateway gateway = new ScriptedGateway(network, port);
                Node node = Node.connect(config(port).build())) {
            await().until(() -> gateway.taken.size() == 1);
            assertThat(gateway.taken.get(0).id()).isEqualTo(left.id().toHex());
            await().until(() -> node.counts().accepted() == 1);
        }
        try (ScriptedGateway gateway = new ScriptedGateway(network, port);
                Node node = Node.connect(config(port).build())) {
            node.put(message(TO_IE, bytes("new"))).await();
            assertThat(gateway.texts()).containsExactly("new");
        }
    }

    @Test
    void spoolsLargePayloadsWithoutHoldingThemInMemory() throws IOException {
        int port = freePort();
        byte[] large = new byte[3 << 20];
        new java.util.Random(7).nextBytes(large);
        Path file = directory.resolve("large.bin");
        Files.write(file, large);
        try (Node node = Node.connect(config(port).build())) {
            Put put = node.put(
                    Message.to(TO_IE).type(TestNetwork.TYPE).payload(file).build());
            assertThat(put.spooled()).succeedsWithin(SOON);
            Files.delete(file);
        }
        try (ScriptedGateway gateway = new ScriptedGateway(network, port);
                Node node = Node.connect(config(port).build())) {
            await().until(() -> node.counts().accepted() == 1);
            assertThat(gateway.taken.get(0).payload()).isEqualTo(large);
        }
    }

    @Test
    void tellsWhatIsRefusedForGoodAndForgetsIt() throws IOException {
        int port = freePort();
        List<Message> lost = new CopyOnWriteArrayList<>();
        NodeListener listener = new NodeListener() {
            @Override
            public void spooledMessageFailed(Message message, NodeException failure) {
                lost.add(message);
            }
        };
        try (ScriptedGateway gateway = new ScriptedGateway(network, port)) {
            gateway.decision = put -> ScriptedGateway.refuse(RefusalCode.STALE, "created: long ago");
            try (Node node = Node.connect(config(port).listener(listener).build())) {
                assertThatThrownBy(() -> node.put(message(TO_IE, bytes("old"))).await())
                        .isInstanceOf(RefusedByGateway.class);
                await().until(() -> lost.size() == 1);
            }
            gateway.taken.clear();
            gateway.decision = put -> null;
            try (Node node = Node.connect(config(port).build())) {
                node.put(message(TO_IE, bytes("new"))).await();
                assertThat(gateway.texts()).containsExactly("new");
            }
        }
    }

    @Test
    void hasNoRoomForMoreThanItsLimit() throws IOException {
        NodeOptions options = options()
                .spool(new NodeOptions.SpoolOptions(directory.resolve("spool"), 1 << 20, 3))
                .build();
        try (Node node = Node.connect(config(freePort()).options(options).build())) {
            for (int i = 0; i < 3; i++) {
                assertThat(node.tryPut(message(TO_IE, bytes("m")))).isPresent();
            }
            assertThat(node.tryPut(message(TO_IE, bytes("m")))).isEmpty();
        }
    }

    @Test
    void losesAndDoublesNothingWhenTheProgramIsKilled() throws Exception {
        int port = freePort();
        Path keys = directory.resolve("keys");
        network.pki.write(keys);
        Set<String> spooled = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            Path printed = directory.resolve("printed-" + round);
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            SpoolingProgram.class.getName(),
                            keys.toString(),
                            directory.resolve("spool").toString(),
                            Integer.toString(port))
                    .redirectOutput(printed.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                await().atMost(SOON).until(() -> Files.size(printed) > 300 * 49);
            } finally {
                program.destroyForcibly().waitFor();
            }
            // The last line may be torn.
            Files.readAllLines(printed).stream()
                    .filter(line -> line.length() == 48)
                    .forEach(spooled::add);
        }
        assertThat(spooled).hasSizeGreaterThanOrEqualTo(900);
        try (ScriptedGateway gateway = new ScriptedGateway(network, port);
                Node node = Node.connect(config(port).build())) {
            await().atMost(SOON).until(() -> gateway.acceptedAnew.keySet().containsAll(spooled));
            assertThat(gateway.acceptedAnew.values()).containsOnly(1);
            assertThat(node.counts().failed()).isZero();
            assertThat(gateway.faults).isEmpty();
        }
    }
}
