package eu.ccngateway.launcher.availability;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.monitoring.availability.Prober;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.availability.Tracker;
import eu.ccngateway.monitoring.sla.AvailabilityDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine;

/** A prober whose clock is some minutes slow: it looks at a network now, and nobody need wait for the minutes to pass. */
public final class EarlierMinutes {

    private EarlierMinutes() {}

    /** Looks once for each of the last full minutes before {@code now}. */
    public static void look(Path network, int minutes, Instant now) throws IOException, FileInvalid {
        AvailabilityOption option = new AvailabilityOption();
        new CommandLine(option).parseArgs("--network", network.toString());
        AvailabilityDirectory directory = option.directory();
        StartingFiles.write(directory.root(), option.network().read());
        Services services = directory.services();
        ProbeFile file = ProbeFile.read(directory.root().resolve(ProbeFile.NAME));
        try (Tracker tracker =
                        directory.openTracker(services, Clock.systemUTC()).tracker();
                LiveProbes probes = new LiveProbes(services.clocks(), file, option.network(), now.toEpochMilli())) {
            Prober prober = new Prober(services.clocks(), probes, tracker, services.partialFrom());
            for (int ago = minutes; ago > 0; ago--) {
                prober.tick(now.minus(Duration.ofMinutes(ago)));
            }
            prober.finish();
            tracker.sync();
        }
    }
}
