package eu.ccngateway.applications.catalogue;

import java.util.ArrayList;
import java.util.List;

/**
 * A system the published documents name, and what became of it here.
 *
 * @param section under which heading it stands
 * @param state what became of it
 * @param note the code of a profile, or why it is none
 */
public record SourceSystem(String name, Mark mark, String source, String section, State state, String note) {

    /** What became of a system. */
    public enum State {
        /** It has a profile of its own. */
        PROFILE,
        /** It is a part of what a profile does. */
        WITHIN,
        /** It is the network, or a part of it. */
        NETWORK,
        /** It does not use the network. */
        OUTSIDE
    }

    /** All of them, in the order of the sources. */
    public static List<SourceSystem> all() {
        Section top = Section.parse("register.yaml", Catalogue.resource("register.yaml"));
        List<SourceSystem> systems = new ArrayList<>();
        for (Section section : top.sections("systems")) {
            String mark = section.text("mark");
            State state = State.OUTSIDE;
            String note = "";
            for (State candidate : State.values()) {
                var value = section.optional(candidate.name().toLowerCase(java.util.Locale.ROOT));
                if (value.isPresent()) {
                    state = candidate;
                    note = value.get();
                }
            }
            if (note.isEmpty()) {
                section.fault("no state (expected: one of profile, within, network, outside)");
            }
            systems.add(new SourceSystem(
                    section.text("name"),
                    mark.equals("-") ? Mark.NONE : Mark.valueOf(mark),
                    section.text("source"),
                    section.text("section"),
                    state,
                    note));
            section.refuseOthers();
        }
        top.check();
        return List.copyOf(systems);
    }
}
