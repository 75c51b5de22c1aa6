package eu.ccngateway.launcher.door;

import eu.ccngateway.launcher.Ccn;
import eu.ccngateway.launcher.testnet.JavaProcess;
import eu.ccngateway.launcher.testnet.TestNetwork;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The JMS door, the gateway and the member state's own broker are killed while messages cross both ways. */
class JmsKilledIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void everyMessageCrossesOnceWhoeverIsKilled() throws Exception {
        try (AmqpBroker broker = AmqpBroker.create(directory.resolve("broker"))) {
            broker.start();
            TestNetwork network = TestNetwork.in(directory.resolve("network")).start();
            Files.writeString(directory.resolve("password"), AmqpBroker.PASSWORD);
            Path file = Files.writeString(
                    directory.resolve("jms.conf"),
                    "node: NTA.FR\nnetwork: " + network.directory() + "\nbroker: " + broker.uri() + "\nuser: "
                            + AmqpBroker.USER + "\npassword-file: password\nout: toEurope\nin." + Crossing.CORE
                            + ": fromEurope\nin." + Crossing.REPORTS + ": reports\n");
            JavaProcess door = new JavaProcess(new JavaProcess.Program(
                    Ccn.class,
                    List.of("-Xmx256m"),
                    List.of("door", "jms", "--config", file.toString()),
                    directory.resolve("door.log")));
            Crossing.Victim victim = Crossing.Victim.of(door);
            Crossing.Victim own = new Crossing.Victim("broker", broker::kill, broker::start);
            try (door;
                    Crossing crossing = new Crossing(network, new JmsClient(broker))) {
                victim.start().run();
                crossing.run(victim, own, Crossing.Victim.of(network), victim);
            }
        }
    }

    /** Sends until the broker has it, under the same MESSAGE_ID; takes in transactions. */
    private static final class JmsClient implements OwnSystem {

        private final AmqpBroker broker;
        private final Set<String> seen = new HashSet<>();
        private final Map<Thread, Session> sessions = new HashMap<>();
        private final List<Connection> connections = new ArrayList<>();

        JmsClient(AmqpBroker broker) {
            this.broker = broker;
        }

        private synchronized Session session() throws JMSException {
            Session open = sessions.get(Thread.currentThread());
            if (open == null) {
                Connection connection = broker.connect();
                connections.add(connection);
                open = connection.createSession(true, Session.SESSION_TRANSACTED);
                sessions.put(Thread.currentThread(), open);
            }
            return open;
        }

        private synchronized void reconnectLater() {
            sessions.remove(Thread.currentThread());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }

        @Override
        public void send(String text) {
            while (true) {
                try {
                    Session session = session();
                    TextMessage message = session.createTextMessage(text);
                    message.setStringProperty("APPLICATION", "NCTS");
                    message.setStringProperty("COUNTRY_CODE", "IE");
                    message.setStringProperty("QUEUE_BASE_NAME", "CORE");
                    message.setStringProperty("MESSAGE_TYPE", "CD001C-MSG.NCTS");
                    message.setStringProperty("MESSAGE_ID", text);
                    try (var producer = session.createProducer(session.createQueue("toEurope"))) {
                        producer.send(message);
                    }
                    session.commit();
                    return;
                } catch (JMSException ignored) {
                    reconnectLater();
                }
            }
        }

        @Override
        public List<String> take() {
            List<String> taken = new ArrayList<>();
            try {
                Session session = session();
                for (String queue : List.of("fromEurope", "reports")) {
                    try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
                        Message message = consumer.receive(100);
                        while (message != null) {
                            // What was received and not committed comes again, and is the same message to the broker.
                            if (seen.add(message.getJMSMessageID())) {
                                taken.add(read(message));
                            }
                            message = taken.size() < 20 ? consumer.receive(100) : null;
                        }
                    }
                    session.commit();
                }
            } catch (JMSException ignored) {
                reconnectLater();
            }
            return taken;
        }

        private static String read(Message message) throws JMSException {
            String report = message.getStringProperty("ReportType");
            return report == null
                    ? ((TextMessage) message).getText()
                    : report + " " + message.getStringProperty("CorrelationId");
        }

        @Override
        public synchronized void close() throws JMSException {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }
}
