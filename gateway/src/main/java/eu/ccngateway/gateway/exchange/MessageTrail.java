package eu.ccngateway.gateway.exchange;

import eu.ccngateway.gateway.store.Trail;
import eu.ccngateway.protocol.wire.Header;
import java.time.Clock;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a message has been and when: one line, written once, when its life ends. Nobody reads thousands of lines a second,
 * and writing them would cost as much as signing; so beyond {@link #LINES_PER_SECOND} they are only counted.
 */
final class MessageTrail {

    private static final int LINES_PER_SECOND = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger("ccn.trail");

    private final Clock clock;
    private long second;
    private int lines;
    private int leftOut;

    MessageTrail(Clock clock) {
        this.clock = clock;
    }

    void log(Group.Leaving message) {
        if (!LOG.isInfoEnabled() || !isToBeRead(clock.millis() / 1000)) {
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
                AcceptanceIds.text(ending.parcel().acceptance(ending.index())),
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

    private synchronized boolean isToBeRead(long now) {
        if (now != second) {
            if (leftOut > 0) {
                LOG.info("{} more messages ended within a second; their lines are left out", leftOut);
            }
            second = now;
            lines = 0;
            leftOut = 0;
        }
        if (lines == LINES_PER_SECOND) {
            leftOut++;
            return false;
        }
        lines++;
        return true;
    }
}
