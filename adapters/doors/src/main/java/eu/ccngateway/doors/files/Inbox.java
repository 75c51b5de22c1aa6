package eu.ccngateway.doors.files;

import eu.ccngateway.doors.Disk;
import eu.ccngateway.doors.MessageFields;
import eu.ccngateway.doors.NameValues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The in directory. A message is first made whole where nobody looks, in {@code .door/staged/KEY/}; then a mark is set,
 * {@code .door/shown/KEY}; then its files are renamed to where they are looked for, the header last; then it is
 * acknowledged, and the mark goes.
 *
 * <p>If the same message comes again, or the door starts again, the mark says that it is not to be shown another time, even
 * if it was taken away meanwhile; what is still staged under a mark is shown first.
 */
final class Inbox {

    /** Far longer than a gateway keeps a message on lease: such a mark's acknowledgement did reach it. */
    private static final Duration MARKS_KEPT = Duration.ofDays(30);

    private final Path in;
    private final Path staged;
    private final Path shown;
    private final Outbox outbox;

    Inbox(Path in, Outbox outbox) throws IOException {
        this.in = in;
        this.outbox = outbox;
        staged = Files.createDirectories(in.resolve(".door/staged"));
        shown = Files.createDirectories(in.resolve(".door/shown"));
    }

    /** Finishes what an earlier run had begun to show, and forgets what it had only begun to write. */
    void recover(Clock clock) throws IOException {
        for (Path folder : Disk.list(staged)) {
            if (Files.exists(shown.resolve(folder.getFileName()))) {
                show(folder);
            } else {
                Disk.delete(folder);
            }
        }
        Instant old = clock.instant().minus(MARKS_KEPT);
        for (Path mark : Disk.list(shown)) {
            if (Files.getLastModifiedTime(mark).toInstant().isBefore(old)) {
                Files.deleteIfExists(mark);
            }
        }
    }

    /** Whether so many messages lie there, not taken away yet. */
    boolean isFull(int waitingMax) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> headers = Files.newDirectoryStream(in, "*" + Drop.HEADER)) {
            for (Path ignored : headers) {
                if (++count >= waitingMax) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Shows messages that came. When it returns they are on the disk, and may be acknowledged.
     *
     * @return those that had not been shown before
     */
    synchronized List<Arrival> keep(List<Arrival> arrivals) throws IOException {
        List<Arrival> fresh = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            if (!Files.exists(shown.resolve(arrival.key()))) {
                stage(arrival);
                fresh.add(arrival);
            }
        }
        Disk.force(staged);
        for (Arrival arrival : fresh) {
            mark(arrival.key());
        }
        Disk.force(shown);
        for (Arrival arrival : arrivals) {
            show(staged.resolve(arrival.key()));
        }
        Disk.force(in);
        return fresh;
    }

    private void stage(Arrival arrival) throws IOException {
        Path folder = staged.resolve(arrival.key());
        Disk.delete(folder);
        Files.createDirectory(folder);
        if (arrival.content().isPresent()) {
            try (InputStream content = arrival.content().get().open()) {
                Disk.write(folder.resolve(arrival.name()), content);
            }
        }
        Disk.write(folder.resolve(arrival.name() + Drop.HEADER), NameValues.format(arrival.fields()));
        Disk.force(folder);
    }

    private void mark(String key) throws IOException {
        try {
            Files.createFile(shown.resolve(key));
        } catch (FileAlreadyExistsException ignored) {
            // The same message twice in one round; once is enough.
        }
    }

    /** Renames what is staged there, if anything is, to where it is looked for. */
    private void show(Path folder) throws IOException {
        Optional<Path> header = Optional.empty();
        for (Path file : Disk.list(folder)) {
            if (file.getFileName().toString().endsWith(Drop.HEADER)) {
                header = Optional.of(file);
            } else {
                Disk.move(file, in.resolve(file.getFileName()));
            }
        }
        if (header.isPresent()) {
            showHeader(header.get());
        }
        Files.deleteIfExists(folder);
    }

    private void showHeader(Path header) throws IOException {
        Map<String, String> fields = NameValues.parse(Files.readAllBytes(header));
        Optional<Path> place = reportPlace(fields);
        if (place.isPresent()) {
            try {
                Disk.move(header, place.get());
                Disk.forceAround(place.get());
                return;
            } catch (NoSuchFileException ignored) {
                // The message it is about went from sending to sent at this moment, or was taken away.
                place = reportPlace(fields);
            }
        }
        Disk.move(header, place.orElse(in.resolve(header.getFileName())));
    }

    /** Next to what it reports, if this door sent that. */
    private Optional<Path> reportPlace(Map<String, String> fields) throws IOException {
        String report = fields.getOrDefault("report", "");
        return report.isEmpty()
                ? Optional.empty()
                : outbox.reportFile(
                        MessageFields.id("about-message-id", fields.getOrDefault("about-message-id", "")),
                        report.toLowerCase(Locale.ROOT));
    }

    /** The gateway has the acknowledgement: the message will not come again. */
    void forget(Arrival arrival) throws IOException {
        Files.deleteIfExists(shown.resolve(arrival.key()));
    }
}
