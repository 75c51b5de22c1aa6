package eu.ccngateway.adapters.artemis.remote;

import eu.ccngateway.adapters.artemis.BrokerNames;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.StorageQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientRequestor;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.api.core.management.ResourceNames;

/** Looks at queues and settings without taking anything, over a session of its own so that nobody waits for it. */
final class BrokerReader implements AutoCloseable {

    private static final String MANAGEMENT = "activemq.management";

    /**
     * So often may the broker say that there is nothing before we believe it, though it counted more: it says so too when
     * it has yet to hear that we want more.
     */
    private static final int SILENCE_MAX = 10;

    private static final long WAIT_MS = 100;
    private static final long ANSWER_MS = 15_000;
    private static final Pattern GROUP = Pattern.compile("\"(\\d+)\"\\s*:\\s*(\\d+)");

    private final ClientSession session;
    private final BrokerNames names;

    BrokerReader(BrokerConnection connection, BrokerNames names) throws ActiveMQException {
        this.session = connection.newSession(true);
        this.names = names;
        session.start();
    }

    List<Entry> peek(StorageQueue queue, int max) throws ActiveMQException {
        List<Entry> seen = new ArrayList<>();
        try (ClientConsumer browser = browser(queue)) {
            long expected = max;
            int silence = 0;
            while (seen.size() < expected && silence < SILENCE_MAX) {
                ClientMessage message = silence == 0 ? browser.receiveImmediate() : browser.receive(WAIT_MS);
                if (message != null) {
                    silence = 0;
                    seen.add(EntryForm.entryOf(message, EntryForm.bodyOf(message)));
                } else if (silence++ == 0) {
                    expected = Math.min(max, sum(groups(queue, "countMessages"), (messages, entries) -> entries));
                }
            }
        }
        return seen;
    }

    private ClientConsumer browser(StorageQueue queue) throws ActiveMQException {
        return session.createConsumer(SimpleString.of(names.queue(queue)), true);
    }

    /** Messages of the network in a queue: the broker counts entries by how many they hold. */
    long countMessages(StorageQueue queue) throws ActiveMQException {
        try (ClientConsumer browser = browser(queue)) {
            // The broker puts in line what was committed a moment later; its answer to this comes after that.
            browser.receiveImmediate();
        }
        return sum(groups(queue, "countMessages"), (messages, entries) -> messages * entries)
                + sum(groups(queue, "countDeliveringMessages"), (messages, entries) -> messages * entries);
    }

    private String groups(StorageQueue queue, String operation) throws ActiveMQException {
        return ask(ResourceNames.QUEUE + names.queue(queue), operation, "", BrokerNames.MESSAGES);
    }

    private static long sum(String groups, LongBinaryOperator worth) {
        long sum = 0;
        Matcher group = GROUP.matcher(groups);
        while (group.find()) {
            sum += worth.applyAsLong(Long.parseLong(group.group(1)), Long.parseLong(group.group(2)));
        }
        return sum;
    }

    /** The settings that hold for an address, as the broker says them in JSON. */
    String settingsOf(String address) throws ActiveMQException {
        return ask(ResourceNames.BROKER, "getAddressSettingsAsJSON", address);
    }

    private String ask(String resource, String operation, Object... parameters) throws ActiveMQException {
        try {
            // Not closed: that would need the right to delete its address. It ends with the session.
            ClientRequestor requestor = new ClientRequestor(session, MANAGEMENT);
            ClientMessage request = session.createMessage(false);
            ManagementHelper.putOperationInvocation(request, resource, operation, parameters);
            ClientMessage answer = requestor.request(request, ANSWER_MS);
            if (answer == null) {
                throw new ActiveMQException(operation + " of " + resource + ": no answer from " + MANAGEMENT);
            }
            Object result = ManagementHelper.getResult(answer);
            if (!ManagementHelper.hasOperationSucceeded(answer)) {
                throw new ActiveMQException(operation + " of " + resource + ": " + result);
            }
            return String.valueOf(result);
        } catch (ActiveMQException e) {
            throw e;
        } catch (Exception e) {
            throw new ActiveMQException(operation + " of " + resource + ": " + e.getMessage(), e, null);
        }
    }

    @Override
    public void close() throws ActiveMQException {
        session.close();
    }
}
