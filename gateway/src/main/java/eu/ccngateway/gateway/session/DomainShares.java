package eu.ccngateway.gateway.session;

import eu.ccngateway.gateway.network.DomainLimits;
import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What each domain has put and not got answered, over all its connections, against its share; and all of them together. */
final class DomainShares {

    private static final class Use {
        private final AtomicLong messages = new AtomicLong();
        private final AtomicLong bytes = new AtomicLong();
    }

    private final Map<String, Use> uses = new ConcurrentHashMap<>();
    private final AtomicLong bytesOfAll = new AtomicLong();
    private final Supplier<NetworkPolicy> network;
    private final long bytesMax;

    /** @param bytesMax of all domains together */
    DomainShares(Supplier<NetworkPolicy> network, long bytesMax) {
        this.network = network;
        this.bytesMax = bytesMax;
    }

    /** Takes a part of the domain's share; it must be {@link #release}d, unless this throws. */
    void take(String domain, int messages, long bytes) {
        Use use = uses.computeIfAbsent(domain, fresh -> new Use());
        DomainLimits limits = network.get().limits(domain);
        long allMessages = use.messages.addAndGet(messages);
        long allBytes = use.bytes.addAndGet(bytes);
        long bytesNow = bytesOfAll.addAndGet(bytes);
        if (allMessages > limits.inFlightMessages() || allBytes > limits.inFlightBytes()) {
            release(domain, messages, bytes);
            throw new RefusedException(
                    RefusalCode.DOMAIN_BUSY,
                    domain + ": " + allMessages + " messages and " + allBytes + " bytes in flight (expected: at most "
                            + limits.inFlightMessages() + " and " + limits.inFlightBytes() + ")");
        }
        if (bytesNow > bytesMax) {
            release(domain, messages, bytes);
            throw new RefusedException(
                    RefusalCode.STORE_UNAVAILABLE,
                    "the gateway has " + bytesNow + " bytes in flight (expected: at most " + bytesMax
                            + "); put the same again a little later");
        }
    }

    void release(String domain, int messages, long bytes) {
        bytesOfAll.addAndGet(-bytes);
        Use use = uses.get(domain);
        if (use != null) {
            use.messages.addAndGet(-messages);
            use.bytes.addAndGet(-bytes);
        }
    }
}
