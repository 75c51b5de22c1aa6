package eu.ccngateway.launcher.crash;

import eu.ccngateway.gateway.network.NetworkFile;
import eu.ccngateway.gateway.network.NetworkFileInvalid;
import eu.ccngateway.gateway.network.QueueSpec;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.StorageQueue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is in the storage of a gateway that does not run. */
final class StoredQueues {

    private StoredQueues() {}

    /** How many messages each queue holds that is not empty, by name and lane. */
    static Map<String, Long> notEmpty(DurableQueues queues, Path networkFile) throws NetworkFileInvalid {
        List<StorageQueue> all = new ArrayList<>(
                List.of(StorageQueue.EXPIRED, StorageQueue.LEDGER, StorageQueue.PROGRESS, StorageQueue.DEAD_LETTERS));
        for (QueueSpec queue : NetworkFile.read(networkFile).queues()) {
            for (StorageQueue.Lane lane : StorageQueue.Lane.values()) {
                all.add(new StorageQueue(queue.domain(), queue.address().toString(), lane));
            }
        }
        queues.declare(all);
        Map<String, Long> counts = new TreeMap<>();
        for (StorageQueue queue : all) {
            long count = queues.countMessages(queue);
            if (count > 0) {
                counts.put(queue.name() + " " + queue.lane(), count);
            }
        }
        return counts;
    }
}
