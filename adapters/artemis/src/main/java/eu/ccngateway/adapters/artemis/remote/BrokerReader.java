package eu.ccngateway.adapters.artemis.remote;

import eu.ccngateway.adapters.artemis.BrokerNames;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.StorageQueue;
import java.util.ArrayList;
import java.util.List;
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

    /** So often must the broker say that there is nothing: it says so too when it has yet to hear that we want more. */
    private static final int NOTHING_LEFT = 3;

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
        try (ClientConsumer browser = session.createConsumer(SimpleString.of(names.queue(queue)), true)) {
            int nothing = 0;
            while (seen.size() < max && nothing < NOTHING_LEFT) {
                ClientMessage message = browser.receiveImmediate();
                if (message == null) {
                    nothing++;
                } else {
                    nothing = 0;
                    seen.add(EntryForm.entryOf(message, EntryForm.bodyOf(message)));
                }
            }
        }
        return seen;
    }

    /** Messages of the network in a queue: the broker counts entries by how many they hold. */
    long countMessages(StorageQueue queue) throws ActiveMQException {
        return sum(ask(ResourceNames.QUEUE + names.queue(queue), "countMessages", "", BrokerNames.MESSAGES))
                + sum(ask(
                        ResourceNames.QUEUE + names.queue(queue), "countDeliveringMessages", "", BrokerNames.MESSAGES));
    }

    private static long sum(String groups) {
        long sum = 0;
        Matcher group = GROUP.matcher(groups);
        while (group.find()) {
            sum += Long.parseLong(group.group(1)) * Long.parseLong(group.group(2));
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
