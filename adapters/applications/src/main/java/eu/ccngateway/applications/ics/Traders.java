package eu.ccngateway.applications.ics;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.identifier.Address;
import eu.ccngateway.applications.identifier.Identifications;
import eu.ccngateway.applications.identifier.Lrn;
import eu.ccngateway.applications.identifier.Mrn;
import eu.ccngateway.applications.movement.Effect;
import eu.ccngateway.applications.movement.Engine;
import eu.ccngateway.applications.movement.FunctionalError;
import eu.ccngateway.applications.movement.HeadForm;
import eu.ccngateway.applications.movement.Message;
import eu.ccngateway.applications.movement.MessageSet;
import eu.ccngateway.applications.movement.Movement;
import eu.ccngateway.applications.movement.Protocol;
import eu.ccngateway.applications.movement.Refusals;
import eu.ccngateway.applications.movement.Table;
import eu.ccngateway.applications.xml.Element;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The other side of the import control system: those who lodge declarations. In life they are outside the network; here one
 * partner stands for all of them. What can be done is in {@code trader.txt}, the details in {@link Lodgements}. A declaration
 * goes by the trader's own reference until it has an MRN.
 */
public final class Traders implements Protocol {

    private final Ics customs;
    private final List<Table> tables = Table.parse(MessageSet.lines("ics/trader.txt"));
    private final Map<String, Effect> effects = Lodgements.effects();

    /** The protocol from the side of traders. */
    public Traders() {
        this.customs = new Ics("");
    }

    /** All traders at an address, {@code TRADER.ZZ}. */
    public static Engine application(String address, RandomGenerator random) {
        Identifications identifications = new Identifications(Identifications.SHORT, random);
        return new Engine(new Traders(), new Address(address), identifications, random, Engine.Limits.DEFAULT);
    }

    @Override
    public String project() {
        return customs.project();
    }

    @Override
    public MessageSet messages() {
        return customs.messages();
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
        return customs.refusals();
    }

    @Override
    public HeadForm headForm() {
        return customs.headForm();
    }

    @Override
    public String canonical(String name) {
        return customs.canonical(name);
    }

    /** The MRN; where there is none, the trader's reference. Traders call a diversion by the number of its declaration. */
    @Override
    public String movement(Element root) {
        return root.value(Entries.MRN)
                .or(() -> root.value(Lodgements.DIVERSION))
                .or(() -> root.value(Entries.LRN))
                .map(String::strip)
                .orElse("");
    }

    @Override
    public boolean isNumber(String text) {
        return Lrn.isValid(text);
    }

    @Override
    public String trigger(Element root, Function<String, Movement> known) {
        return root.name();
    }

    @Override
    public List<FunctionalError> broken(Message message) {
        return List.of();
    }

    @Override
    public boolean isQuestion(String name) {
        return customs.isQuestion(name);
    }

    @Override
    public boolean isAdministration(String name) {
        return customs.isAdministration(name);
    }

    /** A new declaration has a reference; anything else done to no declaration is done to one that nobody lodged. */
    @Override
    public String newMovement(Act act, String of, int year, RandomGenerator random) {
        if (!act.name().equals("lodge")) {
            String country = act.detail("office").orElse("DE").substring(0, 2);
            return Mrn.make(year, country, Mrn.Procedure.ENTRY_SUMMARY, random).text();
        }
        return new Lrn(act.detail("lrn").orElseGet(() -> "L" + Long.toString(random.nextLong(Long.MAX_VALUE), 36)))
                .text();
    }
}
