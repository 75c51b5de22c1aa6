package eu.ccngateway.loadtest.curve;

import eu.ccngateway.loadtest.account.Account;
import eu.ccngateway.loadtest.account.Stage;
import eu.ccngateway.loadtest.run.Drive;
import eu.ccngateway.loadtest.run.Effort;
import eu.ccngateway.loadtest.run.Exchange;
import eu.ccngateway.loadtest.run.LoadPlan;
import eu.ccngateway.loadtest.run.Network;
import eu.ccngateway.loadtest.traffic.Rhythm;
import eu.ccngateway.loadtest.watch.Subject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Messages pile up while nobody takes them, then an urgent one comes behind them all, then everybody takes: how fast the
 * pile grows and goes, what a message costs meanwhile, and how many come out before the urgent one.
 */
final class BacklogRun {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MS = 5;

    private final LoadPlan plan;
    private final Network network;
    private final Subject subject;

    BacklogRun(LoadPlan plan, Network network, long generator) {
        this.plan = plan;
        this.network = network;
        this.subject = network.subject(generator);
    }

    Map<String, Object> run(long messages, long run) throws InterruptedException {
        Map<String, Object> row = new LinkedHashMap<>();
        try (Exchange exchange = Exchange.open(plan, network, run)) {
            Account account = exchange.account();
            exchange.receiveReports();
            Effort start = new Effort(subject);
            fill(exchange, messages);
            Effort filled = new Effort(subject);
            row.put("fillPerSecond", messages / start.secondsUntil(filled));
            start.until(filled, messages).forEach((name, value) -> row.put("fill" + capital(name), value));
            exchange.putUrgent();
            await(account, messages + 1);
            Effort draining = new Effort(subject);
            exchange.receiveAll();
            exchange.settle(PATIENCE);
            Effort drained = new Effort(subject);
            row.put("drainPerSecond", messages / draining.secondsUntil(drained));
            draining.until(drained, messages).forEach((name, value) -> row.put("drain" + capital(name), value));
            row.put("cameBeforeUrgent", account.beforeUrgent(exchange.firstQueueOf(0)));
            row.putAll(network.facts());
            row.put("faults", account.counts().faults());
            row.put("verified", account.counts().isWhole());
        }
        return row;
    }

    private void fill(Exchange exchange, long messages) throws InterruptedException {
        List<Integer> all = IntStream.range(0, plan.shape().producers()).boxed().toList();
        // Nothing comes out, so what bounds a sender is the SDK's window: what was not accepted yet.
        LoadPlan.Pace pace = LoadPlan.Pace.closed(Integer.MAX_VALUE);
        try (Drive drive = new Drive(all, exchange, pace, Rhythm.EVEN, messages).start()) {
            await(exchange.account(), messages);
        }
    }

    private static void await(Account account, long accepted) throws InterruptedException {
        long seen = -1;
        long since = System.nanoTime();
        while (account.reached(Stage.ACCEPTED) + account.refused() < accepted) {
            long now = account.reached(Stage.ACCEPTED);
            if (now != seen) {
                seen = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        now + " accepted, and no more for " + PATIENCE + " (expected: " + accepted + ")");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
