package eu.ccngateway.applications.central;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.movement.Effect;
import eu.ccngateway.applications.movement.FunctionalError;
import eu.ccngateway.applications.movement.Message;
import eu.ccngateway.applications.movement.MessageSet;
import eu.ccngateway.applications.movement.Movement;
import eu.ccngateway.applications.movement.Protocol;
import eu.ccngateway.applications.movement.Refusals;
import eu.ccngateway.applications.movement.Table;
import eu.ccngateway.applications.ncts.Ncts;
import eu.ccngateway.applications.xml.Element;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Tables and effects of their own, with the messages, rules and refusals of the transit system. */
record TransitForm(Ncts ncts, List<Table> tables, Map<String, Effect> effects) implements Protocol {

    /** The key under which an application keeps what is about itself; refusals of what is told to the centre are. */
    static final String SELF = "OWN";

    static TransitForm of(String country, String tables, Map<String, Effect> effects) {
        return new TransitForm(
                new Ncts(country), Table.parse(MessageSet.lines("central/" + tables)), Map.copyOf(effects));
    }

    @Override
    public String project() {
        return ncts.project();
    }

    @Override
    public MessageSet messages() {
        return ncts.messages();
    }

    @Override
    public Refusals refusals() {
        return ncts.refusals();
    }

    @Override
    public String movement(Element root) {
        return ncts.refusals().isRefusal(root.name()) ? SELF : ncts.movement(root);
    }

    @Override
    public String trigger(Element root, Function<String, Movement> known) {
        return root.name();
    }

    @Override
    public List<FunctionalError> broken(Message message) {
        return ncts.broken(message);
    }

    @Override
    public boolean isQuestion(String name) {
        return ncts.isQuestion(name);
    }

    @Override
    public boolean isAdministration(String name) {
        return ncts.isAdministration(name);
    }

    @Override
    public String newMovement(Act act, String country, int year, RandomGenerator random) {
        return ncts.newMovement(act, country, year, random);
    }
}
