package eu.ccngateway.doors.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for header files in the out directory. What is still being written changes between two looks; only what has been
 * left alone for a while is ready. Clocks play no part in that: files may come from a machine whose clock is wrong.
 */
final class DropScan {

    private static final Comparator<Drop> OLDEST_FIRST = Comparator.comparing(
                    (Drop drop) -> drop.headerStamp().modified())
            .thenComparing(drop -> drop.header().toString());

    private final Path directory;
    private Map<Path, Seen> seen = new HashMap<>();

    private record Seen(FileStamp header, Optional<FileStamp> payload, long sinceNanos) {}

    DropScan(Path directory) {
        this.directory = directory;
    }

    /** Every header file there is, in the order of their times, with how long each has been left alone. */
    List<Drop> look(long nowNanos) throws IOException {
        Map<Path, Seen> now = new HashMap<>();
        List<Drop> drops = new ArrayList<>();
        try (DirectoryStream<Path> headers = Files.newDirectoryStream(directory, DropScan::isHeader)) {
            for (Path header : headers) {
                String name = header.getFileName().toString();
                Path payload = directory.resolve(name.substring(0, name.length() - Drop.HEADER.length()));
                Optional<FileStamp> headerStamp = FileStamp.of(header);
                if (headerStamp.isPresent()) {
                    Seen found = since(header, new Seen(headerStamp.get(), FileStamp.of(payload), nowNanos));
                    now.put(header, found);
                    drops.add(new Drop(header, payload, found.header, found.payload, nowNanos - found.sinceNanos));
                }
            }
        }
        seen = now;
        drops.sort(OLDEST_FIRST);
        return drops;
    }

    /** What was seen before, if nothing has changed since. */
    private Seen since(Path header, Seen found) {
        Seen before = seen.getOrDefault(header, found);
        boolean isSame = before.header.equals(found.header) && before.payload.equals(found.payload);
        return isSame ? before : found;
    }

    /** Names that begin with a dot are for those who write first and rename when they are done. */
    private static boolean isHeader(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(Drop.HEADER) && !name.startsWith(".") && name.length() > Drop.HEADER.length();
    }
}
