package eu.ccngateway.gateway.delivery;

import eu.ccngateway.gateway.network.QueueSpec;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The head of one queue, in memory: what is ready, and who wants it. Messages keep their place, by priority and then by
 * arrival, so what is returned comes first again. Confined to the delivery thread.
 */
final class QueueWindow {

    /** What one Deliver frame carries at most. */
    private static final int RUN_MESSAGES_MAX = 256;

    private static final int RUN_BYTES_MAX = 512 * 1024;

    /** How long the first delivery waits for a lane that is slow to show what it has. */
    private static final int TICKS_TO_SHOW = 4;

    private final QueueSpec spec;
    private final DeliverFrames frames;
    private final BiFunction<StorageQueue, Lane.Events, Lane> lanesOf;
    private final Events events;
    private final Map<StorageQueue.Lane, Lane> lanes = new EnumMap<>(StorageQueue.Lane.class);
    private final TreeSet<QueuedMessage> ready = new TreeSet<>(QueuedMessage.PLACE);
    private final Deque<Subscriber> subscribers = new ArrayDeque<>();
    private final List<WaitingGet> gets = new ArrayList<>();
    private long sequence;
    private int inHands;
    private boolean mayExpire;
    private int ticksToShow;
    private long idleSinceMs;
    private boolean isWanted;

    /**
     * Whom to tell.
     *
     * @param expire gets each message found expired, already out of the window
     * @param arrival something came that may be handed out
     * @param isGone whether a message that came again has left meanwhile: the broker went away before its end was known
     * @param mayHold whether there may be something in the queue
     */
    record Events(
            BiConsumer<QueueWindow, QueuedMessage> expire,
            Consumer<QueueWindow> arrival,
            Predicate<QueuedMessage> isGone,
            Predicate<QueueWindow> mayHold) {}

    QueueWindow(
            QueueSpec spec, DeliverFrames frames, BiFunction<StorageQueue, Lane.Events, Lane> lanesOf, Events events) {
        this.spec = spec;
        this.frames = frames;
        this.lanesOf = lanesOf;
        this.events = events;
    }

    QueueSpec spec() {
        return spec;
    }

    /** Messages on lease or leaving. */
    int inHands() {
        return inHands;
    }

    /** When the oldest message at hand was accepted. */
    OptionalLong oldestMs() {
        return lanes.values().stream()
                .flatMapToLong(lane -> lane.oldestMs().stream())
                .min();
    }

    void add(Subscriber subscriber) {
        subscribers.add(subscriber);
        open();
    }

