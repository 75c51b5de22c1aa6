package eu.ccngateway.monitoring.sla;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.availability.ServicesFile;
import eu.ccngateway.monitoring.availability.Tracker;
import eu.ccngateway.monitoring.ledger.CheckedLines;
import eu.ccngateway.monitoring.ledger.FileLines;
import eu.ccngateway.monitoring.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Where measurements are kept. Each file has one writer: the prober, whoever runs a command about the calendar, the gateway.
 * Reading needs no leave of theirs.
 */
public record AvailabilityDirectory(Path root) {

    /** What is measured and by which rules. */
    public static final String SERVICES = "services.yaml";

    private static final String SEEN = "seen.csv";
    private static final String TODAY = "today.csv";
    private static final String CALENDAR = "calendar.csv";
    /** The volume by application. */
    public static final String COUNTED = "counted.csv";

    public Services services() throws IOException, FileInvalid {
        Path file = root.resolve(SERVICES);
        try {
            return ServicesFile.parse(Files.readAllBytes(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new IOException(
                    file + ": no such file (expected: what is measured; ./ccn prober writes one to start from)");
        }
    }

    /** What is recorded at this moment. The running day is read first: when it ends meanwhile it is seen twice and not lost. */
    public Records records() throws IOException, FileInvalid {
        Services services = services();
        Path today = root.resolve(TODAY);
        List<String> running =
                Files.exists(today) ? CheckedLines.read(Files.readAllBytes(today), today.toString()) : List.of();
        return new Records(
                services,
                Ledger.read(root.resolve(SEEN)),
                running,
                Ledger.read(root.resolve(CALENDAR)),
                Ledger.read(root.resolve(COUNTED)));
    }

    /** For the prober. */
    public Opened openTracker(Services services, Clock clock) throws IOException {
        Ledger seen = Ledger.open(FileLines.open(root.resolve(SEEN)), clock);
        try {
            CheckedLines today = CheckedLines.open(FileLines.open(root.resolve(TODAY)));
            return new Opened(
                    new Tracker(services.clocks(), seen, today), seen.repair().or(today::repair));
        } catch (IOException e) {
            seen.close();
            throw e;
        }
    }

    /**
     * A tracker, ready.
     *
     * @param repair what an earlier one left torn and was cut, if anything
     */
    public record Opened(Tracker tracker, Optional<String> repair) {}

    /** For who changes the calendar, corrects or closes. */
    public Ledger openCalendar(Clock clock) throws IOException {
        return Ledger.open(FileLines.open(root.resolve(CALENDAR)), clock);
    }

    /** For who counts. */
    public Ledger openCounted(Clock clock) throws IOException {
        return Ledger.open(FileLines.open(root.resolve(COUNTED)), clock);
    }
}
