package eu.ccngateway.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * This node as the gateway sees it.
 *
 * @param node for example {@code NTA.FR@CUSTTAX.FR}
 * @param gateway which gateway answered
 * @param environment PROD, RCT or TRN
 * @param session names the connection in the gateway's log
 * @param rights what the node may do
 * @param clockOffset the gateway's clock less this machine's, give or take half the time the question took
 * @param certificateExpires when the TLS certificate ends
 * @param crlNextUpdate when the gateway needs a new revocation list for it
 */
public record WhoAmI(
        String node,
        String domain,
        List<String> applications,
        List<Right> rights,
        String gateway,
        String network,
        String environment,
        String session,
        Duration clockOffset,
        Optional<Instant> certificateExpires,
        Optional<Instant> crlNextUpdate) {

    /**
     * Something the node may do.
     *
     * @param direction PUT, GET, CALL or SERVE
     * @param queue pattern of addresses
     * @param type pattern of message types
     */
    public record Right(String direction, String queue, String type) {}
}
