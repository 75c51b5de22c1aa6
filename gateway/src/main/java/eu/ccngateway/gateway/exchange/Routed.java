package eu.ccngateway.gateway.exchange;

import java.util.List;

/** Stage four: messages with room reserved in their queue and for their reports. They only wait to be stored. */
final class Routed {

    private final Authorised authorised;
    private final List<Authorised.Message> messages;
    private final StageTimes times;

    private Routed(Authorised authorised, List<Authorised.Message> messages, StageTimes times) {
        this.authorised = authorised;
        this.messages = List.copyOf(messages);
        this.times = times;
    }

    /** Only the router may say so. */
    static Routed by(Router router, Authorised authorised, List<Authorised.Message> messages, StageTimes times) {
        java.util.Objects.requireNonNull(router);
        return new Routed(authorised, messages, times);
    }

    /** When the put passed the stages, in microseconds after it was received. */
    record StageTimes(int verifiedUs, int authorisedUs, int routedUs) {}

    Verified verified() {
        return authorised.verified();
    }

    PutAnswer answer() {
        return authorised.answer();
    }

    List<Authorised.Message> messages() {
        return messages;
    }

    StageTimes times() {
        return times;
    }

    /** The bytes are no longer needed. */
    void release() {
        verified().received().bytes().release();
    }
}
