package eu.ccngateway.applications.ieca;

/** How a state of the old phase writes its messages. */
public enum LegacyForm {
    EDIFACT,
    XML;

    /** Which form a message of the old phase has: an interchange begins with its service string or its head. */
    static LegacyForm of(byte[] message) {
        boolean isInterchange = message.length > 3 && message[0] == 'U' && message[1] == 'N';
        return isInterchange ? EDIFACT : XML;
    }
}
