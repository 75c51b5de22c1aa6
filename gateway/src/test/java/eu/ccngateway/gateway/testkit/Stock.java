package eu.ccngateway.gateway.testkit;

import com.google.protobuf.InvalidProtocolBufferException;
import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.gateway.parcel.ParcelReader;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.MemoryQueues;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.store.ParcelHead;
import eu.ccngateway.gateway.store.Progress;
import eu.ccngateway.protocol.message.QueueAddress;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What is in the storage of a gateway that was closed, counted from the entries themselves.
 *
 * @param messages of senders, in queues, waiting to be reported as expired, and among the dead letters
 * @param inQueues messages and reports in each queue
 */
public record Stock(long messages, long reports, Map<QueueAddress, Long> inQueues) {

    private static final int ALL = 1_000_000;

    public static Stock of(MemoryQueues queues, NetworkPolicy network) {
        Counter counter = new Counter(gone(queues));
        network.queues().forEach(queue -> {
            for (StorageQueue.Lane lane : StorageQueue.Lane.values()) {
                counter.count(
                        queues, new StorageQueue(queue.domain(), queue.address().toString(), lane));
            }
        });
        counter.count(queues, StorageQueue.EXPIRED);
        counter.count(queues, StorageQueue.DEAD_LETTERS);
        return new Stock(counter.messages, counter.reports, counter.inQueues);
    }

    private static Map<Long, BitSet> gone(MemoryQueues queues) {
        Map<Long, Progress> newest = new HashMap<>();
        for (Entry entry : queues.peek(StorageQueue.PROGRESS, ALL)) {
            try {
                Progress progress = Progress.parseFrom(entry.body().nioBuffer());
                newest.merge(progress.getParcel(), progress, (a, b) -> a.getVersion() > b.getVersion() ? a : b);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            } finally {
                entry.body().release();
            }
        }
        Map<Long, BitSet> gone = new HashMap<>();
        newest.forEach((parcel, progress) ->
                gone.put(parcel, BitSet.valueOf(progress.getGone().toByteArray())));
        return gone;
    }

    private static final class Counter {
        private final Map<Long, BitSet> gone;
        private final Map<QueueAddress, Long> inQueues = new HashMap<>();
        private long messages;
        private long reports;

        Counter(Map<Long, BitSet> gone) {
            this.gone = gone;
        }

        void count(MemoryQueues queues, StorageQueue queue) {
            for (Entry entry : queues.peek(queue, ALL)) {
                ParcelHead head = ParcelReader.readHead(entry);
                entry.body().release();
                int left = entry.messages()
                        - gone.getOrDefault(head.getParcel(), new BitSet()).cardinality();
                if (head.getPart() > 0) {
                    continue;
                }
                if (head.getIsReports()) {
                    reports += left;
                } else {
                    messages += left;
                }
                if (!head.hasDeadLetter()) {
                    inQueues.merge(QueueAddress.parse(head.getQueue()), (long) left, Long::sum);
                }
            }
        }
    }
}