    void remove(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    void add(WaitingGet get) {
        gets.add(get);
        get.receiver().getBegins();
        open();
    }

    /** Messages at hand: ready, on lease, or leaving. */
    int size() {
        return ready.size() + inHands;
    }

    /** What could be handed out, in that order. */
    Stream<QueuedMessage> ready() {
        return ready.stream().filter(message -> !message.isVoid());
    }

    /** Ends the wishes of those who may no longer have any, and tells them. */
    void recheck(Predicate<Receiver> mayTake) {
        subscribers.removeIf(subscriber -> {
            boolean isOver = !mayTake.test(subscriber.receiver());
            if (isOver) {
                subscriber.receiver().subscribers().remove(subscriber.request());
                Settlement.refuse(subscriber.receiver(), subscriber.request(), notAuthorised());
            }
            return isOver;
        });
        gets.removeIf(get -> {
            boolean isOver = !mayTake.test(get.receiver());
            if (isOver) {
                get.receiver().getEnds();
                Settlement.refuse(get.receiver(), get.request(), notAuthorised());
            }
            return isOver;
        });
    }

    private RefusedException notAuthorised() {
        return new RefusedException(
                RefusalCode.NOT_AUTHORISED,
                "get from " + spec.address() + " (expected: a right to it; the network file has changed)");
    }

    /** The session is gone: it wants nothing any more. */
    void forget(Receiver receiver) {
        subscribers.removeIf(subscriber -> subscriber.receiver() == receiver);
        gets.removeIf(get -> get.receiver() == receiver);
    }

    private void open() {
        isWanted = true;
        if (lanes.isEmpty()) {
            Lane.Events toldOf = new Lane.Events(this::arrived, () -> events.arrival.accept(this));
            for (StorageQueue.Lane lane : StorageQueue.Lane.values()) {
                StorageQueue queue =
                        new StorageQueue(spec.domain(), spec.address().toString(), lane);
                lanes.put(lane, lanesOf.apply(queue, toldOf));
            }
            boolean mayHold = events.mayHold.test(this);
            ticksToShow = mayHold ? TICKS_TO_SHOW : 0;
            lanes.values().forEach(lane -> lane.open(mayHold));
        }
    }

    /** Whether the head of each lane is at hand: what is urgent must not be passed by what was fetched sooner. */
    private boolean isShown() {
        return ticksToShow == 0 || lanes.values().stream().allMatch(Lane::isShown);
    }

    private void arrived(WindowParcel parcel) {
        mayExpire |= parcel.parcel().head().getExpiresMs() != 0;
        for (int i = 0; i < parcel.parcel().size(); i++) {
            if (!parcel.parcel().gone().get(i)) {
                ready.add(new QueuedMessage(parcel, i, sequence++));
            }
        }
        events.arrival.accept(this);
    }

    /** A message comes back to its place. */
    void giveBack(QueuedMessage message) {
        inHands--;
        if (message.parcel().isLost()) {
            message.held().lost();
        } else if (!message.isVoid()) {
            message.held().returned();
            ready.add(message);
            mayExpire |= message.parcel().head().getExpiresMs() != 0;
        }
    }

    /** A message has left for good. */
    void left(QueuedMessage message) {
        inHands--;
        message.held().left();
    }

    /** Hands out what is ready to who wants it. */
    void pump(long nowMs) {
        if (ready.isEmpty() || !isShown()) {
            return;
        }
        ticksToShow = 0;
        while (!ready.isEmpty() && (serveGet(nowMs) || serveSubscriber(nowMs))) {
            // Each turn hands out one run of messages.
        }
    }

    private boolean serveGet(long nowMs) {
        if (gets.isEmpty()) {
            return false;
        }
        WaitingGet get = gets.get(0);
        List<List<QueuedMessage>> runs = new ArrayList<>();
        int taken = 0;
        while (taken < get.max()) {
            List<QueuedMessage> run = takeRun(get.max() - taken, nowMs);
            if (run.isEmpty()) {
                break;
            }
            runs.add(run);
            taken += run.size();
        }
        if (runs.isEmpty()) {
            return false;
        }
        gets.remove(0);
        get.receiver().getEnds();
        long endsAtMs = get.leaseMs() == 0 ? 0 : nowMs + get.leaseMs();
        for (int i = 0; i < runs.size(); i++) {
            boolean isMore = i + 1 < runs.size();
            frames.deliver(
                    get.receiver(),
                    get.request(),
                    this,
                    runs.get(i),
                    new DeliverFrames.Terms(endsAtMs, get.isBrowse(), isMore));
        }
        return true;
    }

    private boolean serveSubscriber(long nowMs) {
        for (int tries = subscribers.size(); tries > 0; tries--) {
            Subscriber next = subscribers.poll();
            subscribers.add(next);
            if (next.credit() == 0 || !next.receiver().takesMore()) {
                continue;
            }
            List<QueuedMessage> run = takeRun((int) Math.min(next.credit(), RUN_MESSAGES_MAX), nowMs);
            if (run.isEmpty()) {
                return false;
            }
            next.spend(run.size());
            frames.deliver(next.receiver(), next.request(), this, run, DeliverFrames.Terms.PUSHED);
            return true;
        }
        return false;
    }

    /** The next ready messages that stand side by side in one parcel. */
    private List<QueuedMessage> takeRun(int max, long nowMs) {
        List<QueuedMessage> run = new ArrayList<>();
        int bytes = 0;
        while (!ready.isEmpty() && run.size() < max) {
            QueuedMessage next = ready.first();
            if (next.isVoid()) {
                ready.remove(next);
                continue;
            }
            if (next.isRedelivered() && events.isGone.test(next)) {
                takeOut(next);
                left(next);
                continue;
            }
            if (next.isExpired(nowMs)) {
                takeOut(next);
                events.expire.accept(this, next);
                continue;
            }
            if (!run.isEmpty()) {
                QueuedMessage last = run.get(run.size() - 1);
                if (!next.follows(last)
                        || bytes + next.length() > RUN_BYTES_MAX
                        || frames.isChunked(next)
                        || frames.isChunked(last)) {
                    break;
                }
            }
            takeOut(next);
            run.add(next);
            bytes += next.length();
        }
        return run;
    }

    private void takeOut(QueuedMessage message) {
        ready.remove(message);
        inHands++;
        message.held().handedOut();
    }

    /** Time has passed: expired messages leave, gets that waited long enough are answered. */
    void tick(long nowMs) {
        if (ticksToShow > 0 && --ticksToShow == 0) {
            pump(nowMs);
        }
        if (mayExpire) {
            expireReady(nowMs);
        }
        endGets(nowMs);
    }

    /** Answers gets that have waited as long as they wanted. */
    void endGets(long nowMs) {
        for (Iterator<WaitingGet> all = gets.iterator(); all.hasNext(); ) {
            WaitingGet get = all.next();
            if (get.endsAtMs() <= nowMs) {
                all.remove();
                get.receiver().getEnds();
                frames.empty(get);
            }
        }
    }

    private void expireReady(long nowMs) {
        List<QueuedMessage> expired = ready.stream()
                .filter(message -> !message.isVoid() && message.isExpired(nowMs))
                .toList();
        expired.forEach(message -> {
            takeOut(message);
            events.expire.accept(this, message);
        });
        mayExpire = ready.stream().anyMatch(message -> message.parcel().head().getExpiresMs() != 0);
    }

    /** Whether nobody has wanted anything for so long that what is at hand can go back to the broker. */
    boolean isIdle(long nowMs, long idleMs) {
        if (isWanted || !subscribers.isEmpty() || !gets.isEmpty() || inHands > 0) {
            idleSinceMs = nowMs;
            isWanted = false;
        }
        return !lanes.isEmpty() && nowMs - idleSinceMs > idleMs;
    }

    /** Gives back what is at hand. Not while messages are in hands or leaving. */
    void close() {
        lanes.values().forEach(Lane::close);
        lanes.clear();
        ready.clear();
    }
}
