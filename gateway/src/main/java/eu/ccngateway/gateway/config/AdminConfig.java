package eu.ccngateway.gateway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The port of the operator: health, metrics, queues, dead letters, evidence.
 *
 * @param hosts further host names a request may name, besides the one listened on and localhost
 * @param operatorTokenSha256 SHA-256 of the token that changing requests must show, as hex; without it nothing can be
 *     changed through this port
 * @param availability where a prober keeps its log, to be shown; empty: {@code availability} beside the data directory
 */
public record AdminConfig(
        HostPort listen, List<String> hosts, Optional<String> operatorTokenSha256, Optional<Path> availability) {

    public AdminConfig {
        hosts = List.copyOf(hosts);
    }

    public AdminConfig(HostPort listen, List<String> hosts, Optional<String> operatorTokenSha256) {
        this(listen, hosts, operatorTokenSha256, Optional.empty());
    }
}
