package eu.ccngateway.gateway.evidence;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which messages were accepted, as far back as a duplicate may still come: (sender's domain, MsgId) to leaf hash and
 * acceptance. About 72 bytes an id and no object an id; the durable truth is the ledger, from which this is filled at
 * start.
 *
 * <p>A bound forces the oldest ids out before their time: of a domain with more than its share, else of the domain that
 * has most, so a flood makes its own domain forget and nobody else. What was forced out is told by {@link #reachMs}: a
 * message created before it can no longer be told from a duplicate, and must be refused.
 *
 * <p>For any number of threads; each domain has its own lock, and none is held while waiters run.
 */
public final class DuplicateWindow {

    /** What is known of a message that is about to be accepted. */
    public sealed interface Claim {
        /** Claimed by the caller now, who must call {@code accepted} or {@code withdraw}. */
        record Fresh() implements Claim {}

        /** Somebody else's claim with the same leaf is not decided yet. */
        record InFlight() implements Claim {}

        /** Accepted before, with the same leaf. */
        record Accepted(long acceptance, long acceptedAtMs) implements Claim {}

        /** The same id is another message's, accepted or in flight. */
        record Conflict() implements Claim {}
    }

    /**
     * How much is remembered, whichever is reached first.
     *
     * @param keep longer than messages may be old when they come, by as much as clocks may differ
     * @param perDomain ids of one sender's domain
     * @param total ids of all domains
     */
    public record Bounds(Duration keep, int perDomain, int total) {

        /** A day and an hour, a million ids: about 72 MB. */
        public static final Bounds STANDARD = new Bounds(Duration.ofHours(25), 1_000_000, 1_000_000);

        private static final int IDS_MAX = 500_000_000;

        public Bounds {
            if (keep.isNegative() || keep.isZero()) {
                throw new IllegalArgumentException("duplicates.keep: " + keep + " (expected: longer than nothing)");
            }
            check("duplicates.perDomain", perDomain);
            check("duplicates.total", total);
        }

        private static void check(String what, int ids) {
            if (ids < 1 || ids > IDS_MAX) {
                throw new IllegalArgumentException(what + ": " + ids + " (expected: 1-" + IDS_MAX + ")");
            }
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(DuplicateWindow.class);
    private static final long WARN_EVERY_MS = Duration.ofMinutes(10).toMillis();

    private final Bounds bounds;
    private final Clock clock;
    private final long seed;
    private final Map<String, DomainIds> domains = new ConcurrentHashMap<>();
    private final AtomicLong size = new AtomicLong();
    private final AtomicLong forcedOut = new AtomicLong();
    private final AtomicLong warnAgainMs = new AtomicLong(Long.MIN_VALUE);

    /** @param random spreads the ids over the table, so that no sender can choose ids that all meet in one place */
    public DuplicateWindow(Bounds bounds, Clock clock, RandomGenerator random) {
        this.bounds = bounds;
        this.clock = clock;
        this.seed = random.nextLong();
    }

    /**
     * Claims a message.
     *
     * @param id MsgId, 24 bytes
     * @param leaf leaf hash, 32 bytes
     */
    public Claim claim(String senderDomain, byte[] id, byte[] leaf) {
        return domain(senderDomain).claim(new IdBits(id), new LeafBits(leaf));
    }

    /** Runs {@code then} once, when an undecided claim was accepted or withdrawn; at once if none is undecided. */
    public void whenDecided(String senderDomain, byte[] id, Runnable then) {
        if (!domain(senderDomain).awaitDecision(new IdBits(id), then)) {
            then.run();
        }
    }

    /**
     * Remembers an acceptance; ends the claim if there is one. The first acceptance of an id stands.
     *
     * @param createdMs by the sender's clock, which may be ahead of ours: {@link #reachMs} is in its terms
     */
    public void accepted(
            String senderDomain, byte[] id, byte[] leaf, long acceptance, long acceptedAtMs, long createdMs) {
        DomainIds domain = domain(senderDomain);
        DomainIds.Change change = domain.accept(
                new IdBits(id),
                new LeafBits(leaf),
                new AcceptedAt(acceptance, acceptedAtMs, createdMs),
                expiredBeforeMs());
        size.addAndGet(change.grown());
        change.waiters().forEach(Runnable::run);
        if (domain.size() > bounds.perDomain()) {
            forceOut(domain, domain.size() - bounds.perDomain());
        }
        if (size.get() > bounds.total()) {
            forceOut(largest(), 1 + bounds.total() / 4096);
        }
    }

    /** Gives a claim up: the message was not accepted. */
    public void withdraw(String senderDomain, byte[] id) {
        List<Runnable> waiters = domain(senderDomain).withdraw(new IdBits(id));
        waiters.forEach(Runnable::run);
    }

    /**
     * Milliseconds since 1970: of messages created then or later, by the sender's clock, every acceptance is remembered.
     */
    public long reachMs() {
        long reach = expiredBeforeMs();
        for (DomainIds domain : domains.values()) {
            reach = Math.max(reach, domain.reachMs());
        }
        return reach;
    }

    /** As {@link #reachMs()}, for messages of one domain. */
    public long reachMs(String senderDomain) {
        DomainIds domain = domains.get(senderDomain);
        long expired = expiredBeforeMs();
        return domain == null ? expired : Math.max(expired, domain.reachMs());
    }

    /** How many accepted ids are remembered. */
    public long size() {
        return size.get();
    }

    /** How many ids a bound forced out before their time, since start. */
    public long forcedOut() {
        return forcedOut.get();
    }

    /** How long ids are kept where no bound forces them out. */
    public Duration keep() {
        return bounds.keep();
    }

    private long expiredBeforeMs() {
        return clock.millis() - bounds.keep().toMillis();
    }

    private DomainIds domain(String name) {
        DomainIds known = domains.get(name);
        return known != null ? known : domains.computeIfAbsent(name, n -> new DomainIds(n, seed));
    }

    private DomainIds largest() {
        DomainIds largest = null;
        for (DomainIds domain : domains.values()) {
            if (largest == null || domain.size() > largest.size()) {
                largest = domain;
            }
        }
        if (largest == null) {
            throw new IllegalStateException("ids: " + size + " without a domain");
        }
        return largest;
    }

    private void forceOut(DomainIds domain, int count) {
        int expired = domain.dropExpired(expiredBeforeMs());
        int forced = expired >= count ? 0 : domain.dropOldest(count - expired);
        size.addAndGet(-(expired + forced));
        if (forced > 0) {
            forcedOut.addAndGet(forced);
            warn(domain);
        }
    }

    private void warn(DomainIds domain) {
        long now = clock.millis();
        long again = warnAgainMs.get();
        if (now >= again && warnAgainMs.compareAndSet(again, now + WARN_EVERY_MS)) {
            LOG.warn(
                    "duplicate window: {} ids remembered, so ids of {} younger than {} are forgotten; its messages"
                            + " created more than {} s ago are refused as stale; {} ids forced out since start;"
                            + " raise duplicates.total or duplicates.perDomain if memory allows",
                    size,
                    domain.name(),
                    bounds.keep(),
                    Math.max(0, now - domain.reachMs()) / 1000,
                    forcedOut);
        }
    }
}
