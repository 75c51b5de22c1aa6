package eu.ccngateway.adapters.artemis.remote;

import eu.ccngateway.adapters.artemis.BrokerNames;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.StorageQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.api.core.client.SessionFailureListener;

/**
 * One connection to one broker, with one transacted session: what a unit removes must be acknowledged by the session
 * that received it, so that one session does everything. It never repairs itself: when it fails it is thrown away, and
 * with it all that was received over it. Used by one thread, but for {@link #hasFailed()}.
 */
final class BrokerConnection implements AutoCloseable {

    /** How far the client reads ahead of credit, per subscription. */
    static final int WINDOW_BYTES = 512 * 1024;

    private static final String CONNECTOR =
            "org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory";

    /** Silence after which either side takes the other for dead. */
    private static final long SILENCE_MS = 10_000;

    private static final long CALL_MS = 15_000;
    private static final int CONNECT_MS = 5_000;

    /** How entries too large for a usual frame travel. */
    enum Frames {
        /** Each in one frame. Some brokers must be told that they may be so large. */
        WHOLE(2 * Entry.BODY_MAX),
        /** In pieces, which any broker takes, and keeps as a file of their own. */
        STREAMED(100 * 1024);

        private final int streamedFromBytes;

        Frames(int streamedFromBytes) {
            this.streamedFromBytes = streamedFromBytes;
        }
    }

    /** With headers and properties no entry is larger. */
    private static final int FRAME_MAX_BYTES = Entry.BODY_MAX + 1024;

    private final BrokerAddress address;
    private final RemoteSettings settings;
    private final BrokerNames names;
    private final ServerLocator locator;
    private final ClientSessionFactory factory;
    private final ClientSession session;
    private final ClientProducer producer;
    private final AtomicBoolean failed = new AtomicBoolean();

    private BrokerConnection(
            BrokerAddress address, RemoteSettings settings, ServerLocator locator, ClientSessionFactory factory)
            throws ActiveMQException {
        this.address = address;
        this.settings = settings;
        this.names = new BrokerNames(settings.prefix());
        this.locator = locator;
        this.factory = factory;
        this.session = newSession(false);
        this.producer = session.createProducer();
    }

    /**
     * Connects.
     *
     * @param onFailure called once, by another thread, when the connection fails
     */
    static BrokerConnection open(BrokerAddress address, RemoteSettings settings, Frames frames, Runnable onFailure)
            throws Exception {
        TransportConfiguration transport = transport(address, settings);
        ServerLocator locator = ActiveMQClient.createServerLocatorWithoutHA(transport);
        try {
            configure(locator);
            locator.setMinLargeMessageSize(frames.streamedFromBytes);
            // To this one broker, without waiting to be told of its cluster.
            ClientSessionFactory factory = locator.createSessionFactory(transport);
            BrokerConnection connection = new BrokerConnection(address, settings, locator, factory);
            connection.session.addFailureListener(connection.listener(onFailure));
            connection.session.start();
            return connection;
        } catch (Exception e) {
            locator.close();
            throw e;
        }
    }

