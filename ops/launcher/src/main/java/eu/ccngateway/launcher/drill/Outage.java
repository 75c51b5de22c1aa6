package eu.ccngateway.launcher.drill;

import eu.ccngateway.monitoring.calendar.Cause;
import eu.ccngateway.monitoring.calendar.Party;
import eu.ccngateway.monitoring.replay.Scenario.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that is to be stopped and started again.
 *
 * @param components of the network, by name
 * @param from when, by the drill's clock
 * @param lasts until it is started again; that it takes a while to be up is part of the outage
 */
public record Outage(
        String name,
        How how,
        List<String> components,
        Instant from,
        Duration lasts,
        Cause cause,
        Party party,
        Optional<Notice> notice) {

    public Outage {
        components = List.copyOf(components);
    }

    Instant until() {
        return from.plus(lasts);
    }
}
