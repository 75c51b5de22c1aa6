package eu.ccngateway.launcher.assembly;

import eu.ccngateway.gateway.Gateway;
import eu.ccngateway.gateway.config.MonitoringConfig;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.monitoring.meters.GatewayMeters;
import eu.ccngateway.monitoring.sla.AvailabilityDirectory;
import eu.ccngateway.monitoring.sla.LiveVolume;
import eu.ccngateway.protocol.message.QueueAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a gateway writes its volume. A gateway without it works on: all can be counted later from the evidence. */
final class VolumeFile {

    private static final Logger LOG = LoggerFactory.getLogger(VolumeFile.class);

    private VolumeFile() {}

    static Optional<LiveVolume> open(MonitoringConfig config, Gateway gateway, GatewayMeters meters) {
        try {
            Files.createDirectories(config.availabilityDirectory());
            Ledger counted = new AvailabilityDirectory(config.availabilityDirectory()).openCounted(Clock.systemUTC());
            counted.repair().ifPresent(text -> LOG.info("volume: {}", text));
            LiveVolume volume = new LiveVolume(
                    gateway.evidence(),
                    counted,
                    queue -> application(gateway, queue),
                    Set.of(LiveVolume.PROBE),
                    meters::refused,
                    Clock.systemUTC());
            volume.start(config.countEvery());
            return Optional.of(volume);
        } catch (IOException e) {
            LOG.error(
                    "the volume is not counted: {}; once that is put right and the gateway started again, it is counted from"
                            + " the evidence",
                    e.getMessage());
            return Optional.empty();
        }
    }

    /** As the network file says; of a queue that is no longer there, what its name ends with. */
    private static String application(Gateway gateway, QueueAddress queue) {
        String name = queue.queue();
        return gateway.network()
                .queue(queue)
                .map(spec -> spec.application())
                .orElseGet(() -> name.substring(name.indexOf('.') + 1));
    }
}
