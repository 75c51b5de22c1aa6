package eu.ccngateway.monitoring.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that passed the door.
 *
 * @param path its segments, decoded
 * @param isOperator whether it showed the operator's token
 */
record Asked(String method, List<String> path, Map<String, List<String>> query, boolean isOperator) {

    Asked {
        path = List.copyOf(path);
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name))
                .filter(values -> !values.isEmpty())
                .map(values -> values.get(0));
    }
}
