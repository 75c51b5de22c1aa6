package eu.ccngateway.gateway.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Collects what is wrong while a file is read. Bounded: after so many, more would not help. */
public final class Faults {

    private static final int MAX = 100;

    private final String file;
    private final List<Fault> found = new ArrayList<>();

    public Faults(String file) {
        this.file = file;
    }

    /** Something about the file as a whole. */
    public void add(String problem) {
        add(Optional.empty(), "", problem);
    }

    void add(Optional<Mark> mark, String path, String problem) {
        if (found.size() < MAX) {
            int line = mark.map(m -> m.getLine() + 1).orElse(0);
            int column = mark.map(m -> m.getColumn() + 1).orElse(0);
            found.add(new Fault(file, line, column, path, problem));
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the file. */
    public List<Fault> toList() {
        return found.stream().sorted(Fault.IN_READING_ORDER).toList();
    }
}
