package eu.ccngateway.applications.pattern;

import eu.ccngateway.applications.catalogue.MessageType;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Change;
import eu.ccngateway.applications.conversation.Channel;
import eu.ccngateway.applications.conversation.Kind;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.conversation.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Gathers what an application does about one thing, while it decides. */
final class Turn {

    private final Profile profile;
    private final String address;
    private final Supplier<String> identifications;
    private final Memory memory;
    private final Instant now;
    private final List<Outgoing> outgoing = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Stored> records = new ArrayList<>();
    private Optional<String> made = Optional.empty();
    private Optional<Instant> wakeAt = Optional.empty();

    Turn(Profile profile, String address, Supplier<String> identifications, Memory memory, Instant now) {
        this.profile = profile;
        this.address = address;
        this.identifications = identifications;
        this.memory = memory;
        this.now = now;
    }

    /** What is to be sent: to whom, which type, in answer to what, and its content. */
    record Letter(String to, String type, String about, Map<String, String> fields, List<Map<String, String>> rows) {

        Letter(String to, String type, String about, Map<String, String> fields) {
            this(to, type, about, fields, List.of());
        }
    }

    Instant now() {
        return now;
    }

    /** Sends; returns the identification of what was sent. */
    String send(Letter letter) {
        return send(letter, letter.to(), profile.priority());
    }

    /** Sends by way of somebody else, or at another priority than the usual. */
    String send(Letter letter, String by, int priority) {
        String id = identifications.get();
        Form form = new Form(
                profile.code(),
                letter.type(),
                address,
                letter.to(),
                id,
                letter.about(),
                now,
                letter.fields(),
                letter.rows());
        add(form, by, priority);
        return id;
    }

    /** Sends a form as it is. */
    void add(Form form, String by, int priority) {
        Optional<MessageType> type = profile.type(form.type());
        outgoing.add(new Outgoing(
                by,
                type.map(MessageType::channel).orElse(Channel.CORE),
                profile.onNetwork(form.type()),
                type.map(MessageType::kind).orElse(Kind.REPLY),
                priority,
                form.id(),
                form.text("reference"),
                form.toXml()));
    }

    void change(String reference, String role, String from, String to, String cause) {
        changes.add(new Change(reference, role, from, to, cause));
    }

    void remember(String key, Map<String, String> fields) {
        records.add(memory.put(key, fields));
    }

    void forget(String key) {
        records.add(memory.forget(key));
    }

    void forgetAll(String prefix) {
        records.addAll(memory.forgetAll(prefix));
    }

    void made(String reference) {
        made = Optional.of(reference);
    }

    void wakeAt(Instant at) {
        wakeAt = Optional.of(at);
    }

    Reaction done() {
        return new Reaction(outgoing, changes, records, wakeAt, made);
    }
}
