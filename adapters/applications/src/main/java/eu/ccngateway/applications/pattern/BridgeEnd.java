package eu.ccngateway.applications.pattern;

import eu.ccngateway.applications.catalogue.MessageType;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.pattern.Turn.Letter;
import java.util.Map;

/**
 * Somebody on either side of a bridge. What it sends to the other side goes to the bridge; what comes from there is sealed
 * by the bridge.
 *
 * <p>The act {@code send} sends a type of the profile.
 */
public final class BridgeEnd extends PatternApplication {

    private static final String CAME = "f/";

    public BridgeEnd(Profile profile, Party party) {
        super(profile, party);
    }

    @Override
    boolean maySeal(String node, Form form) {
        return country(node).equals(Profile.CENTRE) || super.maySeal(node, form);
    }

    @Override
    void received(Form form, MessageType type, Turn turn) {
        String reference = form.text("reference");
        turn.remember(CAME + form.sender() + "/" + form.id(), Map.of("reference", reference));
        String content = String.join(" ", form.fields().keySet());
        turn.change(reference, party().country(), "NONE", "CAME WITH " + content, type.name());
    }

    @Override
    void act(Act act, Turn turn) {
        if (!act.name().equals("send")) {
            throw unknownAct(act, "send");
        }
        MessageType type = typeIn(act);
        Map<String, String> fields = contentOf(act);
        String reference = act.movement().isEmpty()
                ? profile().code() + party().identifications().get()
                : act.movement();
        fields.put("reference", reference);
        String to = partnerIn(act);
        turn.send(
                new Letter(to, type.name(), "", fields),
                profile().address(Profile.CENTRE),
                profile().priority());
        turn.change(reference, party().country(), "NONE", "SENT TO " + to, type.name());
        turn.made(reference);
    }
}
