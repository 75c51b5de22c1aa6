package eu.ccngateway.gateway.network;

import eu.ccngateway.gateway.yaml.Fault;
import eu.ccngateway.gateway.yaml.FileInvalid;
import java.util.List;

/** A network file that cannot be used, with everything that is wrong in it. */
public final class NetworkFileInvalid extends FileInvalid {

    private static final long serialVersionUID = 1L;

    NetworkFileInvalid(List<Fault> faults) {
        super(faults);
    }
}
