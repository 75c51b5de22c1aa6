package eu.ccngateway.applications.catalogue;

import eu.ccngateway.applications.conversation.Channel;
import eu.ccngateway.applications.conversation.Kind;
import java.util.List;
import java.util.Optional;

/**
 * One type of message of an application.
 *
 * @param name for example {@code CD001C}
 * @param from who sends it
 * @param to who takes it
 * @param duty what it means in its pattern, for example {@code part} of a batch; empty in most
 * @param answers types that answer it
 * @param after in a movement: what must have come before, any one of these; empty if it opens one
 * @param then in a movement: what the receiver sends back by itself
 * @param passes over a bridge: the fields that may cross
 * @param traits what else is true of it
 */
public record MessageType(
        String name,
        String from,
        String to,
        Kind kind,
        Channel channel,
        String about,
        Optional<String> duty,
        List<String> answers,
        List<String> after,
        List<String> then,
        List<String> passes,
        List<Trait> traits) {

    /** Something that is true of a type. */
    public enum Trait {
        /** Begins a movement. */
        OPENS,
        /** Asks for what is in a register. */
        READS,
        /** Changes a register. */
        WRITES,
        /** Is a call: answered within seconds, not kept. */
        CALLS
    }

    public MessageType {
        answers = List.copyOf(answers);
        after = List.copyOf(after);
        then = List.copyOf(then);
        passes = List.copyOf(passes);
        traits = List.copyOf(traits);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether this is its duty in its pattern. */
    public boolean hasDuty(String wanted) {
        return duty.filter(wanted::equals).isPresent();
    }
}
