package eu.ccngateway.gateway.exchange;

import eu.ccngateway.gateway.network.QueueSpec;
import java.util.List;
import java.util.Optional;

/** Stage three: messages that their sender may put where they go, and which were not accepted before. */
final class Authorised {

    private final Verified verified;
    private final List<Message> messages;

    private Authorised(Verified verified, List<Message> messages) {
        this.verified = verified;
        this.messages = List.copyOf(messages);
    }

    /** Only the authoriser may say so. */
    static Authorised by(Authoriser authoriser, Verified verified, List<Message> messages) {
        java.util.Objects.requireNonNull(authoriser);
        return new Authorised(verified, messages);
    }

    /** The same, without what the duplicate guard decided. */
    Authorised only(List<Message> fresh) {
        return new Authorised(verified, fresh);
    }

    /**
     * One authorised message.
     *
     * @param reportsTo the sender's queue for its reports, if any are wanted
     */
    record Message(Verified.Message verified, QueueSpec queue, Optional<QueueSpec> reportsTo) {

        int slot() {
            return verified.slot();
        }
    }

    Verified verified() {
        return verified;
    }

    PutAnswer answer() {
        return verified.answer();
    }

    List<Message> messages() {
        return messages;
    }
}
