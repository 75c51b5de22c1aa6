package eu.ccngateway.gateway.exchange;

import eu.ccngateway.gateway.store.Trail;
import eu.ccngateway.protocol.wire.Header;
import java.time.Clock;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a message has been and when: one line, written once, when its life ends. */
final class MessageTrail {

    private static final Logger LOG = LoggerFactory.getLogger("ccn.trail");

    private final Clock clock;

    MessageTrail(Clock clock) {
        this.clock = clock;
    }

    void log(Group.Leaving message) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        Ending ending = message.ending();
        Header header = message.header();
        Trail trail = ending.parcel().head().getTrail();
        LOG.info(
                "{} id={} acceptance={} from={} to={} type={} received={} verified=+{}us authorised=+{}us routed=+{}us"
                        + " sealed=+{}us ended=+{}ms by={} {}",
                ending.end(),
                HexFormat.of().formatHex(header.getId().toByteArray()),
                AcceptanceIds.text(ending.parcel().stamp(ending.index()).getAcceptance()),
                header.getSender(),
                header.getTo(),
                header.getType(),
                trail.getReceivedMs(),
                trail.getVerifiedUs(),
                trail.getAuthorisedUs(),
                trail.getRoutedUs(),
                trail.getSealedUs(),
                clock.millis() - trail.getReceivedMs(),
                ending.by().isEmpty() ? "-" : ending.by(),
                ending.reason());
    }
}
