package eu.ccngateway.gateway.exchange;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spine: the order of steps for every message that is put. The type of each stage is made by its step alone, so no
 * step can be left out: what is stored was routed, authorised and verified.
 */
public final class PutPipeline {

    private static final Logger LOG = LoggerFactory.getLogger(PutPipeline.class);

    private final Verifier verifier;
    private final Authoriser authoriser;
    private final DuplicateGuard duplicates;
    private final Router router;
    private final Committer committer;

    public PutPipeline(
            Verifier verifier, Authoriser authoriser, DuplicateGuard duplicates, Router router, Committer committer) {
        this.verifier = verifier;
        this.authoriser = authoriser;
        this.duplicates = duplicates;
        this.router = router;
        this.committer = committer;
    }

    /** Takes over the bytes of what was received. The answer comes when everything is durable or refused. */
    public void put(Received received) {
        PutAnswer answer = received.answer();
        Optional<Authorised> claimed = Optional.empty();
        boolean isHandedOver = false;
        try {
            Verified verified = verifier.verify(received);
            long verifiedNanos = answer.ageNanos();
            Authorised authorised = authoriser.authorise(verified);
            long authorisedNanos = answer.ageNanos();
            Authorised fresh = duplicates.keepFresh(authorised);
            claimed = Optional.of(fresh);
            Routed routed = router.route(fresh, verifiedNanos, authorisedNanos);
            isHandedOver = committer.store(routed);
        } catch (RefusedException e) {
            answer.refuseRest(e.code(), e.reason());
        } catch (RuntimeException e) {
            LOG.error("put of {} failed at something it should not fail at", answer.sender(), e);
            claimed.ifPresent(duplicates::withdrawAll);
            answer.refuseRest(RefusalCode.INTERNAL, "internal fault (expected: none; the gateway's log says more)");
        } finally {
            if (!isHandedOver) {
                received.bytes().release();
            }
        }
    }
}
