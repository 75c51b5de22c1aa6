package eu.ccngateway.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * The port of the operator: health, metrics, queues, dead letters, evidence.
 *
 * @param hosts further host names a request may name, besides the one listened on and localhost
 * @param operatorTokenSha256 SHA-256 of the token that changing requests must show, as hex; without it nothing can be
 *     changed through this port
 */
public record AdminConfig(HostPort listen, List<String> hosts, Optional<String> operatorTokenSha256) {

    public AdminConfig {
        hosts = List.copyOf(hosts);
    }
}
