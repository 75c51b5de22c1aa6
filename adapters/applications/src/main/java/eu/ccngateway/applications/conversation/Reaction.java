package eu.ccngateway.applications.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an application does about something.
 *
 * @param outgoing the messages to send, in this order
 * @param changes the state changes, for timelines and consoles
 * @param records what to remember, before the messages are sent
 * @param wakeAt when {@link Application#tick} is needed next; replaces what was said before
 * @param made what an act made, for example the MRN of a new movement
 */
public record Reaction(
        List<Outgoing> outgoing,
        List<Change> changes,
        List<Stored> records,
        Optional<Instant> wakeAt,
        Optional<String> made) {

    public Reaction {
        outgoing = List.copyOf(outgoing);
        changes = List.copyOf(changes);
        records = List.copyOf(records);
    }
}
