package eu.ccngateway.monitoring.admin;

import java.util.Optional;
import java.util.Set;

/**
 * Where the admin port listens and whom it answers.
 *
 * @param port 0 = any that is free
 * @param hosts host names a request may name, besides localhost and addresses
 * @param operatorTokenSha256 digest of the token of who may change things, hex; without it nobody may
 */
public record AdminPort(String host, int port, Set<String> hosts, Optional<String> operatorTokenSha256) {

    public AdminPort {
        hosts = Set.copyOf(hosts);
    }
}
