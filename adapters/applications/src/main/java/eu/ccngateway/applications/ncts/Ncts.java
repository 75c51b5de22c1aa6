package eu.ccngateway.applications.ncts;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.identifier.Address;
import eu.ccngateway.applications.identifier.Identifications;
import eu.ccngateway.applications.identifier.Mrn;
import eu.ccngateway.applications.movement.Effect;
import eu.ccngateway.applications.movement.Engine;
import eu.ccngateway.applications.movement.FunctionalError;
import eu.ccngateway.applications.movement.Message;
import eu.ccngateway.applications.movement.MessageSet;
import eu.ccngateway.applications.movement.Movement;
import eu.ccngateway.applications.movement.Phase5Refusals;
import eu.ccngateway.applications.movement.Protocol;
import eu.ccngateway.applications.movement.Refusals;
import eu.ccngateway.applications.movement.Table;
import eu.ccngateway.applications.xml.Element;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The transit system, phase 5: the national application of a country plays all its offices. What can be done there is in
 * {@code tables.txt} beside this class' resources; the details of a declaration are told in {@link Declaration}.
 */
public final class Ncts implements Protocol {

    private static final Set<String> QUESTIONS = Set.of(
            "CD002C", "CD027C", "CD094C", "CD114C", "CD142C", "CD145C", "CD150C", "CD164C", "CD200C", "CD203C",
            "CD974C");
    private static final Set<String> ADMINISTRATION =
            Set.of("CD070C", "CD071C", "CD411D", "CD903D", "CD906C", "CD917C", "CD971C", "CD974C", "CD975C");
    private static final Set<String> SATISFACTORY = Set.of("A1", "A2", "A3");

    private final String country;
    private final MessageSet messages = MessageSet.load("ncts");
    private final List<Table> tables = Table.parse(MessageSet.lines("ncts/tables.txt"));
    private final Map<String, Effect> effects = new HashMap<>();

    /** The protocol as the application of a country follows it. */
    public Ncts(String country) {
        this.country = country;
        effects.put("declare", Declaration::declare);
        effects.putAll(Departure.effects());
        effects.putAll(Arrival.effects());
        effects.putAll(Enquiries.effects());
        effects.putAll(Guarantees.effects());
        effects.putAll(Questions.effects());
    }

    /** The national transit application of a country, {@code NTA.BE}. Its identifications are short, as the transition wants. */
    public static Engine application(String country, RandomGenerator random) {
        Identifications identifications = new Identifications(Identifications.SHORT, random);
        return new Engine(new Ncts(country), Address.transit(country), identifications, random, Engine.Limits.DEFAULT);
    }

    @Override
    public String project() {
        return "NCTS";
    }

    @Override
    public MessageSet messages() {
        return messages;
    }

    @Override
    public List<Table> tables() {
        return tables;
    }

    @Override
    public Map<String, Effect> effects() {
        return effects;
    }

    @Override
    public Refusals refusals() {
        return new Phase5Refusals();
    }

    @Override
    public String movement(Element root) {
        return root.value(Transit.MRN).or(() -> root.value("Header/MRN")).orElse("");
    }

    @Override
    public String trigger(Element root, Function<String, Movement> known) {
        String name = root.name();
        return switch (name) {
            case "CD003C", "CD038C", "CD115C", "CD165C" ->
                name + (root.has(Transit.REASON) ? ":negative" : ":positive");
            case "CD018C" ->
                name
                        + (SATISFACTORY.contains(
                                        root.value("ControlResult/code").orElse(""))
                                ? ":satisfactory"
                                : ":discrepancies");
            case "CD049C" ->
                name + (isYes(root, "TransitOperation/discrepanciesResolved") ? ":resolved" : ":unresolved");
            case "CD094C" -> name + ":" + Questions.statusRole(root);
            case "CD151C" -> name + (isYes(root, "Recovery/recoveryAcceptance") ? ":accepted" : ":refused");
            case "CD200C", "CD203C" ->
                name
                        + (Guarantees.isCovered(
                                        root, known, grn -> grn.country().equals(country))
                                ? ":valid"
                                : ":invalid");
            case "CD201C", "CD205C" -> name + (Guarantees.isGood(root) ? ":valid" : ":invalid");
            default -> name;
        };
    }

    private static boolean isYes(Element root, String path) {
        return root.value(path).map(String::strip).filter("1"::equals).isPresent();
    }

    @Override
    public List<FunctionalError> broken(Message message) {
        return NctsRules.broken(message);
    }

    @Override
    public Element told(Element content, String recipient) {
        return SecurityArea.told(content, country, recipient);
    }

    @Override
    public boolean isQuestion(String name) {
        return QUESTIONS.contains(name);
    }

    @Override
    public boolean isAdministration(String name) {
        return ADMINISTRATION.contains(name);
    }

    @Override
    public String newMovement(Act act, String of, int year, RandomGenerator random) {
        String security = act.detail("security").orElse(act.detail("exit").isPresent() ? "2" : "0");
        return Mrn.make(year, of, Mrn.Procedure.ofSecurity(security), random).text();
    }
}
