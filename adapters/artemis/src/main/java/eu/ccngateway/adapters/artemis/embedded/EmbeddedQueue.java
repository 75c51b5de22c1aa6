package eu.ccngateway.adapters.artemis.embedded;

import eu.ccngateway.adapters.artemis.BrokerNames;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.StorageQueue;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.utils.collections.LinkedListIterator;

/** One of our queues in the broker, and which of its entries are in somebody's hands. */
final class EmbeddedQueue {

    private static final SimpleString ENTRY_ID = SimpleString.of(BrokerNames.ENTRY_ID);
    private static final SimpleString MESSAGES = SimpleString.of(BrokerNames.MESSAGES);

    private static final long SETTLE_S = 30;

    final StorageQueue name;
    final Queue queue;
    private final StorageManager storage;
    private final long newestBeforeStart;
    private final Set<EmbeddedTaken> takenSingly = ConcurrentHashMap.newKeySet();
    private final Map<Long, EmbeddedTaken> taken = new ConcurrentHashMap<>();

    EmbeddedQueue(StorageQueue name, Queue queue, StorageManager storage, long newestBeforeStart) {
        this.name = name;
        this.queue = queue;
        this.storage = storage;
        this.newestBeforeStart = newestBeforeStart;
    }

    /** The message the broker keeps for an entry; the body is copied, since the journal reads it later. */
    CoreMessage messageOf(Entry entry) {
        ByteBuf body = entry.body();
        CoreMessage message = new CoreMessage(storage.generateID(), body.readableBytes() + 256);
        message.setAddress(queue.getAddress());
        message.setDurable(true);
        message.setPriority((byte) entry.priority());
        message.setExpiration(entry.expiresAtMs());
        message.putLongProperty(ENTRY_ID, entry.id());
        message.putIntProperty(MESSAGES, entry.messages());
        message.getBodyBuffer().writeBytes(body, body.readerIndex(), body.readableBytes());
        return message;
    }

    /** The entry as the broker kept it. Its body looks into the broker's message; releasing it costs and frees nothing. */
    private static Entry entryOf(Message message) {
        ByteBuf body = ((CoreMessage) message).getReadOnlyBodyBuffer().byteBuf();
        return new Entry(
                message.getLongProperty(ENTRY_ID),
                message.getIntProperty(MESSAGES),
                message.getPriority(),
                message.getExpiration(),
                body);
    }

    /** Notes that an entry is in somebody's hands. The caller holds the queue's monitor, or nobody else can see it. */
    EmbeddedTaken take(MessageReference reference, Set<EmbeddedTaken> holder) {
        reference.handled();
        reference.incrementDeliveryCount();
        Message message = reference.getMessage();
        boolean redelivered = reference.getDeliveryCount() > 1 || message.getMessageID() <= newestBeforeStart;
        EmbeddedTaken handle = new EmbeddedTaken(this, reference, entryOf(message), redelivered, holder);
        holder.add(handle);
        taken.put(message.getMessageID(), handle);
        return handle;
    }

    /** Puts back what nobody holds any more. */
    void putBack(MessageReference reference) {
        storage.setContext(storage.newSingleThreadContext());
        try {
            taken.remove(reference.getMessageID());
            queue.cancel(reference, System.currentTimeMillis());
            queue.deliverAsync();
        } catch (Exception e) {
            throw new IllegalStateException(name + ": an entry could not be given back", e);
        } finally {
            storage.clearContext();
        }
    }

    /** A unit of work that removed it is durable, or was rolled back; then the broker has put it back itself. */
    void letGo(MessageReference reference) {
        taken.remove(reference.getMessageID());
    }

    /** Waits until the broker has put in line what was committed; it does so a moment later, in another thread. */
    private void settle() {
        CountDownLatch inLine = new CountDownLatch(1);
        queue.flushOnIntermediate(inLine::countDown);
        try {
            if (!inLine.await(SETTLE_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + ": the broker did not look at the queue for " + SETTLE_S + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(name + ": interrupted while looking", e);
        }
    }

    Optional<EmbeddedTaken> takeOne(long entryId) {
        settle();
        synchronized (queue) {
            return messageIdOf(entryId).map(this::removeFromQueue).map(found -> take(found, takenSingly));
        }
    }

    /** The storage ends: what was taken singly cannot be given back any more; the next start does it. */
    void forgetTakenSingly() {
        List.copyOf(takenSingly).forEach(EmbeddedTaken::claim);
    }

    private MessageReference removeFromQueue(long messageId) {
        try {
            return queue.removeReferenceWithID(messageId);
        } catch (Exception e) {
            throw new IllegalStateException(name + ": an entry could not be taken", e);
        }
    }

    private Optional<Long> messageIdOf(long entryId) {
        try (LinkedListIterator<MessageReference> references = queue.iterator()) {
            while (references.hasNext()) {
                Message message = references.next().getMessage();
                if (message.getLongProperty(ENTRY_ID) == entryId) {
                    return Optional.of(message.getMessageID());
                }
            }
        }
        return Optional.empty();
    }

    List<Entry> peek(int max) {
        settle();
        List<Entry> seen = new ArrayList<>();
        try (LinkedListIterator<MessageReference> references = queue.browserIterator()) {
            while (seen.size() < max && references.hasNext()) {
                Message message = references.next().getMessage();
                if (!taken.containsKey(message.getMessageID())) {
                    seen.add(entryOf(message));
                }
            }
        }
        return seen;
    }

    long countMessages() {
        settle();
        Map<Long, EmbeddedTaken> held = Map.copyOf(taken);
        long messages = 0;
        for (EmbeddedTaken handle : held.values()) {
            messages += handle.entry().messages();
        }
        try (LinkedListIterator<MessageReference> references = queue.browserIterator()) {
            while (references.hasNext()) {
                Message message = references.next().getMessage();
                if (!held.containsKey(message.getMessageID())) {
                    messages += message.getIntProperty(MESSAGES);
                }
            }
        }
        return messages;
    }
}
