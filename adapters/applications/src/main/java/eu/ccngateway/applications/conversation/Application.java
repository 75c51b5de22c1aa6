package eu.ccngateway.applications.conversation;

import java.time.Instant;

/**
 * What a national or central application decides. It has no thread, no clock and no network: the runtime calls one method
 * at a time, makes {@link Reaction#records} durable, sends {@link Reaction#outgoing}, and only then acknowledges what came
 * in. An application that is started again gets its records back through {@link #restore} before anything else.
 *
 * <p>None of the methods throws because of what a message contains: a message that cannot be understood is answered with
 * the refusal that its protocol has for it.
 */
public interface Application {

    /** Its address inside messages, for example {@code NTA.BE}. */
    String address();

    /** A message came from its queue. */
    Reaction receive(Incoming message, Instant now);

    /**
     * Somebody at this end does something: an officer releases goods, a carrier presents them at an office.
     *
     * @throws IllegalArgumentException if there is no such act, a detail is missing, or the state does not allow it
     */
    Reaction act(Act act, Instant now);

    /** Time has passed: at or after {@link Reaction#wakeAt}, or at any other moment. */
    Reaction tick(Instant now);

    /** Takes back one record of an earlier life. Records may come in any order, the last one of each key only. */
    void restore(Stored stored);
}
