package eu.ccngateway.loadtest.run;

import eu.ccngateway.loadtest.account.Account;
import eu.ccngateway.loadtest.account.Stage;
import eu.ccngateway.loadtest.traffic.Sizes;
import eu.ccngateway.loadtest.traffic.TrafficProfile.Destinations;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeListener;
import eu.ccngateway.node.VerificationFailed;
import eu.ccngateway.protocol.seal.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Everybody connected, with the account of what they exchange: what a run starts, stops and waits for. */
public final class Exchange implements AutoCloseable {

    private static final int CREDIT_MAX = 1024;
    private static final int CREDIT_MIN = 16;
    private static final long CREDIT_BYTES = 32L << 20;
    private static final long LOOK_MS = 5;

    private final LoadPlan plan;
    private final Seating seating;
    private final Account account;
    private final Letters letters;
    private final Statement statement;
    private final List<Sender> senders = new ArrayList<>();
    private final Set<Integer> taken = new HashSet<>();

    private Exchange(LoadPlan plan, Seating seating, Listening listening, Map<Integer, Sizes> other, long run) {
        this.plan = plan;
        this.seating = seating;
        List<Node> producers = seating.producers();
        account = new Account(run, producers.size(), seating.targets().size());
        listening.account = account;
        letters = new Letters(plan.profile(), other);
        Seat first = seating.seats().get(0);
        statement = new Statement(first.node().whoAmI().network(), first.environment());
        for (int i = 0; i < producers.size(); i++) {
            senders.add(new Sender(
                    i, producers.get(i), letters, account, plan.pace().burst(), destinations(i, producers.size())));
        }
    }

    /**
     * Connects everybody.
     *
     * @param run a number that no earlier run on this network had; goes into message ids
     */
    public static Exchange open(LoadPlan plan, Network network, long run) {
        return open(plan, network, run, Map.of());
    }

    /** @param other sizes of senders that are not as the rest */
    public static Exchange open(LoadPlan plan, Network network, long run, Map<Integer, Sizes> other) {
        Listening listening = new Listening();
        Seating seating = Seating.of(plan, network, listening);
        try {
            return new Exchange(plan, seating, listening, other, run);
        } catch (RuntimeException e) {
            seating.close();
            throw e;
        }
    }

    /** Told by the SDK what no caller waits for. */
    private static final class Listening implements NodeListener {

        private volatile @Nullable Account account;

        @Override
        public void verificationFailed(VerificationFailed failure) {
            Account told = account;
            if (told != null) {
                told.fault(Account.Fault.UNVERIFIED, String.valueOf(failure.getMessage()));
            }
        }
    }

    /** By application. Next: the queues are shared out among the senders. All: every queue but those of the own domain. */
    private Map<String, List<Target>> destinations(int sender, int producers) {
        Map<String, List<Target>> byApplication = new HashMap<>();
        String home = seating.seats().get(sender % seating.seats().size()).domain();
        for (String application : plan.profile().applications()) {
            List<Target> all = seating.targets().stream()
                    .filter(target -> target.application().equals(application))
                    .toList();
            List<Target> mine = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                boolean isMine = plan.profile().destinations() == Destinations.NEXT
                        ? i % producers == (sender + 1) % producers
                        : !all.get(i).address().gatewayName().equals(home);
                if (isMine) {
                    mine.add(all.get(i));
                }
            }
            byApplication.put(
                    application, mine.isEmpty() ? List.of(all.get((sender + 1) % all.size())) : turned(mine, sender));
        }
        return byApplication;
    }

    /** Not everybody begins with the same one. */
    private static List<Target> turned(List<Target> targets, int by) {
        List<Target> turned = new ArrayList<>(targets);
        Collections.rotate(turned, -by);
        return turned;
    }

    /** Takes from every queue that is not taken from yet, reports included. */
    public void receiveAll() {
        receiveReports();
        for (int queue = 0; queue < seating.targets().size(); queue++) {
            receive(queue);
        }
    }

    public void receiveReports() {
        for (Seat seat : seating.seats()) {
            for (String application : seat.applications()) {
                Taker taker = taker();
                seat.node()
                        .subscribe(
                                seat.queue("REPORT", application),
                                CREDIT_MAX,
                                received -> taker.report(received, senders));
            }
        }
    }

    /** Takes from one of the queues that are sent to. */
    public void receive(int queue) {
        if (!taken.add(queue)) {
            return;
        }
        Target target = seating.targets().get(queue);
        Taker taker = taker();
        int credit = (int) Math.max(
                CREDIT_MIN,
                Math.min(
                        CREDIT_MAX,
                        CREDIT_BYTES / Math.max(1, plan.profile().sizes().mean())));
        seating.seats()
                .get(target.home())
                .node()
                .subscribe(target.address().queue(), credit, received -> taker.message(queue, received));
    }

    private Taker taker() {
        return new Taker(
                account,
                letters,
                new Recheck(statement, seating.seats().get(0).config().trust(), account, plan.recheckOneIn()));
    }

    /** Index of the queue that a sender's first message goes to. */
    public int firstQueueOf(int sender) {
        String application = letters.card(sender, 0).application();
        return destinations(sender, senders.size())
                .getOrDefault(application, List.of())
                .get(0)
                .index();
    }

    /** Puts a message of the highest priority behind what the first sender has put to its first queue. */
    public void putUrgent() {
        senders.get(0).putUrgent(seating.targets().get(firstQueueOf(0)));
    }

    /** Waits until nothing more is to come, or nothing came for a while; false if something is missing. */
    public boolean settle(Duration patience) throws InterruptedException {
        long progress = -1;
        long since = System.nanoTime();
        while (!account.isSettled()) {
            long now = account.refused();
            for (Stage stage : Stage.values()) {
                now += account.reached(stage);
            }
            if (now != progress) {
                progress = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > patience.toNanos()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        return true;
    }

    public Account account() {
        return account;
    }

    List<Sender> senders() {
        return List.copyOf(senders);
    }

    public int queues() {
        return seating.targets().size();
    }

    public int connections() {
        return seating.connections();
    }

    public int domains() {
        return (int) seating.seats().stream().map(Seat::domain).distinct().count();
    }

    /** Delivered, by application. */
    public Map<String, Long> deliveredByApplication() {
        Map<String, Long> delivered = new TreeMap<>();
        for (Target target : seating.targets()) {
            delivered.merge(target.application(), account.deliveredTo(target.index()), Long::sum);
        }
        return delivered;
    }

    @Override
    public void close() {
        seating.close();
    }
}
