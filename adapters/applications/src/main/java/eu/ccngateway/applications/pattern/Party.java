package eu.ccngateway.applications.pattern;

import eu.ccngateway.applications.catalogue.Profile;
import java.util.List;
import java.util.function.Supplier;

/**
 * Who an application is, and whom it knows.
 *
 * @param country FR, or EC for the centre
 * @param partners addresses of the same application elsewhere
 * @param identifications makes one for each message, unique for the sender for ever; later ones sort after earlier ones
 */
public record Party(String country, List<String> partners, Supplier<String> identifications) {

    public Party {
        partners = List.copyOf(partners);
    }

    /** Whether this is the traders' side. */
    public boolean isTrader() {
        return country.equals(Profile.TRADERS);
    }

    /** Whether this is the Commission's side. */
    public boolean isCentre() {
        return country.equals(Profile.CENTRE);
    }
}
