package eu.ccngateway.loadtest;

import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeConfig;
import eu.ccngateway.node.NodeOptions;
import eu.ccngateway.protocol.message.QueueAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One run against a running network: connects the nodes, lets them exchange, waits for the last report, and counts. */
public final class LoadRun {

    private static final Duration SETTLE_MAX = Duration.ofSeconds(60);

    private final LoadPlan plan;
    private final Path network;
    private final Consumer<String> progress;

    /** @param network directory with network.json */
    public LoadRun(LoadPlan plan, Path network, Consumer<String> progress) {
        this.plan = plan;
        this.network = network;
        this.progress = progress;
    }

    public LoadResult run() throws InterruptedException {
        Tally tally = new Tally(plan.nodes().size());
        List<Node> connected = new ArrayList<>();
        List<LoadNode> nodes = new ArrayList<>();
        try {
            plan.nodes().forEach(name -> connected.add(connect(name)));
            for (int i = 0; i < connected.size(); i++) {
                Node neighbour = connected.get((i + 1) % connected.size());
                QueueAddress to =
                        new QueueAddress(plan.queue(), neighbour.whoAmI().domain());
                nodes.add(new LoadNode(plan, i, connected.get(i), to, tally));
            }
            nodes.forEach(LoadNode::receive);
            List<Thread> senders = nodes.stream().map(LoadNode::sender).toList();
            senders.forEach(Thread::start);
            TimeUnit.NANOSECONDS.sleep(plan.warmUp().toNanos());
            tally.measure();
            watch(tally);
            tally.endMeasure();
            nodes.forEach(LoadNode::stop);
            for (Thread sender : senders) {
                sender.join();
            }
            settle(tally);
            return tally.result();
        } finally {
            connected.forEach(Node::close);
        }
    }

    private Node connect(String name) {
        return Node.connect(NodeConfig.builderOfNetwork(network, name)
                .options(NodeOptions.builder().inFlightMax(plan.inFlight()).build())
                .build());
    }

    private void watch(Tally tally) throws InterruptedException {
        long end = System.nanoTime() + plan.duration().toNanos();
        long before = tally.deliveredSoFar();
        while (System.nanoTime() < end) {
            TimeUnit.NANOSECONDS.sleep(Math.min(TimeUnit.SECONDS.toNanos(1), Math.max(1, end - System.nanoTime())));
            long now = tally.deliveredSoFar();
            progress.accept((now - before) + "/s delivered, " + tally.openSoFar() + " on their way");
            before = now;
        }
    }

    /** Until everything that was accepted has been delivered and reported. */
    private void settle(Tally tally) throws InterruptedException {
        long end = System.nanoTime() + SETTLE_MAX.toNanos();
        while (!tally.isSettled() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
