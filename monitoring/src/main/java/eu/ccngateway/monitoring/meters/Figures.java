package eu.ccngateway.monitoring.meters;

import eu.ccngateway.gateway.store.End;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Sums since the start, from which a console works out rates.
 *
 * @param domains by name
 * @param putToCoa how many puts took at most so long, cumulated
 */
public record Figures(Map<String, OfDomain> domains, List<Bucket> putToCoa) {

    /** What a domain sent, and what was in store for it. */
    public record OfDomain(
            double received,
            double stored,
            double storedBytes,
            double refused,
            double delivered,
            double expired,
            double deadLettered) {

        private OfDomain plus(OfDomain other) {
            return new OfDomain(
                    received + other.received,
                    stored + other.stored,
                    storedBytes + other.storedBytes,
                    refused + other.refused,
                    delivered + other.delivered,
                    expired + other.expired,
                    deadLettered + other.deadLettered);
        }

        private OfDomain plusQueue(QueueCounts queue) {
            return new OfDomain(
                    received,
                    stored,
                    storedBytes,
                    refused,
                    delivered + queue.ended(End.DELIVERED),
                    expired + queue.ended(End.EXPIRED),
                    deadLettered + queue.deadLettered());
        }
    }

    public OfDomain total() {
        return domains.values().stream().reduce(new OfDomain(0, 0, 0, 0, 0, 0, 0), OfDomain::plus);
    }

    public record Bucket(double atMostSeconds, double count) {}

    static Figures of(MicrometerObserver observer) {
        Map<String, OfDomain> domains = new TreeMap<>();
        observer.allSenders()
                .forEach((domain, sender) -> domains.put(
                        domain,
                        new OfDomain(
                                sender.received(), sender.stored(), sender.storedBytes(), sender.refused(), 0, 0, 0)));
        OfDomain nothing = new OfDomain(0, 0, 0, 0, 0, 0, 0);
        // All queues of an application at a domain share their counters, so one of them stands for all.
        Set<List<String>> counted = new HashSet<>();
        observer.allQueues().values().stream()
                .filter(queue -> counted.add(List.of(queue.domain(), queue.application())))
                .forEach(queue -> domains.compute(
                        queue.domain(), (domain, sum) -> (sum == null ? nothing : sum).plusQueue(queue)));
        List<Bucket> buckets = new ArrayList<>();
        for (CountAtBucket bucket : observer.putToCoa().takeSnapshot().histogramCounts()) {
            buckets.add(new Bucket(bucket.bucket(TimeUnit.SECONDS), bucket.count()));
        }
        return new Figures(domains, buckets);
    }
}
