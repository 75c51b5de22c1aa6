package eu.ccngateway.node;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Seal;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Seals what gathered while the last batches were on their way. With nothing on its way a message is sealed at once, so
 * that a lone one does not wait; under load batches fill by themselves. No timer. Nothing is sealed before a gateway has
 * said which network and environment it is of.
 */
final class Sealer {

    /** Messages of one destination stand together, in the order of their puts, as the gateway stores by destination. */
    private static final Comparator<Outgoing> BY_DESTINATION = Comparator.comparing(Outgoing::destination);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Outgoing> gathered = new ArrayDeque<>();
    private final SealingKey key;
    private final NodeOptions options;
    private final Consumer<SealedBatch> sealed;
    private final Failing failing;
    private long gatheredBytes;
    private int batchesInFlight;
    private @Nullable PutLimits limits;
    private boolean isStopped;

    /** Told of messages that cannot be sealed. */
    interface Failing {
        void failed(Outgoing message, NodeException failure);
    }

    Sealer(SealingKey key, NodeOptions options, Consumer<SealedBatch> sealed, Failing failing) {
        this.key = key;
        this.options = options;
        this.sealed = sealed;
        this.failing = failing;
    }

    void add(Outgoing message) {
        boolean isTooLate;
        lock.lock();
        try {
            isTooLate = isStopped;
            if (!isTooLate) {
                gathered.add(message);
                gatheredBytes += message.size();
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        if (isTooLate) {
            failing.failed(message, new NodeClosed("the node was closed before the message could be sealed"));
        }
    }

    /** There is a gateway, with these limits; or none. */
    void gateway(@Nullable PutLimits told) {
        lock.lock();
        try {
            limits = told;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** One batch fewer is on its way. */
    void batchQuiet() {
        lock.lock();
        try {
            batchesInFlight--;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes out what has waited too long for a gateway. */
    List<Outgoing> expired(long nowMs) {
        lock.lock();
        try {
            List<Outgoing> expired = new ArrayList<>();
            gathered.removeIf(message -> message.deadlineMs <= nowMs && expired.add(message));
            expired.forEach(message -> gatheredBytes -= message.size());
            return expired;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread; what was not sealed is returned. */
    List<Outgoing> stop() {
        lock.lock();
        try {
            isStopped = true;
            changed.signal();
            List<Outgoing> left = List.copyOf(gathered);
            gathered.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** The sealer's thread. */
    void run() {
        List<Outgoing> batch = new ArrayList<>();
        for (PutLimits to = take(batch); to != null; to = take(batch)) {
            List<Outgoing> good = new ArrayList<>(batch.size());
            for (Outgoing message : batch) {
                if (isWithin(to, message)) {
                    good.add(message);
                }
            }
            boolean isCounted = !to.isLarge(batch.get(0));
            if ((good.isEmpty() || !seal(good, to)) && isCounted) {
                batchQuiet();
            }
            batch.clear();
        }
    }

    private @Nullable PutLimits take(List<Outgoing> into) {
        lock.lock();
        try {
            PutLimits to = limits;
            while (!isStopped && (to == null || !isTime(to))) {
                changed.awaitUninterruptibly();
                to = limits;
            }
            if (isStopped || to == null) {
                return null;
            }
            long bytes = 0;
            for (Outgoing next = gathered.peek(); next != null; next = gathered.peek()) {
                boolean isLarge = to.isLarge(next);
                bytes += next.size();
                if (!into.isEmpty() && (isLarge || into.size() == to.batchMax() || bytes > to.batchBytes())) {
                    break;
                }
                into.add(gathered.remove());
                gatheredBytes -= next.size();
                if (isLarge) {
                    return to;
                }
            }
            batchesInFlight++;
            return to;
        } finally {
            lock.unlock();
        }
    }

    private boolean isTime(PutLimits to) {
        Outgoing first = gathered.peek();
        return first != null
                && (batchesInFlight < options.batchesInFlight()
                        || gathered.size() >= to.batchMax()
                        || gatheredBytes >= to.batchBytes()
                        || to.isLarge(first));
    }

    private boolean isWithin(PutLimits to, Outgoing message) {
        if (message.payload.length() > to.payloadMax()) {
            failing.failed(
                    message,
                    new RefusedByGateway(
                            RefusalCode.PAYLOAD_TOO_LARGE,
                            "payload: " + message.payload.length() + " bytes (expected: at most " + to.payloadMax()
                                    + ")."));
            return false;
        }
        if (message.headerBytes.length > to.headerMax()) {
            failing.failed(
                    message,
                    new RefusedByGateway(
                            RefusalCode.HEADER_INVALID,
                            "header: " + message.headerBytes.length + " bytes (expected: at most " + to.headerMax()
                                    + ")."));
            return false;
        }
        return true;
    }

    private boolean seal(List<Outgoing> messages, PutLimits to) {
        try {
            messages.sort(BY_DESTINATION);
            Statement statement = new Statement(to.network(), to.environment());
            List<byte[]> leaves = new ArrayList<>(messages.size());
            for (Outgoing message : messages) {
                leaves.add(statement.leaf(message.header, Sha256.of(message.headerBytes), payloadSha256(message)));
            }
            MerkleTree tree = new MerkleTree(leaves);
            Seal seal = key.seal(tree);
            SealedBatch batch = new SealedBatch(
                    seal,
                    tree,
                    messages,
                    to.isLarge(messages.get(0))
                            ? Unpooled.EMPTY_BUFFER
                            : SealedBatch.items(ByteBufAllocator.DEFAULT, messages));
            for (int i = 0; i < messages.size(); i++) {
                messages.get(i).sealedUnder(batch, i);
            }
            sealed.accept(batch);
            return true;
        } catch (RuntimeException e) {
            NodeException failure = new NodeException("the message could not be sealed: " + e.getMessage(), e);
            messages.forEach(message -> failing.failed(message, failure));
            return false;
        }
    }

    private static byte[] payloadSha256(Outgoing message) {
        byte[] known = message.payloadSha256;
        if (known != null) {
            return known;
        }
        Payload.Bytes payload = (Payload.Bytes) message.payload;
        return Sha256.mine()
                .add(payload.array(), payload.offset(), payload.size())
                .finish();
    }
}
