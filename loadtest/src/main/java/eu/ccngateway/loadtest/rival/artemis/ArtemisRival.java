package eu.ccngateway.loadtest.rival.artemis;

import eu.ccngateway.loadtest.process.Child;
import eu.ccngateway.loadtest.process.Jvm;
import eu.ccngateway.loadtest.rival.FreePort;
import eu.ccngateway.loadtest.rival.Race;
import eu.ccngateway.loadtest.rival.Rival;
import eu.ccngateway.loadtest.rival.RivalKeys;
import eu.ccngateway.loadtest.rival.RivalRound;
import eu.ccngateway.loadtest.rival.Transfer;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.SendAcknowledgementHandler;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** An Artemis server in its own process, and its Core client in this one, over mutual TLS; nothing is signed. */
public final class ArtemisRival implements Rival {

    private static final int MIB = 1 << 20;
    private static final int PRODUCER_WINDOW = 8 * MIB;
    private static final int CONSUMER_WINDOW = 4 * MIB;
    private static final int CONFIRMATION_WINDOW = 10 * MIB;
    /** Acknowledgements of about 64 messages of the mean size go together. */
    private static final int ACK_BATCH = 64 * 4_670;

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");

    private final Transfer transfer;
    private final Child child;
    private final String journal;
    private final String url;
    private final boolean isNative = OpenSsl.isAvailable();

    private ArtemisRival(Transfer transfer, Child child, String journal, String url) {
        this.transfer = transfer;
        this.child = child;
        this.journal = journal;
        this.url = url;
    }

    /** Starts the server in a directory. */
    public static ArtemisRival start(Jvm jvm, Path directory, RivalKeys keys, Transfer transfer)
            throws InterruptedException {
        int port = FreePort.find();
        String provider = "sslProvider=" + (OpenSsl.isAvailable() ? "OPENSSL" : "JDK");
        Child child = Child.start(
                "artemis",
                jvm.command(
                        ArtemisBroker.class.getName(),
                        JVM,
                        List.of(
                                directory.toString(),
                                Integer.toString(transfer.queues()),
                                "tcp://127.0.0.1:" + port + "?protocols=CORE;tcpNoDelay=true;needClientAuth=true;"
                                        + provider + ";" + stores(keys, keys.broker()))),
                Map.of(),
                directory.resolve("broker.out"));
        try {
            Path ready = directory.resolve(ArtemisBroker.READY);
            child.await(() -> Files.exists(ready), READY_WITHIN);
            String url =
                    "tcp://localhost:" + port + "?" + (provider + ";" + stores(keys, keys.client())).replace(';', '&');
            return new ArtemisRival(transfer, child, Files.readString(ready, StandardCharsets.US_ASCII), url);
        } catch (IOException e) {
            child.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | InterruptedException e) {
            child.close();
            throw e;
        }
    }

    private static String stores(RivalKeys keys, Path own) {
        return "sslEnabled=true;enabledProtocols=TLSv1.3;keyStoreType=PKCS12;keyStorePath=" + keys.file(own, "p12")
                + ";keyStorePassword=" + keys.password() + ";trustStoreType=PKCS12;trustStorePath=" + keys.trust()
                + ";trustStorePassword=" + keys.password();
    }

    static String queue(int index) {
        return "q" + index;
    }

    @Override
    public Map<String, String> configuration() {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("server", "Artemis, own process, JVM " + String.join(" ", JVM));
        configuration.put(
                "journal", journal + ", synced, buffer 2 MiB, timeout 0.2 ms, files of 64 MiB, 20 kept; no paging");
        configuration.put(
                "client",
                "Core, producer window 8 MiB, consumer window 4 MiB, asynchronous send" + " acknowledgement, "
                        + transfer.inFlight() + " in flight a producer");
        configuration.put("acknowledging", "by receivers in batches of about 64 messages, not waited for");
        configuration.put("tls", "mutual, TLS 1.3, " + (isNative ? OpenSsl.versionString() : "JDK"));
        configuration.put("connections", "one a producer, one a consumer");
        configuration.put("signatures", "none");
        return configuration;
    }

    @Override
    public RivalRound round(Duration warmUp, Duration measured) throws InterruptedException {
        Race race = new Race(transfer);
        List<AutoCloseable> open = new ArrayList<>();
        try (ServerLocator locator = locator()) {
            for (int queue = 0; queue < transfer.queues(); queue++) {
                consume(locator, queue, race, open);
            }
            for (int producer = 0; producer < transfer.producers(); producer++) {
                produce(locator, producer, race, open);
            }
            return race.measure("Core", Optional.of(child.pid()), warmUp, measured);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Artemis: " + e, e);
        } finally {
            open.forEach(ArtemisRival::closeQuietly);
        }
    }

    private static void closeQuietly(AutoCloseable connection) {
        try {
            connection.close();
        } catch (Exception ignored) {
            // The round is over, and what it found does not depend on how its connections end.
        }
    }

    private ServerLocator locator() throws Exception {
        return ActiveMQClient.createServerLocator(url)
                .setBlockOnDurableSend(false)
                .setBlockOnAcknowledge(false)
                .setProducerWindowSize(PRODUCER_WINDOW)
                .setConsumerWindowSize(CONSUMER_WINDOW)
                .setConfirmationWindowSize(CONFIRMATION_WINDOW)
                .setAckBatchSize(ACK_BATCH);
    }

    private void produce(ServerLocator locator, int index, Race race, List<AutoCloseable> open) throws Exception {
        ClientSessionFactory factory = locator.createSessionFactory();
        open.add(factory);
        ClientSession session = factory.createSession(true, true);
        ClientProducer producer = session.createProducer();
        SendAcknowledgementHandler confirmed = new SendAcknowledgementHandler() {
            @Override
            public void sendAcknowledged(Message message) {
                race.confirmed(1);
            }

            @Override
            public void sendFailed(Message message, Exception cause) {
                race.failed(cause);
            }
        };
        race.produce(index, (queue, payload) -> {
            ClientMessage message = session.createMessage(true);
            message.getBodyBuffer().writeBytes(payload);
            producer.send(SimpleString.of(queue(queue)), message, confirmed);
        });
    }

    private static void consume(ServerLocator locator, int queue, Race race, List<AutoCloseable> open)
            throws Exception {
        ClientSessionFactory factory = locator.createSessionFactory();
        open.add(factory);
        ClientSession session = factory.createSession(true, true);
        session.createConsumer(queue(queue)).setMessageHandler(message -> {
            byte[] payload = new byte[message.getBodySize()];
            message.getBodyBuffer().readBytes(payload);
            race.received(ByteBuffer.wrap(payload));
            acknowledge(message, race);
        });
        session.start();
    }

    private static void acknowledge(ClientMessage message, Race race) {
        try {
            message.acknowledge();
        } catch (ActiveMQException e) {
            race.failed(e);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
