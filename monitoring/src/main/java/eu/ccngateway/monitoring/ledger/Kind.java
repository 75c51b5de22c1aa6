package eu.ccngateway.monitoring.ledger;

/** What a line of the ledger says. Numbers and names are read by strangers: none changes its meaning. */
public enum Kind {
    /** In an export: by which rules it is to be read; id = which rule. */
    RULE,
    /** What the instrument saw of a service on one UTC day; value = packed observations. */
    SEEN,
    /** An unavailability was announced; value = S, U or N, from and to are its planned bounds. */
    ANNOUNCED,
    /** The bounds of an announced unavailability were moved. */
    AMENDED,
    /** The other side agreed to it. */
    AGREED,
    /** The work began. */
    STARTED,
    /** The work was declared done; from then on the service is expected to be up. */
    ENDED,
    /** It will not take place. */
    WITHDRAWN,
    /** It was told to a domain; service = the domain, value = the id of the message. */
    SENT,
    /** The domain acknowledged what it was told. */
    ACKNOWLEDGED,
    /** Minutes were judged anew; value = the state they have. */
    CORRECTED,
    /** A month was closed; value = the number of the version. */
    CLOSED,
    /** Messages were carried; service = the application, value = messages, note = bytes. */
    COUNTED,
    /** Messages were refused; service = the application, party = the sender's domain, cause = the code, value = how many. */
    REFUSED
}
