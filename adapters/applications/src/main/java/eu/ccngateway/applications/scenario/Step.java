package eu.ccngateway.applications.scenario;

import java.time.Duration;
import java.util.Map;

/** One line of a scenario. In texts, <code>${role}</code> is the country of a role and <code>${movement}</code> the movement,
 * <code>${now+2h}</code> a moment. */
public sealed interface Step {

    /**
     * Somebody at a role does something.
     *
     * @param act an act of the application
     * @param isNew whether it begins a movement, which the following steps are about
     */
    record Do(String role, String act, boolean isNew, Map<String, String> details) implements Step {

        public Do {
            details = Map.copyOf(details);
        }
    }

    /** A message goes from one role to another. */
    record See(String from, String to, String type) implements Step {}

    /** A message does not come, for a moment: its receiver is not there. */
    record Unseen(String from, String to, String type) implements Step {}

    /** A role comes into a state: one whose name begins so. */
    record Become(String role, String state) implements Step {}

    /** Time passes: all clocks of the scenario are moved on. */
    record Pass(Duration time) implements Step {}

    /** As it is told to a person. */
    default String text() {
        if (this instanceof Do it) {
            return it.role() + " does " + it.act()
                    + (it.details().isEmpty() ? "" : " " + new java.util.TreeMap<>(it.details()));
        }
        if (this instanceof See it) {
            return it.type() + " from " + it.from() + " to " + it.to();
        }
        if (this instanceof Unseen it) {
            return "no " + it.type() + " from " + it.from() + " to " + it.to();
        }
        if (this instanceof Become it) {
            return it.role() + " becomes " + it.state();
        }
        return this instanceof Pass it ? it.time().toHours() + " h pass" : "";
    }
}
