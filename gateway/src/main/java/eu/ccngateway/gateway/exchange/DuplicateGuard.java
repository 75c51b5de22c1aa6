package eu.ccngateway.gateway.exchange;

import eu.ccngateway.gateway.evidence.DuplicateWindow;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A message is accepted once: the same again gets its first result, another one under the same id is refused. */
public final class DuplicateGuard {

    private final DuplicateWindow window;

    /** Who waits for the fate of the same message, oldest first. */
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

    private record Waiting(PutAnswer answer, int slot, long sinceNanos) {}

    public DuplicateGuard(DuplicateWindow window) {
        this.window = window;
    }

    /** Claims what is new. Every claim must be followed by {@link #accepted} or {@link #withdraw}. */
    Authorised keepFresh(Authorised authorised) {
        List<Authorised.Message> fresh = new ArrayList<>(authorised.messages().size());
        for (Authorised.Message message : authorised.messages()) {
            if (isFresh(authorised.answer(), message)) {
                fresh.add(message);
            }
        }
        return authorised.only(fresh);
    }

    private boolean isFresh(PutAnswer answer, Authorised.Message message) {
        String domain = answer.sender().domain();
        byte[] id = message.verified().header().getId().toByteArray();
        DuplicateWindow.Claim claim =
                window.claim(domain, id, message.verified().leaf());
        if (claim instanceof DuplicateWindow.Claim.Fresh) {
            return true;
        }
        if (claim instanceof DuplicateWindow.Claim.Accepted first) {
            answer.answerAgain(message.slot(), new Stored(first.acceptance(), first.acceptedAtMs()));
        } else if (claim instanceof DuplicateWindow.Claim.Conflict) {
            answer.refuse(
                    message.slot(),
                    message.verified().header().getTo(),
                    new RefusedException(
                            RefusalCode.CONFLICT,
                            "id: " + java.util.HexFormat.of().formatHex(id) + " was used by " + domain
                                    + " for another message (expected: an id of its own)"));
        } else {
            waiting.add(new Waiting(answer, message.slot(), System.nanoTime()));
            window.whenDecided(domain, id, () -> decideLate(answer, message.slot(), message.verified()));
        }
        return false;
    }

    /** The message was on its way over another connection; now its fate is known. */
    private void decideLate(PutAnswer answer, int slot, Verified.Message message) {
        String domain = answer.sender().domain();
        byte[] id = message.header().getId().toByteArray();
        DuplicateWindow.Claim claim = window.claim(domain, id, message.leaf());
        if (claim instanceof DuplicateWindow.Claim.Accepted first) {
            answer.answerAgain(slot, new Stored(first.acceptance(), first.acceptedAtMs()));
            return;
        }
        if (claim instanceof DuplicateWindow.Claim.Fresh) {
            window.withdraw(domain, id);
        }
        answer.refuse(
                slot,
                message.header().getTo(),
                new RefusedException(
                        RefusalCode.STORE_UNAVAILABLE,
                        "id: the same message was on its way over another connection and was not kept; put it again"));
    }

    /** Answers those who have been waiting since before a moment. */
    void overdue(long sinceNanos) {
        for (Waiting next = waiting.peek(); next != null; next = waiting.peek()) {
            if (next.sinceNanos - sinceNanos >= 0 && !next.answer.isDecided(next.slot)) {
                return;
            }
            waiting.remove();
            next.answer.unknown(next.slot);
        }
    }

    void accepted(PutAnswer answer, Verified.Message message, Stored stored) {
        Header header = message.header();
        window.accepted(
                answer.sender().domain(),
                header.getId().toByteArray(),
                message.leaf(),
                stored.acceptance(),
                stored.acceptedAtMs(),
                header.getCreatedMs());
    }

    void withdraw(PutAnswer answer, Verified.Message message) {
        window.withdraw(answer.sender().domain(), message.header().getId().toByteArray());
    }

    void withdrawAll(Authorised claimed) {
        claimed.messages().forEach(message -> withdraw(claimed.answer(), message.verified()));
    }

    /** How far back this domain's ids are remembered for certain, in milliseconds since 1970. */
    long reachMs(String domain) {
        return window.reachMs(domain);
    }
}
