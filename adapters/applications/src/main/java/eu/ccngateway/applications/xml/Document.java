package eu.ccngateway.applications.xml;

/**
 * A whole document: the root element, its namespace, and the phase it says it belongs to ({@code ""} if it does not say).
 */
public record Document(String namespace, String phase, Element root) {

    /** The name of the root element, which is the message's. */
    public String name() {
        return root.name();
    }
}
