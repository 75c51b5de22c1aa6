package eu.ccngateway.gateway.config;

import eu.ccngateway.gateway.yaml.Fault;
import eu.ccngateway.gateway.yaml.FileInvalid;
import java.util.List;

/** A configuration file that cannot be used, with everything that is wrong in it. */
public final class ConfigInvalid extends FileInvalid {

    private static final long serialVersionUID = 1L;

    ConfigInvalid(List<Fault> faults) {
        super(faults);
    }
}
