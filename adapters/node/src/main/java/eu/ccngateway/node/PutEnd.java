package eu.ccngateway.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where puts end: makes room in the window, and completes the futures where the program may take its time. */
final class PutEnd {

    private final Window window;
    private final Roles roles;
    private final Counts counts;
    private final Optional<Journal> journal;

    PutEnd(Window window, Roles roles, Counts counts, Optional<Journal> journal) {
        this.window = window;
        this.roles = roles;
        this.counts = counts;
        this.journal = journal;
    }

    Ended begin() {
        return new Ended();
    }

    void failed(Outgoing message, NodeException failure) {
        Ended ended = begin();
        ended.failed(message, failure);
        ended.finish();
    }

    /** Puts that end together; one after another, then {@link #finish}. */
    final class Ended {

        private record One(Outgoing message, Accepted accepted) {}

        private record Failure(Put put, NodeException why) {}

        private final List<One> accepted = new ArrayList<>();
        private final List<Failure> failed = new ArrayList<>();
        private long cost;

        void accepted(Outgoing message, long acceptance, long atMs, boolean isDuplicate) {
            accepted.add(new One(
                    message, new Accepted(new AcceptanceId(acceptance), Instant.ofEpochMilli(atMs), isDuplicate)));
            cost += message.cost();
            message.ending.ended(message, null);
        }

        void failed(Outgoing message, NodeException why) {
            failed.add(new Failure(message.put, why));
            cost += message.cost();
            message.ending.ended(message, why);
        }

        void finish() {
            if (accepted.isEmpty() && failed.isEmpty()) {
                return;
            }
            counts.accepted.add(accepted.size());
            counts.failed.add(failed.size());
            window.leave(accepted.size() + failed.size(), cost);
            roles.complete(() -> {
                journal.ifPresent(
                        it -> accepted.forEach(one -> it.sent(one.message.header, one.message.payload.length())));
                accepted.forEach(one -> {
                    one.message.put.complete(one.accepted);
                    one.message.put.spooled().complete(null);
                });
                failed.forEach(one -> {
                    one.put.completeExceptionally(one.why);
                    one.put.spooled().completeExceptionally(one.why);
                });
            });
        }
    }
}
