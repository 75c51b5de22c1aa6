package eu.ccngateway.applications.pattern;

import eu.ccngateway.applications.catalogue.MessageType;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Application;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.conversation.Stored;
import eu.ccngateway.applications.pattern.Turn.Letter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What all patterns have in common: a form is read and its header checked, what is wrong is refused once with a code, and
 * a refusal is never refused.
 */
abstract class PatternApplication implements Application {

    /** Tells the sender that its message was not taken: the field {@code code} says why, as in CD906C. */
    static final String REFUSED = "REFUSED";

    /** Not a form, or a field is missing. */
    static final String FORM_FAULT = "12";

    /** A rule is violated. */
    static final String RULE_FAULT = "14";

    static final String DUPLICATE = "26";
    static final String UNKNOWN = "90";
    static final String OUT_OF_SEQUENCE = "92";

    private static final String STATUS = "status";
    private static final int STATUS_MAX = 1_000;
    private static final int REASON_MAX = 500;
    private static final int ENTRIES_MAX = 500_000;
    private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,64}");

    private final Profile profile;
    private final String address;
    private final Party party;
    private final Memory memory = new Memory();

    PatternApplication(Profile profile, Party party) {
        this.profile = profile;
        this.party = party;
        this.address = profile.address(party.country());
    }

    @Override
    public final String address() {
        return address;
    }

    final Profile profile() {
        return profile;
    }

    final Party party() {
        return party;
    }

    final Memory memory() {
        return memory;
    }

    final Turn turn(Instant now) {
        return new Turn(profile, address, party.identifications(), memory, now);
    }

    @Override
    public final Reaction receive(Incoming message, Instant now) {
        Turn turn = turn(now);
        Form form;
        try {
            form = Form.read(message.payload());
        } catch (FormInvalid e) {
            if (!message.name().equals(REFUSED)) {
                refuse(nodeOf(message), "", turn, FORM_FAULT, String.valueOf(e.getMessage()));
            }
            return turn.done();
        }
        if (form.type().equals(REFUSED) || message.name().equals(REFUSED)) {
            turn.change(form.text("reference"), party.country(), "SENT", "REFUSED " + form.text("code"), REFUSED);
            refused(form, turn);
            return turn.done();
        }
        Optional<String> fault = fault(message, form);
        if (fault.isPresent()) {
            refuse(nodeOf(message), form, turn, RULE_FAULT, fault.get());
        } else {
            received(form, profile.type(form.type()).orElseThrow(), turn);
        }
        return turn.done();
    }

    private Optional<String> fault(Incoming message, Form form) {
        if (!form.type().equals(message.name())) {
            return Optional.of("type: " + form.type() + " in a message of type " + message.name());
        }
        if (profile.type(form.type()).isEmpty()) {
            return Optional.of("type: " + form.type() + " (expected: one of " + profile.code() + ")");
        }
        if (!isFor(form)) {
            return Optional.of("recipient: " + form.recipient() + " (expected: " + address + ")");
        }
        if (!maySeal(message.sender(), form)) {
            return Optional.of("sender: " + form.sender() + " in a message sealed by " + message.sender());
        }
        if (memory.size() >= ENTRIES_MAX) {
            return Optional.of(ENTRIES_MAX + " things are remembered here already (expected: fewer; try again later)");
        }
        return names(form).stream()
                .filter(name -> !NAME.matcher(name).matches())
                .findFirst()
                .map(name -> "a name of " + name.length() + " characters (expected: 1 to 64 that are printable, in "
                        + "sender, id, about, batch and reference)");
    }

    /** Everything in a form that things are remembered by. */
    private static List<String> names(Form form) {
        List<String> names = new ArrayList<>(List.of(form.sender(), form.recipient(), form.id()));
        Optional.of(form.about()).filter(about -> !about.isEmpty()).ifPresent(names::add);
        List.of("reference", "batch").forEach(field -> form.field(field).ifPresent(names::add));
        form.rows().forEach(row -> Optional.ofNullable(row.get("reference")).ifPresent(names::add));
        return names;
    }

    /** Whether a form is for this application; a bridge takes those for others too. */
    boolean isFor(Form form) {
        return form.recipient().equals(address);
    }

    /** Whether a node may seal a form: one of the country the form comes from. */
    boolean maySeal(String node, Form form) {
        return country(node).equals(country(form.sender()));
    }

    /** The last two characters of an address or a domain are the country. */
    static String country(String addressOrDomain) {
        return addressOrDomain.length() < 2 ? "" : addressOrDomain.substring(addressOrDomain.length() - 2);
    }

    private String nodeOf(Incoming message) {
        return profile.address(country(message.sender()));
    }

    final void refuse(Form form, Turn turn, String code, String reason) {
        refuse(form.sender(), form, turn, code, reason);
    }

    private void refuse(String to, Form form, Turn turn, String code, String reason) {
        turn.change(form.text("reference"), party.country(), "RECEIVED", "REFUSED " + code, form.type());
        refuse(to, form.id(), turn, code, reason);
    }

    private static void refuse(String to, String about, Turn turn, String code, String reason) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("code", code);
        fields.put("reason", printable(reason));
        turn.send(new Letter(to, REFUSED, about, fields));
    }

    private static String printable(String reason) {
        String line = reason.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() <= REASON_MAX ? line : line.substring(0, REASON_MAX);
    }

    /** A form that is for this application, of a type of its profile. */
    abstract void received(Form form, MessageType type, Turn turn);

    /** Somebody refused a form of ours. */
    void refused(Form refusal, Turn turn) {}

    @Override
    public Reaction act(Act act, Instant now) {
        Turn turn = turn(now);
        if (act.name().equals(STATUS)) {
            status(now).entrySet().stream()
                    .limit(STATUS_MAX)
                    .forEach(each -> turn.change(each.getKey(), party.country(), "STATUS", each.getValue(), STATUS));
        } else {
            act(act, turn);
        }
        return turn.done();
    }

    /** What somebody at this end wants to know, by what it is about: the act {@code status} tells it. */
    Map<String, String> status(Instant now) {
        return Map.of();
    }

    /** Does what somebody at this end wants, or says why not. */
    abstract void act(Act act, Turn turn);

    static IllegalArgumentException unknownAct(Act act, String known) {
        return new IllegalArgumentException("act: " + act.name() + " (expected: " + known + ")");
    }

    /** The type an act names, if this application may send it. */
    final MessageType typeIn(Act act) {
        String name = act.need("type");
        return profile.type(name)
                .orElseThrow(() -> new IllegalArgumentException("type: " + name + " (expected: one of "
                        + String.join(
                                ", ",
                                profile.types().stream().map(MessageType::name).toList()) + ")"));
    }

    /** Whom an act is for: an address, a country, or the centre if it says nothing. */
    final String partnerIn(Act act) {
        String to = act.detail("to").orElse(Profile.CENTRE);
        return to.contains(".") ? to : profile.address(to);
    }

    /** The details of an act that are content. */
    static Map<String, String> contentOf(Act act) {
        Map<String, String> content = new LinkedHashMap<>(new java.util.TreeMap<>(act.details()));
        content.keySet().removeAll(List.of("type", "to"));
        return content;
    }

    @Override
    public Reaction tick(Instant now) {
        return turn(now).done();
    }

    @Override
    public final void restore(Stored stored) {
        memory.restore(stored);
    }
}
