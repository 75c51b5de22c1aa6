package eu.ccngateway.gateway.exchange;

import eu.ccngateway.gateway.evidence.DuplicateWindow;
import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.gateway.parcel.ParcelWriter;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.report.ReportIssuer;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.tls.TrustAnchors;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.function.Supplier;

/** The way in, put together: one pipeline, one committer, and what they share. */
public final class Exchange {

    private final QueueRoom room = new QueueRoom();
    private final PutPipeline pipeline;
    private final Committer committer;
    private final SealedItem sealedItem;

    /** What the way in is made of. */
    public record Parts(
            DurableQueues queues,
            Supplier<NetworkPolicy> network,
            Supplier<TrustAnchors> trust,
            ReportIssuer reports,
            DuplicateWindow duplicates,
            AcceptanceIds ids) {}

    /**
     * What it goes by.
     *
     * @param staleAfterMs messages created longer ago are refused
     * @param answerWithin a sender whom the storage keeps waiting for longer is told that nobody knows
     */
    public record Terms(
            Statement statement, GroupBuilder.Surroundings surroundings, long staleAfterMs, Duration answerWithin) {}

    public Exchange(Parts parts, Terms terms, ExchangeObserver observer) {
        var clock = terms.surroundings.clock();
        ProgressBook progress = new ProgressBook();
        ParcelLayout layout = new ParcelLayout(new ParcelWriter(ByteBufAllocator.DEFAULT), parts.ids);
        GroupBuilder builder =
                new GroupBuilder(parts.reports, layout, parts.ids, progress, parts.network, terms.surroundings);
        DuplicateGuard duplicates = new DuplicateGuard(parts.duplicates);
        Outcomes outcomes = new Outcomes(duplicates, room, observer, new MessageTrail(clock), clock);
        SealCheck seals = new SealCheck(parts.trust, clock);
        this.committer = new Committer(parts.queues, builder, progress, outcomes, observer, terms.answerWithin);
        this.sealedItem = new SealedItem(seals, terms.statement);
        this.pipeline = new PutPipeline(
                new Verifier(seals, terms.statement),
                new Authoriser(parts.network),
                duplicates,
                new Router(room, duplicates, clock, terms.staleAfterMs),
                committer);
    }

    public PutPipeline pipeline() {
        return pipeline;
    }

    public Committer committer() {
        return committer;
    }

    public QueueRoom room() {
        return room;
    }

    public SealedItem sealedItem() {
        return sealedItem;
    }
}
