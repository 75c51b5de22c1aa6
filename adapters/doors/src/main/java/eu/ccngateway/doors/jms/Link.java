package eu.ccngateway.doors.jms;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.policy.JmsDefaultPrefetchPolicy;

/**
 * A connection to the own broker with one transacted session. Its client id is the same each time: a broker takes no second
 * connection of that id, so once a new one is there, the old one's transactions are over.
 */
final class Link implements AutoCloseable {

    private static final int PREFETCH = 50;

    private final Connection connection;
    private final Session session;

    private Link(Connection connection, Session session) {
        this.connection = connection;
        this.session = session;
    }

    static Link open(JmsDoorConfig config, String clientId) throws JMSException, IOException {
        JmsConnectionFactory factory = new JmsConnectionFactory(config.broker());
        JmsDefaultPrefetchPolicy prefetch = new JmsDefaultPrefetchPolicy();
        prefetch.setAll(PREFETCH);
        factory.setPrefetchPolicy(prefetch);
        factory.setClientID(clientId);
        config.user().ifPresent(factory::setUsername);
        config.password().ifPresent(factory::setPassword);
        Connection connection = factory.createConnection();
        try {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            connection.start();
            return new Link(connection, session);
        } catch (JMSException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    Session session() {
        return session;
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
