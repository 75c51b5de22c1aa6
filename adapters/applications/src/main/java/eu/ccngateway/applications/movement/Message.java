package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.xml.Element;

/** A message that has no fault of form: its head, and all of it. */
public record Message(Header header, Element root) {

    public String name() {
        return root.name();
    }

    /** The country of the application that sent it. */
    public String senderCountry() {
        String sender = header.sender();
        return sender.substring(Math.max(0, sender.length() - 2));
    }
}
