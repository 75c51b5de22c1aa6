package eu.ccngateway.adapters.artemis.remote;

import java.util.function.BooleanSupplier;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;

/**
 * The one message that tells which transaction of a gateway was the last to be kept. Each transaction removes the token
 * and puts back one with the next number, together with everything else it does. A connection that breaks during a
 * commit leaves one question, kept or not, and the number answers it on the next connection.
 *
 * <p>It is also why the answer is final: the broker hands the token out only when no session holds it, so after the
 * session that was in doubt has ended, and nothing it sent can come into effect any more. A duplicate id would need
 * luck here: the broker looks for it when the message arrives and notes it when the transaction commits, and a stalled
 * session may be in between.
 */
final class UnitToken {

    private static final String NUMBER = "ccn_number";
    private static final String NAME = "ccn.token";
    private static final long SLICE_MS = 500;
    private static final int SLICES_TO_COME_BACK = 30;

    private final BrokerConnection connection;
    private final SimpleString target;
    private final ClientConsumer consumer;
    private ClientMessage held;
    private boolean passed;

    private UnitToken(BrokerConnection connection, SimpleString target, ClientConsumer consumer, ClientMessage held) {
        this.connection = connection;
        this.target = target;
        this.consumer = consumer;
        this.held = held;
    }

    /**
     * Takes the token, however long somebody else holds it.
     *
     * @param goOn whether it is still worth waiting
     */
    static UnitToken take(BrokerConnection connection, RemoteSettings settings, BooleanSupplier goOn)
            throws ActiveMQException {
        String address = settings.prefix() + NAME;
        SimpleString queue = SimpleString.of(address + "/" + settings.gateway());
        connection.declare(queue, address, 1);
        SimpleString target = SimpleString.of(address + "::" + queue);
        ClientConsumer consumer = connection.session().createConsumer(queue);
        while (goOn.getAsBoolean() && !connection.hasFailed()) {
            ClientMessage message = consumer.receive(SLICE_MS);
            if (message != null) {
                return new UnitToken(connection, target, consumer, newest(message, consumer, connection));
            }
            if (connection.session().queueQuery(queue).getMessageCount() == 0) {
                connection.send(target, numbered(0, connection));
                connection.session().commit();
            }
        }
        throw new ActiveMQException(
                ActiveMQExceptionType.CONNECTION_TIMEDOUT, "an earlier session of " + settings.gateway() + " lives on");
    }

    /** There is one token, unless two gateways of one name began at once; then the highest number counts. */
    private static ClientMessage newest(ClientMessage first, ClientConsumer consumer, BrokerConnection connection)
            throws ActiveMQException {
        ClientMessage newest = first;
        ClientMessage other = consumer.receiveImmediate();
        while (other != null) {
            boolean newer = other.getLongProperty(NUMBER) > newest.getLongProperty(NUMBER);
            (newer ? newest : other).individualAcknowledge();
            newest = newer ? other : newest;
            connection.session().commit();
            other = consumer.receiveImmediate();
        }
        return newest;
    }

    private static ClientMessage numbered(long number, BrokerConnection connection) {
        ClientMessage token = connection.session().createMessage(true);
        token.setRoutingType(RoutingType.ANYCAST);
        token.putLongProperty(NUMBER, number);
        return token;
    }

    /** The number of the last transaction that was kept. */
    long number() {
        return held.getLongProperty(NUMBER);
    }

    /** Waits until the token of the last transaction has come back to us. */
    void await() throws ActiveMQException {
        if (!passed) {
            return;
        }
        for (int slice = 0; slice < SLICES_TO_COME_BACK && !connection.hasFailed(); slice++) {
            ClientMessage message = consumer.receive(SLICE_MS);
            if (message != null) {
                held = message;
                passed = false;
                return;
            }
        }
        throw new ActiveMQException(
                ActiveMQExceptionType.CONNECTION_TIMEDOUT, "the broker does not hand back the token " + target);
    }

    /** Makes passing the token on part of the transaction. */
    void pass() throws ActiveMQException {
        held.individualAcknowledge();
        connection.send(target, numbered(number() + 1, connection));
        passed = true;
    }
}
