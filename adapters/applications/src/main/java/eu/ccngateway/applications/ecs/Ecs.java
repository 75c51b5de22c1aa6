package eu.ccngateway.applications.ecs;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The export system: the national application of a country plays its offices of export and of exit. What can be done is in
 * {@code tables.txt} beside this class' resources, the details of a declaration in {@link Exports}.
 */
public final class Ecs implements Protocol {

    private static final Set<String> ONLY_POSITIVE = Set.of(
            "ExportOperation/declarationType",
            "ExportOperation/declarationAcceptanceDate",
            "ExportOperation/releaseDate",
            "ExportOperation/security",
            "CustomsOfficeOfExitDeclared",
            "Exporter",
            "ControlResult",
            "Consignment");

    private final MessageSet messages = MessageSet.load("ecs");
    private final List<Table> tables = Table.parse(MessageSet.lines("ecs/tables.txt"));
    private final Map<String, Effect> effects = Exports.effects();

    /** The national export application of a country, {@code NECA.BE}. */
    public static Engine application(String country, RandomGenerator random) {
        Identifications identifications = new Identifications(Identifications.SHORT, random);
        return new Engine(new Ecs(), Address.export(country), identifications, random, Engine.Limits.DEFAULT);
    }

    @Override
    public String project() {
        return "ECS";
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

    /** Phase-4 names, {@code IE501} or {@code CD501A}, are other names of the same messages. */
    @Override
    public String canonical(String name) {
        String renamed = name.replaceFirst("^(?:IE|CD)(\\d{3})[A-C]?$", "CD$1C");
        return messages.has(renamed) ? renamed : name;
    }

    @Override
    public String movement(Element root) {
        return root.value(Exports.MRN).or(() -> root.value("Header/MRN")).orElse("");
    }

    @Override
    public String trigger(Element root, Function<String, Movement> known) {
        return switch (root.name()) {
            case "CD503C" -> root.has(Exports.REASON) ? "CD503C:negative" : "CD503C:positive";
            case "CD518C" ->
                root.value("ControlResult/code").orElse("").startsWith("B") ? "CD518C:stopped" : "CD518C:left";
            default -> root.name();
        };
    }

    /** A negative answer has nothing of the movement, as in transit. */
    @Override
    public List<FunctionalError> broken(Message message) {
        List<FunctionalError> errors = new ArrayList<>();
        if (!message.name().equals("CD503C")) {
            return errors;
        }
        Optional<String> reason = message.root().value(Exports.REASON);
        for (String path : ONLY_POSITIVE) {
            String pointer = "/CD503C/" + path;
            if (reason.isPresent() && message.root().has(path)) {
                errors.add(new FunctionalError(FunctionalError.Code.NOT_ALLOWED, pointer, "C0365", ""));
            } else if (reason.isEmpty() && !message.root().has(path)) {
                errors.add(new FunctionalError(FunctionalError.Code.REQUIRED_IS_MISSING, pointer, "C0365", ""));
            }
        }
        return errors;
    }

    @Override
    public boolean isQuestion(String name) {
        return name.equals("CD502C");
    }

    @Override
    public boolean isAdministration(String name) {
        return refusals().functional().equals(name) || refusals().technical().equals(name);
    }

    @Override
    public String newMovement(Act act, String country, int year, RandomGenerator random) {
        return Mrn.make(year, country, Mrn.Procedure.EXPORT, random).text();
    }
}
