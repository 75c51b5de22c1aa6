package eu.ccngateway.adapters.artemis.remote;

import eu.ccngateway.adapters.artemis.BrokerNames;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.EntrySink;
import eu.ccngateway.gateway.queue.Readiness;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.Subscription;
import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.gateway.queue.UnitOfWork;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Durable queues in a broker reached over the network. Opening returns at once; the broker is connected to in the
 * background, again and again, and {@link #readiness()} tells how that goes.
 *
 * <p>A unit of work whose answer got lost is settled on the next connection, however long that takes, so that its stage
 * completes late but truthfully. Only what is in doubt when this is closed fails as unknown; the next start finds out.
 */
public final class RemoteArtemis implements DurableQueues {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteArtemis.class);

    private final RemoteSettings settings;
    private final BrokerNames names;
    private final Clock clock;
    private final BrokerLink link;
    private final Set<StorageQueue> declared = ConcurrentHashMap.newKeySet();
    private final Set<RemoteSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final HeldBefore heldBefore = new HeldBefore();
    private volatile boolean closed;

    private RemoteArtemis(RemoteSettings settings, Clock clock) {
        this.settings = settings;
        this.names = new BrokerNames(settings.prefix());
        this.clock = clock;
        this.link = new BrokerLink(settings, new LinkEvents());
        declared.add(StorageQueue.EXPIRED);
    }

    /** Begins to connect. */
    public static RemoteArtemis open(RemoteSettings settings, Clock clock) {
        RemoteArtemis queues = new RemoteArtemis(settings, clock);
        queues.link.start();
        return queues;
    }

    @Override
    public void declare(List<StorageQueue> queues) {
        List<StorageQueue> missing = queues.stream().filter(declared::add).toList();
        link.call(connection -> {
            for (StorageQueue queue : missing) {
                connection.declare(queue);
            }
            return missing.size();
        });
    }

    @Override
    public CompletionStage<Void> commit(UnitOfWork work) {
        List<RemoteTaken> claimed = new ArrayList<>();
        String refusal = claim(work, claimed);
        if (refusal.isEmpty()) {
            refusal = check(work);
        }
        PendingUnit unit = new PendingUnit(
                work, claimed, System.nanoTime() + settings.patience().toNanos());
        if (refusal.isEmpty()) {
            link.write(unit);
        } else {
            unit.notKept(refusal, null);
        }
        return unit.stage;
    }

    private static String claim(UnitOfWork work, List<RemoteTaken> claimed) {
        String refusal = "";
        for (TakenEntry removal : work.removals()) {
            if (removal instanceof RemoteTaken taken && taken.claim()) {
                claimed.add(taken);
            } else {
                refusal = "entry " + removal.entry().id() + " is no longer ours to remove";
            }
        }
        return refusal;
    }

    private String check(UnitOfWork work) {
        for (UnitOfWork.Append append : work.appends()) {
            if (!declared.contains(append.queue())) {
                return append.queue() + " was not declared";
            }
            int size = append.entry().body().readableBytes();
            if (size > Entry.BODY_MAX) {
                return "entry " + append.entry().id() + " has " + size + " bytes (at most " + Entry.BODY_MAX + ")";
            }
            heldBefore.born(append.entry().id());
        }
        return "";
    }

    @Override
    public Subscription subscribe(StorageQueue queue, EntrySink sink) {
        RemoteSubscription subscription =
                new RemoteSubscription(require(queue), sink, new SubscriptionOwner(), clock::millis, heldBefore);
        subscriptions.add(subscription);
        return subscription;
    }

    @Override
    public Optional<TakenEntry> takeOne(StorageQueue queue, long entryId) {
        require(queue);
        for (RemoteSubscription subscription : subscriptions) {
            Optional<RemoteTaken> ready =
                    subscription.queue.equals(queue) ? subscription.takeOne(entryId) : Optional.empty();
            if (ready.isPresent()) {
                return Optional.of(ready.get());
            }
        }
        return link.call(connection -> takeOne(connection, queue, entryId));
    }

    private Optional<TakenEntry> takeOne(BrokerConnection connection, StorageQueue queue, long entryId)
            throws ActiveMQException {
        ClientConsumer consumer = connection.consumer(queue, EntryForm.ENTRY_ID + " = " + entryId);
        ClientMessage message = consumer.receiveImmediate();
        if (message == null) {
            consumer.close();
            return Optional.empty();
        }
        boolean redelivered = message.getDeliveryCount() > 1 || heldBefore.contains(entryId);
        RemoteTaken.Arrived arrived = new RemoteTaken.Arrived(message, EntryForm.bodyOf(message), 0);
        return Optional.of(new RemoteTaken(new SingleHolder(consumer), connection, queue, arrived, redelivered));
    }

    @Override
    public List<Entry> peek(StorageQueue queue, int max) {
        List<Entry> seen = new ArrayList<>();
        subscriptions.stream()
                .filter(subscription -> subscription.queue.equals(queue))
                .flatMap(subscription -> subscription.ready().stream())
                .limit(max)
                .forEach(taken -> seen.add(taken.again().entry()));
        seen.addAll(read(reader -> reader.peek(require(queue), max - seen.size())));
        return seen;
    }

    @Override
    public long countMessages(StorageQueue queue) {
        return read(reader -> reader.countMessages(require(queue)));
    }

    private interface Look<T> {
        T at(BrokerReader reader) throws ActiveMQException;
    }

    /** Looks once everything queued before is done, so that one sees one's own commits. */
    private <T> T read(Look<T> look) {
        BrokerConnection connection = link.call(current -> current);
        try (BrokerReader reader = new BrokerReader(connection, names)) {
            return look.at(reader);
        } catch (ActiveMQException e) {
            throw new IllegalStateException("broker " + connection.address() + ": " + e.getMessage(), e);
        }
    }

    private StorageQueue require(StorageQueue queue) {
        if (!declared.contains(queue)) {
            throw new IllegalArgumentException(queue + " was not declared; declare it first");
        }
        return queue;
    }

    @Override
    public Readiness readiness() {
        return closed ? new Readiness(false, "broker " + settings.brokers() + ": closed") : link.readiness();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            link.close();
            subscriptions.clear();
        }
    }

    /** Moves an entry whose time passed while it waited with us; the broker does not look at those any more. */
    private void expire(RemoteTaken taken) {
        if (taken.claim()) {
            Entry late = taken.entry();
            Entry moved = new Entry(late.id(), late.messages(), late.priority(), 0, taken.body.duplicate());
            UnitOfWork move =
                    new UnitOfWork(late.id(), List.of(new UnitOfWork.Append(StorageQueue.EXPIRED, moved)), List.of());
            link.write(new PendingUnit(
                    move,
                    List.of(taken),
                    System.nanoTime() + settings.patience().toNanos()));
        }
    }

    /** What a subscription asks of us. */
    private final class SubscriptionOwner implements RemoteSubscription.Owner {

        @Override
        public void wanted(RemoteSubscription subscription) {
            link.submit(connection -> {
                subscription.connect(connection);
                return true;
            });
        }

        @Override
        public void closed(RemoteSubscription subscription, Optional<ClientConsumer> consumer) {
            subscriptions.remove(subscription);
            consumer.ifPresent(RemoteArtemis.this::closeInTurn);
        }

        @Override
        public void expired(RemoteTaken taken) {
            expire(taken);
        }
    }

    /** Closes a consumer after the units queued before it, which may remove what it received. */
    private void closeInTurn(ClientConsumer consumer) {
        link.submit(connection -> {
            consumer.close();
            return true;
        });
    }

    /** Holds what was taken for an operator; the consumer has just that one entry. */
    private final class SingleHolder implements RemoteTaken.Holder {
        private final ClientConsumer consumer;

        SingleHolder(ClientConsumer consumer) {
            this.consumer = consumer;
        }

        @Override
        public void putBack(RemoteTaken taken) {
            heldBefore.cameBack(taken.entry().id());
            closeInTurn(consumer);
        }

        @Override
        public void removed(RemoteTaken taken) {
            heldBefore.removed(taken.entry().id());
            closeInTurn(consumer);
        }
    }

    private final class LinkEvents implements BrokerLink.Events {

        @Override
        public void opened(BrokerConnection connection) throws ActiveMQException {
            for (StorageQueue queue : declared) {
                connection.declare(queue);
            }
            checkSettings(connection);
        }

        @Override
        public void connected(BrokerConnection connection) throws ActiveMQException {
            for (RemoteSubscription subscription : subscriptions) {
                subscription.connect(connection);
            }
        }

        @Override
        public void lost() {
            if (!closed) {
                subscriptions.forEach(RemoteSubscription::lose);
            }
        }

        @Override
        public void tick() {
            subscriptions.forEach(RemoteSubscription::expireReady);
        }
    }

    private void checkSettings(BrokerConnection connection) throws ActiveMQException {
        String answer = settingsOf(connection, names.address(StorageQueue.LEDGER));
        if (answer == null) {
            return;
        }
        List<String> faults = BrokerCheck.faults(answer, names.address(StorageQueue.EXPIRED));
        if (!faults.isEmpty()) {
            throw new ActiveMQException("its settings for addresses " + settings.prefix()
                    + "# would lose messages or stop: " + String.join("; ", faults)
                    + ". Put the address-setting of adapters/artemis/README.md into its broker.xml");
        }
    }

    private @Nullable String settingsOf(BrokerConnection connection, String address) {
        try (BrokerReader reader = new BrokerReader(connection, names)) {
            return reader.settingsOf(address);
        } catch (ActiveMQException e) {
            LOG.warn(
                    "broker {}: its settings cannot be checked, and messages cannot be counted ({}); allow user {} to manage"
                            + " the address activemq.management",
                    connection.address(),
                    e.getMessage(),
                    settings.login().map(BrokerLogin::user).orElse("anonymous"));
            return null;
        }
    }
}
