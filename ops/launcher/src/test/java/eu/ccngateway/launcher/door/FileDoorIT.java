package eu.ccngateway.launcher.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.doors.DoorEvent;
import eu.ccngateway.doors.files.FileDoor;
import eu.ccngateway.doors.files.FileDoorConfig;
import eu.ccngateway.launcher.assembly.GatewayAssembly;
import eu.ccngateway.launcher.testnet.TestNetwork;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.Received;
import eu.ccngateway.protocol.message.MessageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file door of FR against a gateway; IE is a node as others are. */
class FileDoorIT {

    private static final String TO_IE = "to: CORE-RCT-QUE.NCTS@CUSTTAX.IE\ntype: CD001C-MSG.NCTS\n";
    private static final String CORE = "CORE-RCT-QUE.NCTS";
    private static final Duration WAIT = Duration.ofSeconds(20);

    @TempDir
    static Path networkDirectory;

    private static TestNetwork network;
    private static GatewayAssembly gateway;

    @TempDir
    Path directory;

    private final Queue<DoorEvent> events = new ConcurrentLinkedQueue<>();
    private Path out;
    private Path in;
    private Node france;
    private Node ireland;
    private FileDoor door;

    @BeforeAll
    static void startNetwork() {
        network = TestNetwork.in(networkDirectory).make();
        gateway = network.startHere();
    }

    @AfterAll
    static void stopNetwork() throws IOException {
        gateway.close();
        network.close();
    }

    @BeforeEach
    void open() throws IOException {
        out = Files.createDirectories(directory.resolve("out"));
        in = Files.createDirectories(directory.resolve("in"));
        france = Node.connect(network.node("NTA.FR").build());
        ireland = Node.connect(network.node("NTA.IE").build());
        startDoor();
    }

    private void startDoor() throws IOException {
        FileDoorConfig config = new FileDoorConfig(
                out, in, List.of(), Duration.ofMillis(100), FileDoorConfig.PAYLOAD_MAX, FileDoorConfig.WAITING_MAX);
        door = FileDoor.start(france, config, Clock.systemUTC(), new SecureRandom(), events::add);
    }

    @AfterEach
    void close() throws IOException {
        door.close();
        france.close();
        ireland.close();
    }

    private void drop(String name, String payload, String header) throws IOException {
        Files.writeString(out.resolve(name), payload);
        Files.writeString(out.resolve(name + ".ccn"), header);
    }

    /** The files of a name below a directory, at any depth. */
    private static List<Path> find(Path where, String name) {
        try (Stream<Path> files = Files.walk(where)) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .toList();
        } catch (IOException e) {
            // Something was moved while it was walked over.
            return List.of();
        }
    }

    private static Path awaitFile(Path where, String name) {
        await(name).atMost(WAIT).until(() -> !find(where, name).isEmpty());
        return find(where, name).get(0);
    }

    @Test
    void whatIsDroppedArrivesOnceAndItsReportsLieBesideIt() throws IOException {
        drop("m1.xml", "<CD001C/>", TO_IE + "correlation-id: 26FRX4JX5WJBHD7YR9\nproperty.lane: green\n");

        Received received = ireland.get(CORE, WAIT).orElseThrow();
        assertThat(received.message().payload()).asString().isEqualTo("<CD001C/>");
        assertThat(received.message().correlationId()).contains(MessageId.parse("26FRX4JX5WJBHD7YR9"));
        assertThat(received.message().properties()).containsEntry("lane", "green");
        received.acknowledge().join();

        Path coa = awaitFile(out.resolve("sent"), "m1.xml.coa.ccn");
        Path cod = awaitFile(out.resolve("sent"), "m1.xml.cod.ccn");
        assertThat(coa.getParent()).isEqualTo(cod.getParent());
        assertThat(coa.getParent().getFileName()).hasToString(received.id().toHex());
        assertThat(coa.resolveSibling("m1.xml")).hasContent("<CD001C/>");
        assertThat(coa.resolveSibling("m1.xml.accepted.ccn")).content().contains("acceptance-id: ");
        assertThat(cod).content().contains("receiver: NTA.IE@CUSTTAX.IE");
        assertThat(out.resolve("m1.xml")).doesNotExist();
        assertThat(out.resolve("m1.xml.ccn")).doesNotExist();
    }

    @Test
    void whatArrivesIsWrittenWithItsHeaderAndConfirmed() throws IOException {
        var put = ireland.put(Message.to(CORE + "@CUSTTAX.FR")
                .type("CD002C-MSG.NCTS")
                .contentType("application/xml")
                .payload("<CD002C/>".getBytes(StandardCharsets.UTF_8))
                .build());
        put.await();

        await().atMost(WAIT).until(() -> headers().size() == 1);
        Path header = headers().get(0);
        assertThat(header)
                .content()
                .contains("sender: NTA.IE@CUSTTAX.IE\n", "type: CD002C-MSG.NCTS\n", "verified: true\n")
                .contains("message-id: " + put.id() + "\n");
        String name = header.getFileName().toString();
        assertThat(in.resolve(name.substring(0, name.length() - 4))).hasContent("<CD002C/>");
        assertThat(name).endsWith(".xml.ccn");
        assertThat(ireland.browse("REPORT-RCT-QUE.NCTS", put.id(), WAIT)).isPresent();
        await().atMost(WAIT)
                .until(() -> find(in.resolve(".door/shown"), "CUSTTAX.IE_" + put.id())
                        .isEmpty());
    }

    private List<Path> headers() throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(file -> file.toString().endsWith(".ccn")).toList();
        }
    }

    @Test
    void whatTheGatewayRefusesIsSetAsideWithItsReasonAndHoldsNobodyUp() throws IOException {
        drop("bad.xml", "<X/>", "to: CORE-RCT-QUE.NCTS@CUSTTAX.XX\ntype: CD001C-MSG.NCTS\n");
        drop("good.xml", "<Y/>", TO_IE);

        assertThat(awaitFile(out.resolve("refused"), "bad.xml.refused.txt"))
                .content()
                .contains("402", "QUEUE_UNKNOWN");
        Received received = ireland.get(CORE, WAIT).orElseThrow();
        assertThat(received.message().payload()).asString().isEqualTo("<Y/>");
        received.acknowledge().join();
    }

    @Test
    void aMessageDroppedAgainUnderItsIdIsNotSentAgain() throws IOException {
        String header = TO_IE + "message-id: AGAIN-" + System.nanoTime() + "\n";
        drop("again.xml", "<A/>", header);
        Received received = ireland.get(CORE, WAIT).orElseThrow();
        received.acknowledge().join();
        awaitFile(out.resolve("sent"), "again.xml");

        drop("again.xml", "<A/>", header);
        await().atMost(WAIT).until(() -> !Files.exists(out.resolve("again.xml")));
        drop("other.xml", "<B/>", header);

        assertThat(awaitFile(out.resolve("refused"), "refused.txt")).content().contains("sent before");
        assertThat(ireland.get(CORE, Duration.ofMillis(300))).isEmpty();
    }

    @Test
    void aSecondDoorOnTheSameDirectoriesIsTurnedAway() {
        org.assertj.core.api.Assertions.assertThatThrownBy(this::startDoor)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another door works here");
    }
}
