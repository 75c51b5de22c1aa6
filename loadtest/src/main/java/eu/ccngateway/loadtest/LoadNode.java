package eu.ccngateway.loadtest;

import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.Put;
import eu.ccngateway.node.Received;
import eu.ccngateway.node.Report;
import eu.ccngateway.protocol.message.QueueAddress;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** One node under load: puts to its neighbour, takes from its own queue, counts its reports. */
final class LoadNode {

    private static final int CREDIT = 1024;

    private final LoadPlan plan;
    private final int index;
    private final Node node;
    private final Tally tally;
    private final byte[] filling;
    private final QueueAddress to;
    private volatile boolean isStopped;

    /** @param to the queue of the node it puts to */
    LoadNode(LoadPlan plan, int index, Node node, QueueAddress to, Tally tally) {
        this.plan = plan;
        this.index = index;
        this.node = node;
        this.tally = tally;
        this.filling = new byte[plan.payloadBytes()];
        new Random(index).nextBytes(filling);
        this.to = to;
    }

    void receive() {
        node.subscribe(plan.queue(), CREDIT, this::received);
        node.reports(plan.reportQueue(), this::reported);
    }

    private void received(Received message) {
        // What an earlier run left in the queue is cleared away and not counted.
        if (tally.isOfThisRun(message.id())) {
            tally.delivered(Stamp.of(message.message().payload()));
        }
        message.acknowledge();
    }

    private void reported(Report report) {
        long now = System.nanoTime();
        if (!tally.isOfThisRun(report.about().id())) {
            return;
        }
        long sequence = report.about().id().bytes().getLong(16);
        if (report instanceof Report.CoA) {
            tally.coa(index, sequence, now);
        } else if (report instanceof Report.CoD) {
            tally.cod(index, sequence, now);
        }
    }

    Thread sender() {
        return new Thread(this::send, "sender-" + index);
    }

    /** Open loop where a rate is given: a message is late from the moment it was due, not from when it could be put. */
    private void send() {
        long started = System.nanoTime();
        double everyNanos = plan.ratePerSecond() == 0 ? 0 : 1e9 * plan.nodes().size() / plan.ratePerSecond();
        for (long sequence = 0; !isStopped; sequence++) {
            long due = everyNanos == 0 ? System.nanoTime() : started + (long) (sequence * everyNanos);
            for (long early = due - System.nanoTime(); early > 0 && !isStopped; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            put(sequence, due);
        }
    }

    private void put(long sequence, long dueNanos) {
        tally.sent(index, sequence, dueNanos);
        Put put = node.put(Message.to(to)
                .type(plan.type())
                .id(Tally.id(index, sequence, tally.run()))
                .payload(new Stamp(index, sequence, dueNanos).payload(filling))
                .build());
        put.whenComplete((accepted, failure) -> {
            if (failure == null) {
                tally.accepted();
            } else {
                tally.refused(String.valueOf(failure));
            }
        });
    }

    void stop() {
        isStopped = true;
    }
}
