package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.identifier.Address;
import eu.ccngateway.applications.xml.Element;

/**
 * A message that has no fault of form.
 *
 * @param header its head
 * @param root all of it
 * @param node the node that sealed it, which for a trader's message is not the sender that its head names
 */
public record Message(Header header, Element root, String node) {

    public String name() {
        return root.name();
    }

    /** The country of the application that sent it. */
    public String senderCountry() {
        String sender = header.sender();
        return sender.substring(Math.max(0, sender.length() - 2));
    }

    /** Where an answer goes. */
    Envelope answer(String movement) {
        return new Envelope(header.sender(), node, header.identification(), movement);
    }

    /** Whether an answer can go anywhere. */
    boolean isAnswerable() {
        return Address.isValid(header.sender()) || Address.isValid(node);
    }
}
