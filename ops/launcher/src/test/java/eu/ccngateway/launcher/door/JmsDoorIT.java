package eu.ccngateway.launcher.door;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.doors.jms.JmsDoor;
import eu.ccngateway.doors.jms.JmsDoorConfig;
import eu.ccngateway.launcher.assembly.GatewayAssembly;
import eu.ccngateway.launcher.testnet.TestNetwork;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.Received;
import eu.ccngateway.protocol.message.MessageId;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JMS door of FR between a broker as published and a gateway; the client knows the mapping and nothing else. */
class JmsDoorIT {

    private static final String CORE = "CORE-RCT-QUE.NCTS";
    private static final Duration WAIT = Duration.ofSeconds(20);

    @TempDir
    static Path shared;

    private static AmqpBroker broker;
    private static TestNetwork network;
    private static GatewayAssembly gateway;
    private static Node ireland;

    @TempDir
    Path directory;

    private Node france;
    private JmsDoor door;
    private Connection connection;
    private Session session;

    @BeforeAll
    static void startNetwork() throws Exception {
        broker = AmqpBroker.create(shared.resolve("broker"));
        broker.start();
        network = TestNetwork.in(shared.resolve("network")).make();
        gateway = network.startHere();
        ireland = Node.connect(network.node("NTA.IE").build());
    }

