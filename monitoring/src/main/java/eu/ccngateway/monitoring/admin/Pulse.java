package eu.ccngateway.monitoring.admin;

import eu.ccngateway.monitoring.meters.Figures;
import eu.ccngateway.monitoring.meters.Figures.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The last hour, a beat every five seconds, so that who opens the console sees more than now. Thread-safe. */
final class Pulse {

    static final Duration EVERY = Duration.ofSeconds(5);
    private static final int KEPT = 720;

    /** What happened within one beat, a second; times are NaN where nothing was put. */
    record Beat(
            Instant at,
            double stored,
            double refused,
            double delivered,
            double storedBytes,
            double putHalfSeconds,
            double putMostSeconds) {}

    private record Look(Instant at, Figures figures) {}

    private final Supplier<Figures> source;
    private final Deque<Beat> beats = new ArrayDeque<>(KEPT);
    private Optional<Look> last = Optional.empty();

    Pulse(Supplier<Figures> source) {
        this.source = source;
    }

    synchronized void beat(Instant now) {
        Look look = new Look(now, source.get());
        last.filter(before -> before.at.isBefore(now)).ifPresent(before -> {
            if (beats.size() == KEPT) {
                beats.removeFirst();
            }
            beats.addLast(between(before, look));
        });
        last = Optional.of(look);
    }

    /** Oldest first. */
    synchronized List<Beat> beats() {
        return List.copyOf(beats);
    }

    private static Beat between(Look from, Look to) {
        double seconds = Duration.between(from.at, to.at).toMillis() / 1_000.0;
        Figures.OfDomain before = from.figures.total();
        Figures.OfDomain after = to.figures.total();
        List<Bucket> puts = new ArrayList<>();
        for (int i = 0; i < to.figures.putToCoa().size(); i++) {
            Bucket now = to.figures.putToCoa().get(i);
            double earlier = i < from.figures.putToCoa().size()
                    ? from.figures.putToCoa().get(i).count()
                    : 0;
            puts.add(new Bucket(now.atMostSeconds(), now.count() - earlier));
        }
        return new Beat(
                to.at,
                (after.stored() - before.stored()) / seconds,
                (after.refused() - before.refused()) / seconds,
                (after.delivered() - before.delivered()) / seconds,
                (after.storedBytes() - before.storedBytes()) / seconds,
                quantile(puts, 0.5),
                quantile(puts, 0.99));
    }

    /** As Prometheus does it: evenly spread within a bucket. */
    static double quantile(List<Bucket> cumulated, double share) {
        double total =
                cumulated.isEmpty() ? 0 : cumulated.get(cumulated.size() - 1).count();
        if (total <= 0) {
            return Double.NaN;
        }
        double wanted = total * share;
        double lowerBound = 0;
        double lowerCount = 0;
        for (Bucket bucket : cumulated) {
            if (bucket.count() >= wanted && bucket.count() > lowerCount) {
                boolean isLast = Double.isInfinite(bucket.atMostSeconds());
                return isLast
                        ? lowerBound
                        : lowerBound
                                + (bucket.atMostSeconds() - lowerBound)
                                        * ((wanted - lowerCount) / (bucket.count() - lowerCount));
            }
            lowerBound = bucket.atMostSeconds();
            lowerCount = bucket.count();
        }
        return lowerBound;
    }
}
