package eu.ccngateway.node;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Refused;
import java.util.Optional;

/** The gateway said no: a code of the network with its reason in words. */
public final class RefusedByGateway extends NodeException {

    private static final long serialVersionUID = 1L;

    private final int number;
    private final String reason;
    private final long retryAfterMs;

    RefusedByGateway(Refused refused) {
        this(refused.getCode(), refused.getReason(), refused.getRetryAfterMs());
    }

    RefusedByGateway(RefusalCode code, String reason) {
        this(code.number(), reason, 0);
    }

    private RefusedByGateway(int number, String reason, long retryAfterMs) {
        super(text(number, reason));
        this.number = number;
        this.reason = reason;
        this.retryAfterMs = retryAfterMs;
    }

    private static String text(int number, String reason) {
        return RefusalCode.of(number)
                .map(code -> number + " " + code + ": " + reason + (reason.endsWith(".") ? " " : ". ") + code.remedy())
                .orElseGet(() -> number + ": " + reason + " (a code this SDK does not know; use a newer one)");
    }

    /** The code; empty for a number that a newer gateway knows and this SDK does not. */
    public Optional<RefusalCode> code() {
        return RefusalCode.of(number);
    }

    /** The code's number, for example 401. */
    public int number() {
        return number;
    }

    /** The reason in the gateway's words: names the value, what was expected and what to do. */
    public String reason() {
        return reason;
    }

    boolean is(RefusalCode code) {
        return number == code.number();
    }

    /** Whether the same request, unchanged, can succeed later. */
    boolean mayPass() {
        return code().map(code -> code.retry() != RefusalCode.Retry.NO).orElse(false);
    }

    long retryAfterMs() {
        return retryAfterMs;
    }
}
