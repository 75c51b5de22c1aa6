package eu.ccngateway.applications.ics;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.identifier.Address;
import eu.ccngateway.applications.identifier.Identifications;
import eu.ccngateway.applications.identifier.Mrn;
import eu.ccngateway.applications.movement.Effect;
import eu.ccngateway.applications.movement.Engine;
import eu.ccngateway.applications.movement.FunctionalError;
import eu.ccngateway.applications.movement.FunctionalError.Code;
import eu.ccngateway.applications.movement.HeadForm;
import eu.ccngateway.applications.movement.Message;
import eu.ccngateway.applications.movement.MessageSet;
import eu.ccngateway.applications.movement.Movement;
import eu.ccngateway.applications.movement.Protocol;
import eu.ccngateway.applications.movement.Refusals;
import eu.ccngateway.applications.movement.Table;
import eu.ccngateway.applications.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The import control system, phase 1: the national application of a country plays its offices of lodgement and of entry, for
 * traders (CC messages) and for other countries (CD messages). Only CC313A, CC315A and CC323A have public schemas; the other
 * outlines are ours. A diversion names one declaration: one that names several is rejected.
 */
public final class Ics implements Protocol {

    private static final Set<String> ADMINISTRATION = Set.of("CD906B", "CD917B");
    private static final Set<String> DECLARATIONS = Set.of("CC313A", "CC315A");
    private static final String TOTAL = "HEAHEA/TotNumOfIteHEA305";
    private static final String POSITIVE_PART = "CUSOFFFENT730";

    private final String country;
    private final MessageSet messages = MessageSet.load("ics");
    private final List<Table> tables = Table.parse(MessageSet.lines("ics/tables.txt"));
    private final Map<String, Effect> effects = Entries.effects();

    /** The protocol as the application of a country follows it. */
    public Ics(String country) {
        this.country = country;
    }

    /** The national import control application of a country, {@code NICA.BE}. */
    public static Engine application(String country, RandomGenerator random) {
        Identifications identifications = new Identifications(Identifications.SHORT, random);
        Address address = Address.importControl(country);
        return new Engine(new Ics(country), address, identifications, random, Engine.Limits.DEFAULT);
    }

    @Override
    public String project() {
        return "ICS";
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
        return new IcsRefusals();
    }

    @Override
    public HeadForm headForm() {
        return HeadForm.PHASE_4;
    }

    @Override
    public boolean makesMovement(String name) {
        return name.equals("CC315A");
    }

    /** {@code IE315} and {@code IE301} are other names of {@code CC315A} and {@code CD301A}. */
    @Override
    public String canonical(String name) {
        String digits = name.replaceFirst("^IE(\\d{3})$", "$1");
        return messages.names().stream()
                .filter(known -> known.substring(2, 5).equals(digits))
                .findFirst()
                .orElse(name);
    }

    @Override
    public String movement(Element root) {
        return root.value(Entries.MRN)
                .or(() -> root.value(Entries.DIVERTED_MRN))
                .map(String::strip)
                .orElse("");
    }

    @Override
    public String trigger(Element root, Function<String, Movement> known) {
        return switch (root.name()) {
            case "CC315A" -> {
                boolean isHere = root.value(Entries.FIRST_ENTRY).orElse("").startsWith(country);
                yield isHere ? "CC315A:here" : "CC315A:elsewhere";
            }
            case "CD303A" -> root.has(Entries.REASON) ? "CD303A:negative" : "CD303A:positive";
            default -> root.name();
        };
    }

    /** A negative answer has no declaration, a positive one has; a diversion names exactly one; items are as many as said. */
    @Override
    public List<FunctionalError> broken(Message message) {
        List<FunctionalError> errors = new ArrayList<>();
        Element root = message.root();
        if (message.name().equals("CD303A")) {
            boolean isNegative = root.has(Entries.REASON);
            if (isNegative == root.has(POSITIVE_PART)) {
                Code code = isNegative ? Code.NOT_ALLOWED : Code.REQUIRED_IS_MISSING;
                errors.add(new FunctionalError(code, "/CD303A/" + POSITIVE_PART, "N/A", ""));
            }
        } else if (message.name().equals("CC323A") && root.all("IMPOPE200").count() != 1) {
            errors.add(new FunctionalError(Code.RULE_VIOLATED, "/CC323A/IMPOPE200", "N/A", ""));
        } else if (DECLARATIONS.contains(message.name())) {
            String total = root.value(TOTAL).orElse("").strip();
            if (!total.equals(Long.toString(root.all("GOOITEGDS").count()))) {
                errors.add(new FunctionalError(Code.RULE_VIOLATED, "/" + message.name() + "/" + TOTAL, "N/A", total));
            }
        }
        return errors;
    }

    @Override
    public boolean isQuestion(String name) {
        return Set.of("CC313A", "CC315A", "CC323A", "CC347A", "CD302A").contains(name);
    }

    @Override
    public boolean isAdministration(String name) {
        return ADMINISTRATION.contains(name);
    }

    @Override
    public String newMovement(Act act, String of, int year, RandomGenerator random) {
        return Mrn.make(year, of, Mrn.Procedure.ENTRY_SUMMARY, random).text();
    }
}
