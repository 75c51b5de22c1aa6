package eu.ccngateway.monitoring.sla;

/** What is counted as a message. The published figure is the first; the others are shown beside it. */
public enum Counting {
    /** Accepted puts that are neither reports nor probes, one a recipient; bytes are payload. */
    MESSAGES("messages"),
    /** Reports the gateway issued; bytes are their headers, as they have no payload. */
    REPORTS("reports"),
    /** Messages of the application that is there to be measured with. */
    PROBES("probes"),
    /** All three; bytes are header, proof and payload as sealed, without frames and TLS. */
    WIRE("on the wire");

    private final String words;

    Counting(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
