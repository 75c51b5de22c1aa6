package eu.ccngateway.gateway.network;

import eu.ccngateway.protocol.message.QueueAddress;

/**
 * A queue of the network.
 *
 * @param address the one name it is stored under, whichever alias was used to reach it
 * @param application whose messages it carries
 * @param depthMax messages it holds at most
 */
public record QueueSpec(QueueAddress address, String application, QueueRole role, long depthMax) {

    /** The domain whose nodes take from it; also the group it is stored in. */
    public String domain() {
        return address.gatewayName();
    }
}
