package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.identifier.Mrn;
import eu.ccngateway.applications.xml.Element;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What makes one movement system different from another. */
public interface Protocol {

    /** The last part of its message types and queues, for example {@code NCTS}. */
    String project();

    MessageSet messages();

    List<Table> tables();

    /** What the effects named in the tables do. */
    Map<String, Effect> effects();

    /** How it refuses. */
    Refusals refusals();

    /** The name that a message has here, whatever older name the network used for its type. */
    default String canonical(String name) {
        return name;
    }

    /** The movement a message is about; empty if it is about none. */
    String movement(Element root);

    /**
     * What a message is called in the tables: its name, with a variant where its content matters.
     *
     * @param known what is kept under an MRN or another key
     */
    String trigger(Element root, Function<String, Movement> known);

    /** The conditions and rules that a message breaks by itself. */
    List<FunctionalError> broken(Message message);

    /** Of a message, what may be told to its recipient. */
    default Element told(Element content, String recipient) {
        return content;
    }

    /** Whether a message asks something that this application must answer. */
    boolean isQuestion(String name);

    /** Whether a message goes to the queue for administration. */
    boolean isAdministration(String name);

    /** How the heads of its messages are written. */
    default HeadForm headForm() {
        return HeadForm.PHASE_5;
    }

    /** Whether a message begins a movement that has no number yet. */
    default boolean makesMovement(String name) {
        return false;
    }

    /** Whether a text can be the number of a movement: an MRN, unless the system has others as well. */
    default boolean isNumber(String text) {
        return Mrn.isValid(text);
    }

    /** A number for a new movement, made by an act, or by a message, which is an act without details. */
    String newMovement(Act act, String country, int year, RandomGenerator random);
}