    private static TransportConfiguration transport(BrokerAddress address, RemoteSettings settings) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("host", address.host());
        parameters.put("port", address.port());
        parameters.put("connect-timeout-millis", CONNECT_MS);
        settings.tls().ifPresent(context -> {
            parameters.put("sslEnabled", true);
            parameters.put("enabledProtocols", "TLSv1.3,TLSv1.2");
            parameters.put("verifyHost", true);
            parameters.put(BrokerTls.CONTEXT, context);
        });
        return new TransportConfiguration(CONNECTOR, parameters);
    }

    private static void configure(ServerLocator locator) {
        // The pools of all clients in this process: one of its own would be gone before the last event of a connection.
        locator.setUseGlobalPools(true);
        locator.setInitialConnectAttempts(1);
        locator.setReconnectAttempts(0);
        locator.setUseTopologyForLoadBalancing(false);
        locator.setConnectionTTL(SILENCE_MS);
        locator.setClientFailureCheckPeriod(SILENCE_MS);
        locator.setCallTimeout(CALL_MS);
        locator.setBlockOnDurableSend(false);
        locator.setBlockOnAcknowledge(false);
        locator.setProducerWindowSize(-1);
        locator.setConsumerWindowSize(WINDOW_BYTES);
    }

    private SessionFailureListener listener(Runnable onFailure) {
        return new SessionFailureListener() {
            @Override
            public void beforeReconnect(ActiveMQException exception) {
                report();
            }

            @Override
            public void connectionFailed(ActiveMQException exception, boolean failedOver) {
                report();
            }

            @Override
            public void connectionFailed(
                    ActiveMQException exception, boolean failedOver, String scaleDownTargetNodeID) {
                report();
            }

            private void report() {
                if (!failed.getAndSet(true)) {
                    onFailure.run();
                }
            }
        };
    }

    /** One more session on the same connection; it commits each thing it does if asked to. */
    ClientSession newSession(boolean autoCommit) throws ActiveMQException {
        String user = settings.login().map(BrokerLogin::user).orElse(null);
        String password = settings.login().map(BrokerLogin::password).orElse(null);
        return factory.createSession(
                user, password, false, autoCommit, autoCommit, locator.isPreAcknowledge(), locator.getAckBatchSize());
    }

    BrokerAddress address() {
        return address;
    }

    boolean hasFailed() {
        return failed.get();
    }

    ClientSession session() {
        return session;
    }

    /** Makes a durable queue unless there is one. */
    void declare(SimpleString name, String at, int consumersMax) throws ActiveMQException {
        ClientSession.QueueQuery found = session.queueQuery(name);
        if (!found.isExists()) {
            session.createQueue(QueueConfiguration.of(name)
                    .setAddress(at)
                    .setRoutingType(RoutingType.ANYCAST)
                    .setDurable(true)
                    .setMaxConsumers(consumersMax)
                    .setAutoDelete(false));
        } else if (!found.isDurable() || !found.getAddress().equals(SimpleString.of(at))) {
            throw new ActiveMQException("queue " + name + " exists at address " + found.getAddress()
                    + (found.isDurable() ? "" : ", not durable") + " (expected: durable, at " + at + ")");
        }
    }

    void declare(StorageQueue queue) throws ActiveMQException {
        declare(SimpleString.of(names.queue(queue)), names.address(queue), -1);
    }

    ClientConsumer consumer(StorageQueue queue) throws ActiveMQException {
        return session.createConsumer(SimpleString.of(names.queue(queue)));
    }

    ClientConsumer consumer(StorageQueue queue, String filter) throws ActiveMQException {
        return session.createConsumer(SimpleString.of(names.queue(queue)), SimpleString.of(filter));
    }

    void send(StorageQueue queue, Entry entry) throws ActiveMQException {
        SimpleString to = SimpleString.of(names.address(queue) + "::" + names.queue(queue));
        producer.send(to, EntryForm.messageOf(entry, session));
    }

    /** Whether the broker takes the largest entry in one frame. If it does not, it closes the connection. */
    boolean takesWholeEntries(StorageQueue queue) {
        try {
            ClientMessage largest = session.createMessage(true);
            largest.getBodyBuffer().writeBytes(new byte[FRAME_MAX_BYTES]);
            send(SimpleString.of(names.address(queue) + "::" + names.queue(queue)), largest);
            session.rollback();
            return true;
        } catch (ActiveMQException e) {
            return false;
        }
    }

    void send(SimpleString to, ClientMessage message) throws ActiveMQException {
        producer.send(to, message);
    }

    /** Says nothing to the broker, which may be frozen, and drops the connection. */
    void abort() {
        failed.set(true);
        factory.cleanup();
    }

    @Override
    public void close() {
        if (failed.getAndSet(true)) {
            factory.cleanup();
        }
        locator.close();
    }
}
