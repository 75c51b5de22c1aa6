package eu.ccngateway.gateway.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A file that cannot be used, with every reason, in the order of the file. */
public class FileInvalid extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<Fault> faults;

    public FileInvalid(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining(System.lineSeparator())));
        this.faults = List.copyOf(faults);
    }

    public final List<Fault> faults() {
        return faults;
    }
}