    @AfterAll
    static void stopNetwork() throws IOException {
        if (gateway != null) {
            ireland.close();
            gateway.close();
            network.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        connection = broker.connect();
        session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        startDoor();
    }

    private void startDoor() throws IOException {
        Files.writeString(directory.resolve("password"), AmqpBroker.PASSWORD + "\n");
        Path file = Files.writeString(
                directory.resolve("jms.conf"),
                "node: NTA.FR\nbroker: " + broker.uri() + "\nuser: " + AmqpBroker.USER + "\npassword-file: password\n"
                        + "network: " + network.directory() + "\nout: toEurope\nrefused: toEurope.refused\n"
                        + "in.CORE-RCT-QUE.NCTS: fromEurope\nin.REPORT-RCT-QUE.NCTS: reports\nbase.COR1-03: CORE\n");
        france = Node.connect(network.node("NTA.FR").build());
        door = JmsDoor.start(france, JmsDoorConfig.read(file), directory, Clock.systemUTC(), event -> {});
    }

    @AfterEach
    void close() throws Exception {
        door.close();
        france.close();
        connection.close();
    }

    private TextMessage text(String text, String... properties) throws Exception {
        TextMessage message = session.createTextMessage(text);
        for (int i = 0; i < properties.length; i += 2) {
            message.setStringProperty(properties[i], properties[i + 1]);
        }
        return message;
    }

    private void send(Message message) throws Exception {
        session.createProducer(session.createQueue("toEurope")).send(message);
    }

    private Message receive(String queue) throws Exception {
        try (var consumer = session.createConsumer(session.createQueue(queue))) {
            Message message = consumer.receive(WAIT.toMillis());
            assertThat(message).as("a message in %s", queue).isNotNull();
            return message;
        }
    }

    @Test
    void aMessageOfAnExistingClientArrivesOnceAndItsReportsComeBack() throws Exception {
        String id = "1120120000" + System.nanoTime() % 100_000_000L;
        String[] properties = {
            "APPLICATION",
            "NCTS",
            "APPLICATION_SENDER",
            "NCTS",
            "COUNTRY_CODE",
            "IE",
            "QUEUE_BASE_NAME",
            "COR1-03",
            "MESSAGE_TYPE",
            "CD001C-MSG.NCTS",
            "QUEUE_MESSAGE_TYPE",
            "REQUEST",
            "MESSAGE_ID",
            id,
            "CORRELATION_ID",
            "26FRX4JX5WJBHD7YR9",
            "CONTENT_TYPE",
            "application/xml"
        };
        TextMessage first = text("<CD001C/>", properties);
        send(first);
        // The client does not know whether that was sent.
        send(text("<CD001C/>", properties));

        Received received = ireland.get(CORE, WAIT).orElseThrow();
        assertThat(received.message().payload()).asString().isEqualTo("<CD001C/>");
        assertThat(received.id()).isEqualTo(MessageId.parse(id));
        assertThat(received.message().correlationId()).contains(MessageId.parse("26FRX4JX5WJBHD7YR9"));
        assertThat(received.message().contentType()).contains("application/xml");
        received.acknowledge().join();

        for (String report : new String[] {"COA", "COD"}) {
            Message told = receive("reports");
            assertThat(told.getStringProperty("QueueMessageType")).isEqualTo("REPORT");
            assertThat(told.getStringProperty("ReportType")).isEqualTo(report);
            assertThat(told.getStringProperty("CorrelationId")).isEqualTo(id);
            assertThat(told.getJMSCorrelationID()).isEqualTo(first.getJMSMessageID());
        }
        assertThat(ireland.get(CORE, Duration.ofMillis(300))).isEmpty();
    }

    @Test
    void whatArrivesHasThePropertiesThatClientsRead() throws Exception {
        ireland.put(eu.ccngateway.node.Message.to(CORE + "@CUSTTAX.FR")
                        .type("CD002C-MSG.NCTS")
                        .id(MessageId.parse("112012000012345678"))
                        .correlationId(MessageId.parse("26FRX4JX5WJBHD7YR9"))
                        .contentType("application/xml")
                        .priority(7)
                        .payload("<CD002C>é</CD002C>".getBytes(StandardCharsets.UTF_8))
                        .build())
                .await();
        Message message = receive("fromEurope");
        assertThat(((TextMessage) message).getText()).isEqualTo("<CD002C>é</CD002C>");
        assertThat(message.getStringProperty("MessageType")).isEqualTo("CD002C-MSG.NCTS");
        assertThat(message.getStringProperty("QueueMessageType")).isEqualTo("REQUEST");
        assertThat(message.getStringProperty("MessageId")).isEqualTo("112012000012345678");
        assertThat(message.getStringProperty("CorrelationId")).isEqualTo("26FRX4JX5WJBHD7YR9");
        assertThat(message.getStringProperty("CountryCode")).isEqualTo("IE");
        assertThat(message.getStringProperty("QueueBaseName")).isEqualTo("CORE");
        assertThat(message.getStringProperty("Application")).isEqualTo("NCTS");
        assertThat(message.getStringProperty("ContentType")).isEqualTo("application/xml");
        assertThat(message.getJMSPriority()).isEqualTo(7);

        byte[] zip = {0x50, 0x4b, 3, 4, (byte) 0xff};
        ireland.put(eu.ccngateway.node.Message.to(CORE + "@CUSTTAX.FR")
                        .type("CD018C-MSG.NCTS")
                        .contentType("application/octet-stream")
                        .payload(zip)
                        .build())
                .await();
        BytesMessage bytes = (BytesMessage) receive("fromEurope");
        byte[] body = new byte[(int) bytes.getBodyLength()];
        bytes.readBytes(body);
        assertThat(body).isEqualTo(zip);
        assertThat(ireland.browse("REPORT-RCT-QUE.NCTS", MessageId.parse("112012000012345678"), WAIT))
                .isPresent();
    }

    @Test
    void whatCanNeverBeSentIsSetAsideWithTheReasonAndHoldsNobodyUp() throws Exception {
        send(text("<A/>", "APPLICATION", "NCTS"));
        send(text("<B/>", "TO", "CORE-RCT-QUE.NCTS@CUSTTAX.XX", "MESSAGE_TYPE", "CD001C-MSG.NCTS"));
        send(session.createObjectMessage("text"));
        send(text("<C/>", "TO", "CORE-RCT-QUE.NCTS@CUSTTAX.IE", "MESSAGE_TYPE", "CD001C-MSG.NCTS"));

        Received received = ireland.get(CORE, WAIT).orElseThrow();
        assertThat(received.message().payload()).asString().isEqualTo("<C/>");
        received.acknowledge().join();
        for (int i = 0; i < 3; i++) {
            Message refused = receive("toEurope.refused");
            String reason = refused.getStringProperty("Reason");
            if (refused instanceof TextMessage text && text.getText().equals("<A/>")) {
                assertThat(reason).contains("property QueueBaseName: missing");
                assertThat(refused.getStringProperty("APPLICATION")).isEqualTo("NCTS");
            } else if (refused instanceof TextMessage) {
                assertThat(reason).contains("QUEUE_UNKNOWN");
            } else {
                assertThat(reason).contains("missing");
            }
        }
    }

    @Test
    void aDoorThatIsStartedAnewGoesOnWhereItWas() throws Exception {
        send(text("<1/>", "TO", CORE + "@CUSTTAX.IE", "MESSAGE_TYPE", "CD001C-MSG.NCTS"));
        ireland.get(CORE, WAIT).orElseThrow().acknowledge().join();
        door.close();
        france.close();
        send(text("<2/>", "TO", CORE + "@CUSTTAX.IE", "MESSAGE_TYPE", "CD001C-MSG.NCTS"));
        startDoor();

        Received received = ireland.get(CORE, WAIT).orElseThrow();
        assertThat(received.message().payload()).asString().isEqualTo("<2/>");
        received.acknowledge().join();
        for (int i = 0; i < 4; i++) {
            assertThat(receive("reports").getStringProperty("QueueMessageType")).isEqualTo("REPORT");
        }
    }
}
