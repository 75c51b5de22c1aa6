package eu.ccngateway.gateway.network;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gateway names that mean the same: {@code CUSTTAX.EL} and {@code CUSTTAX.GR} where EL and GR are aliases. */
final class GatewayAliases {

    private GatewayAliases() {}

    /** Every gateway name that reaches a domain, with that domain. A domain's own name always means itself. */
    static Map<String, String> of(Collection<String> domains, Map<String, String> countries) {
        Map<String, String> names = new LinkedHashMap<>();
        domains.forEach(domain -> names.put(domain, domain));
        countries.forEach((left, right) -> {
            for (String domain : domains) {
                add(names, domain, left, right);
                add(names, domain, right, left);
            }
        });
        return names;
    }

    private static void add(Map<String, String> names, String domain, String country, String alias) {
        if (domain.endsWith("." + country)) {
            String other = domain.substring(0, domain.length() - country.length()) + alias;
            names.putIfAbsent(other, domain);
        }
    }
}
