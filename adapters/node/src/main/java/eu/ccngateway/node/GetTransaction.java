package eu.ccngateway.node;

import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.wire.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A transaction over gets. */
final class GetTransaction implements Transaction {

    private final Gets gets;
    private final Settler settler;
    private final Function<String, QueueAddress> ownQueue;
    private List<Lease> taken = new ArrayList<>();

    GetTransaction(Gets gets, Settler settler, Function<String, QueueAddress> ownQueue) {
        this.gets = gets;
        this.settler = settler;
        this.ownQueue = ownQueue;
    }

    @Override
    public Optional<Delivered> get(String queue, Duration wait) {
        return get(queue, 1, wait).stream().findFirst();
    }

    @Override
    public List<Delivered> get(String queue, int max, Duration wait) {
        List<Delivered> came = gets.get(new Gets.Wanted(ownQueue.apply(queue), max, wait, Lease.Use.TRANSACTION));
        came.forEach(message -> taken.add(message.lease()));
        return came;
    }

    @Override
    public CompletableFuture<Void> commit() {
        return end(Outcome.ACKNOWLEDGE);
    }

    @Override
    public CompletableFuture<Void> rollback() {
        return end(Outcome.ROLLBACK);
    }

    private CompletableFuture<Void> end(Outcome outcome) {
        List<Lease> all = taken;
        taken = new ArrayList<>();
        return all.isEmpty() ? CompletableFuture.completedFuture(null) : settler.settleTogether(all, outcome);
    }

    @Override
    public void close() {
        rollback();
    }
}
