package eu.ccngateway.monitoring.ledger;

import java.util.Locale;

/** What a line of the ledger has besides its number, the moment it was recorded and its kind. */
public enum Column {
    /** Which unavailability. */
    ID,
    /** Service, domain or application. */
    SERVICE,
    FROM,
    /** Exclusive. */
    TO,
    VALUE,
    CAUSE,
    PARTY,
    NOTE;

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
