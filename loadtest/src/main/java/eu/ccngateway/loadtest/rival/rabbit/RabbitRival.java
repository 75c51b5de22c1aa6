package eu.ccngateway.loadtest.rival.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.MessageProperties;
import eu.ccngateway.loadtest.rival.Race;
import eu.ccngateway.loadtest.rival.Rival;
import eu.ccngateway.loadtest.rival.RivalKeys;
import eu.ccngateway.loadtest.rival.RivalRound;
import eu.ccngateway.loadtest.rival.Transfer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A RabbitMQ server in its own process, and its Java client in this one, over mutual TLS; nothing is signed. */
public final class RabbitRival implements Rival {

    private static final int PREFETCH = 512;
    private static final int ACK_EVERY = 64;

    private final Transfer transfer;
    private final RabbitServer server;
    private final ConnectionFactory factory;

    private RabbitRival(Transfer transfer, RabbitServer server, ConnectionFactory factory) {
        this.transfer = transfer;
        this.server = server;
        this.factory = factory;
    }

    /** Whether a server is installed. */
    public static boolean isInstalled() {
        return RabbitServer.program().isPresent();
    }

    /** Starts the server in a directory. */
    public static RabbitRival start(Path directory, RivalKeys keys, Transfer transfer) throws InterruptedException {
        Path program = RabbitServer.program()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "rabbitmq-server is not installed (Debian: apt install rabbitmq-server); nothing was compared"));
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.useSslProtocol(context(keys));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(keys + " cannot be used for TLS", e);
        }
        factory.enableHostnameVerification();
        factory.setHost("localhost");
        RabbitServer server = RabbitServer.start(program, directory, keys);
        factory.setPort(server.port());
        return new RabbitRival(transfer, server, factory);
    }

    private static SSLContext context(RivalKeys keys) throws IOException, GeneralSecurityException {
        char[] password = keys.password().toCharArray();
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store(keys.file(keys.client(), "p12"), password), password);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store(keys.trust(), password));
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static KeyStore store(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    @Override
    public Map<String, String> configuration() {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put(
                "server",
                "RabbitMQ, own process, one node; quorum and classic durable queues, the better one"
                        + " of each round counts");
        configuration.put(
                "client",
                "amqp-client, persistent messages, publisher confirms not waited for, " + transfer.inFlight()
                        + " in flight a producer");
        configuration.put("acknowledging", "prefetch " + PREFETCH + ", " + ACK_EVERY + " together");
        configuration.put("tls", "mutual, TLS 1.3, Erlang's at the server, the JDK's at the client");
        configuration.put("connections", "one a producer, one a consumer");
        configuration.put("signatures", "none");
        return configuration;
    }

    @Override
    public RivalRound round(Duration warmUp, Duration measured) throws InterruptedException {
        List<RivalRound> rounds = new ArrayList<>();
        for (String type : List.of("quorum", "classic")) {
            rounds.add(round(type, warmUp, measured));
        }
        return Stream.of(rounds.toArray(RivalRound[]::new))
                .max(Comparator.comparingDouble(RivalRound::perSecond))
                .orElseThrow();
    }

    private RivalRound round(String type, Duration warmUp, Duration measured) throws InterruptedException {
        Race race = new Race(transfer);
        List<Connection> open = new ArrayList<>();
        try {
            for (int queue = 0; queue < transfer.queues(); queue++) {
                consume(type, queue, race, open);
            }
            for (int producer = 0; producer < transfer.producers(); producer++) {
                produce(type, producer, race, open);
            }
            return race.measure(type, Optional.of(server.pid()), warmUp, measured);
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException("RabbitMQ: " + e, e);
        } finally {
            open.forEach(Connection::abort);
        }
    }

    private static String queue(String type, int index) {
        return type + "-" + index;
    }

    private void produce(String type, int index, Race race, List<Connection> open)
            throws IOException, TimeoutException {
        Connection connection = factory.newConnection();
        open.add(connection);
        Channel channel = connection.createChannel();
        channel.confirmSelect();
        TreeMap<Long, Boolean> unconfirmed = new TreeMap<>();
        channel.addConfirmListener(
                (tag, isMultiple) -> {
                    synchronized (unconfirmed) {
                        int before = unconfirmed.size();
                        if (isMultiple) {
                            unconfirmed.headMap(tag, true).clear();
                        } else {
                            unconfirmed.remove(tag);
                        }
                        race.confirmed(before - unconfirmed.size());
                    }
                },
                (tag, isMultiple) -> race.failed(new IOException("message " + tag + " was not taken")));
        race.produce(index, (queue, payload) -> {
            synchronized (unconfirmed) {
                unconfirmed.put(channel.getNextPublishSeqNo(), true);
            }
            channel.basicPublish("", queue(type, queue), MessageProperties.PERSISTENT_BASIC, payload);
        });
    }

    private void consume(String type, int index, Race race, List<Connection> open)
            throws IOException, TimeoutException {
        Connection connection = factory.newConnection();
        open.add(connection);
        Channel channel = connection.createChannel();
        channel.queueDeclare(queue(type, index), true, false, false, Map.of("x-queue-type", type));
        channel.basicQos(PREFETCH);
        channel.basicConsume(queue(type, index), false, new DefaultConsumer(channel) {
            private int count;

            @Override
            public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] payload)
                    throws IOException {
                race.received(ByteBuffer.wrap(payload));
                if (++count % ACK_EVERY == 0) {
                    channel.basicAck(envelope.getDeliveryTag(), true);
                }
            }
        });
    }

    @Override
    public void close() {
        server.close();
    }
}
