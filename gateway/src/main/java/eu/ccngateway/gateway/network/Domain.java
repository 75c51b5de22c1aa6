package eu.ccngateway.gateway.network;

import java.util.List;

/**
 * A place with a gateway name: a member state's customs, or the central services.
 *
 * @param name its gateway name, {@code CUSTTAX.IE}
 * @param country two letters, as messages name it
 * @param isCentral whether it belongs to the Commission
 * @param applications those it has queues for, sorted
 */
public record Domain(String name, String country, boolean isCentral, List<String> applications, DomainLimits limits) {

    public Domain {
        applications = List.copyOf(applications);
    }
}
