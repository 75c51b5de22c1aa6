package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.identifier.Address;

/**
 * Where a message goes.
 *
 * @param recipient whom its head names
 * @param node where it goes if that is no application's address, since a trader has none
 * @param correlation the identification of what it answers, or nothing
 * @param movement the MRN that groups the conversation, or nothing
 */
record Envelope(String recipient, String node, String correlation, String movement) {

    /** The address on the network. */
    String to() {
        return Address.isValid(recipient) ? recipient : node;
    }
}
