package eu.ccngateway.node;

import java.util.concurrent.atomic.LongAdder;

/** Counts what {@link NodeCounts} tells; each thing at one place. */
final class Counts {

    final LongAdder put = new LongAdder();
    final LongAdder accepted = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder retried = new LongAdder();
    final LongAdder received = new LongAdder();
    final LongAdder settled = new LongAdder();
    final LongAdder suppressed = new LongAdder();
    final LongAdder unverified = new LongAdder();
    final LongAdder connections = new LongAdder();

    NodeCounts now() {
        return new NodeCounts(
                put.sum(),
                accepted.sum(),
                failed.sum(),
                retried.sum(),
                received.sum(),
                settled.sum(),
                suppressed.sum(),
                unverified.sum(),
                connections.sum());
    }
}
