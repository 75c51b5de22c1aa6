package eu.ccngateway.node;

import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Get;
import eu.ccngateway.protocol.wire.WireFrame;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gets and browses: asks again after a lost connection, and when all that came was known already, while time is left. */
final class Gets implements Party {

    /** How much longer than asked for the gateway's answer may take. */
    private static final long GRACE_MS = 5_000;

    private final Set<Fetch> open = new HashSet<>();
    private final Intake intake;
    private final Roles roles;
    private final Clock clock;
    private final Supplier<NodeException> whyDown;
    private @Nullable Session session;
    private @Nullable NodeClosed closed;

    Gets(Intake intake, Roles roles, Clock clock, Supplier<NodeException> whyDown) {
        this.intake = intake;
        this.roles = roles;
        this.clock = clock;
        this.whyDown = whyDown;
    }

    /** What a get asks for. */
    record Wanted(QueueAddress queue, int max, Duration time, Lease.Use use) {

        Wanted {
            if (max < 1) {
                throw new IllegalArgumentException("max: " + max + " (expected: at least 1)");
            }
            if (time.isNegative()) {
                throw new IllegalArgumentException("wait: " + time + " (expected: zero or more)");
            }
        }
    }

    /** Blocks. */
    List<Delivered> get(Wanted wanted) {
        long untilMs = clock.millis() + wanted.time.toMillis();
        while (true) {
            Fetch fetch = new Fetch(wanted, untilMs);
            roles.toLoop(fetch::begin);
            List<Delivered> came = fetch.await();
            List<Delivered> handed = new ArrayList<>(came.size());
            for (Delivered message : came) {
                if (message.lease().handOver()) {
                    handed.add(message);
                }
            }
            if (!handed.isEmpty() || clock.millis() >= untilMs) {
                return handed;
            }
        }
    }

    @Override
    public void up(Session welcomed) {
        session = welcomed;
        List.copyOf(open).forEach(Fetch::ask);
    }

    @Override
    public void down(Session lost) {
        session = null;
    }

    @Override
    public void draining(Session drained) {
        session = null;
    }

    @Override
    public void closed(NodeClosed why) {
        closed = why;
        List.copyOf(open).forEach(fetch -> fetch.failed(why));
    }

    /** One call of {@link #get}; what it collects belongs to one attempt, as a new session starts over. */
    private final class Fetch {

        private final Wanted wanted;
        private final long untilMs;
        private final CompletableFuture<List<Delivered>> result = new CompletableFuture<>();

        Fetch(Wanted wanted, long untilMs) {
            this.wanted = wanted;
            this.untilMs = untilMs;
        }

        void begin() {
            if (closed != null) {
                result.completeExceptionally(closed);
                return;
            }
            open.add(this);
            ask();
        }

        void ask() {
            Session current = session;
            if (current == null || result.isDone()) {
                return;
            }
            Get.Builder get = Get.newBuilder()
                    .setQueue(wanted.queue.toString())
                    .setMax(wanted.max)
                    .setWaitMs((int) Math.min(Integer.MAX_VALUE, leftMs()))
                    .setBrowse(wanted.use == Lease.Use.BROWSE);
            current.request(new Attempt(this), request -> Frame.newBuilder().setGet(get.setRequest(request)));
        }

        private long leftMs() {
            return Math.max(0, untilMs - clock.millis());
        }

        void came(List<Delivered> messages) {
            if (messages.isEmpty() && leftMs() > 0) {
                roles.toLoopIfOpen(this::ask);
            } else if (result.complete(messages)) {
                roles.toLoopIfOpen(() -> open.remove(this));
            } else {
                messages.forEach(message -> message.lease().giveBack());
            }
        }

        void failed(NodeException why) {
            open.remove(this);
            result.completeExceptionally(why);
        }

        List<Delivered> await() {
            roles.loop().schedule(this::giveUp, leftMs() + GRACE_MS, TimeUnit.MILLISECONDS);
            try {
                return Waiting.on(result);
            } finally {
                // Only if the thread was interrupted: what still comes is given back.
                result.cancel(false);
            }
        }

        private void giveUp() {
            if (open.remove(this)) {
                result.completeExceptionally(
                        session == null
                                ? new Disconnected(
                                        "get from " + wanted.queue + ": no gateway is connected", whyDown.get())
                                : new TimedOut("get from " + wanted.queue + ": no answer " + GRACE_MS
                                        + " ms after the time it was to wait"));
            }
        }
    }

    private final class Attempt implements Replies, Taker {

        private final Fetch fetch;
        private final List<Delivered> collected = new ArrayList<>();
        private int missing;
        private boolean isLast;

        Attempt(Fetch fetch) {
            this.fetch = fetch;
        }

        @Override
        public Lease.Use use() {
            return fetch.wanted.use;
        }

        @Override
        public boolean answered(Session from, WireFrame frame) {
            if (frame.head().hasDeliver()) {
                intake.deliver(from, frame, this);
                return !frame.head().getDeliver().getMore();
            }
            roles.receiver().execute(() -> fetch.came(List.of()));
            return true;
        }

        @Override
        public void announced(int deliveries, boolean last) {
            missing += deliveries;
            isLast = last;
            if (last && missing == 0) {
                fetch.came(collected);
            }
        }

        @Override
        public void take(List<Delivered> messages, int came) {
            collected.addAll(messages);
            missing -= came;
            if (isLast && missing == 0) {
                fetch.came(collected);
            }
        }

        @Override
        public void refused(RefusedByGateway refusal) {
            if (!refusal.is(eu.ccngateway.protocol.refusal.RefusalCode.DRAINING)) {
                fetch.failed(refusal);
            }
        }
    }
}
