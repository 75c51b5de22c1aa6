package eu.ccngateway.gateway.exchange;

import eu.ccngateway.gateway.network.QueueSpec;
import eu.ccngateway.protocol.message.WantedReports;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Header;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Authorised to routed: the message is in time, and there is room for it and for its reports. */
public final class Router {

    /** How far ahead of ours a sender's clock may be. */
    private static final long CLOCK_AHEAD_MAX_MS = 5 * 60 * 1000L;

    private final QueueRoom room;
    private final DuplicateGuard duplicates;
    private final Clock clock;
    private final long staleAfterMs;

    public Router(QueueRoom room, DuplicateGuard duplicates, Clock clock, long staleAfterMs) {
        this.room = room;
        this.duplicates = duplicates;
        this.clock = clock;
        this.staleAfterMs = staleAfterMs;
    }

    /** What is refused here gives its claim back. */
    Routed route(Authorised authorised, long verifiedNanos, long authorisedNanos) {
        List<Authorised.Message> routed = new ArrayList<>(authorised.messages().size());
        for (Authorised.Message message : authorised.messages()) {
            try {
                checkTime(authorised.answer(), message.verified().header());
                reserve(message);
                routed.add(message);
            } catch (RefusedException e) {
                duplicates.withdraw(authorised.answer(), message.verified());
                authorised
                        .answer()
                        .refuse(message.slot(), message.verified().header().getTo(), e);
            }
        }
        long now = authorised.answer().ageNanos();
        return Routed.by(
                this,
                authorised,
                routed,
                new Routed.StageTimes(
                        (int) (verifiedNanos / 1000), (int) (authorisedNanos / 1000), (int) (now / 1000)));
    }

    private void checkTime(PutAnswer answer, Header header) {
        long now = clock.millis();
        long oldest =
                Math.max(now - staleAfterMs, duplicates.reachMs(answer.sender().domain()));
        if (header.getCreatedMs() < oldest || header.getCreatedMs() > now + CLOCK_AHEAD_MAX_MS) {
            throw new RefusedException(
                    RefusalCode.STALE,
                    "created_ms: " + header.getCreatedMs() + " (expected: " + oldest + "-" + (now + CLOCK_AHEAD_MAX_MS)
                            + "; the gateway's clock says " + now + ")");
        }
        if (header.getExpiresMs() != 0 && header.getExpiresMs() <= now) {
            throw new RefusedException(
                    RefusalCode.EXPIRED,
                    "expires_ms: " + header.getExpiresMs() + " (expected: after " + now + ", or 0)");
        }
    }

    private void reserve(Authorised.Message message) {
        int reports = reportsAtMost(message.verified().header());
        message.reportsTo().ifPresent(replyTo -> {
            if (!room.promise(replyTo, reports)) {
                throw new RefusedException(
                        RefusalCode.REPORT_QUEUE_FULL,
                        replyTo.address() + ": holds " + room.depth(replyTo.address())
                                + " messages and reserved reports (expected: room below " + replyTo.depthMax()
                                + "; take the reports first)");
            }
        });
        if (!room.take(message.queue())) {
            message.reportsTo().ifPresent(replyTo -> room.forget(replyTo.address(), reports));
            QueueSpec full = message.queue();
            throw new RefusedException(
                    RefusalCode.QUEUE_FULL,
                    full.address() + ": holds " + room.depth(full.address()) + " messages (expected: below "
                            + full.depthMax() + ")");
        }
    }

    /** A CoA, and one of CoD, exception or expiration. */
    static int reportsAtMost(Header header) {
        return (WantedReports.COA.isIn(header.getReports()) ? 1 : 0) + finalReports(header);
    }

    /** Whether the end of the message may be reported. */
    static int finalReports(Header header) {
        return (header.getReports() & ~WantedReports.COA.bit()) == 0 ? 0 : 1;
    }
}
