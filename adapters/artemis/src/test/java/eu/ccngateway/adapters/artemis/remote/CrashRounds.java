package eu.ccngateway.adapters.artemis.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.adapters.artemis.TripleReport;
import eu.ccngateway.adapters.artemis.TripleTraffic;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.Recorder;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;

/** Traffic through trouble, and the reckoning afterwards: sets agree, nothing is unknown. */
final class CrashRounds {

    private final TripleReport report = new TripleReport();
    private final SplittableRandom random;

    CrashRounds() {
        long seed = Long.getLong("ccn.seed", System.nanoTime());
        System.out.println("CrashRounds: -Dccn.seed=" + seed);
        random = new SplittableRandom(seed);
    }

    private interface Trouble {
        void happen() throws Exception;
    }

    void killBroker(Broker broker, int times) throws Exception {
        try (DurableQueues queues = RemoteArtemis.open(broker.settings("GW2"), Clock.systemUTC())) {
            run(queues, times, 400, () -> {
                broker.kill();
                broker.start();
            });
        }
    }

    void cutConnections(Broker broker, int times) throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(broker.address());
                DurableQueues queues = RemoteArtemis.open(through(proxy, broker), Clock.systemUTC())) {
            run(queues, times, 100, proxy::cut);
        }
    }

    /** The gateway gives the frozen broker up; thawed, it still has the old session's last words to read. */
    void freezeBroker(BrokerProcess broker) throws Exception {
        try (DurableQueues queues = RemoteArtemis.open(broker.settings("GW2"), Clock.systemUTC())) {
            run(queues, 1, 400, () -> {
                broker.freeze();
                await().atMost(Recorder.PATIENCE)
                        .until(() -> !queues.readiness().ready());
                broker.thaw();
            });
        }
    }

    private static RemoteSettings through(CuttingProxy proxy, Broker broker) {
        return RemoteSettings.plain("GW2", "demo.", proxy.address())
                .withLogin(broker.settings("GW2").login().orElseThrow());
    }

    private void run(DurableQueues queues, int times, int keptBetweenMax, Trouble trouble) throws Exception {
        queues.declare(TripleTraffic.QUEUES);
        TripleTraffic traffic = new TripleTraffic(queues, 0, random.nextLong(), report::accept);
        for (int time = 0; time < times; time++) {
            awaitKept(random.nextInt(1, keptBetweenMax));
            trouble.happen();
        }
        awaitKept(1);
        traffic.close();

        report.check(queues);
        assertThat(report.unknown()).isEmpty();
    }

    private void awaitKept(int more) {
        int goal = report.keptCount() + more;
        await().atMost(Recorder.PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> report.keptCount() >= goal);
    }
}
