package eu.ccngateway.loadtest.watch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pauses of another JVM, from the file that {@code -Xlog:gc:file=FILE} writes; reads on from where it was. For one thread. */
final class GcLog {

    private static final Pattern PAUSE = Pattern.compile("\\bPause .* ([0-9]+\\.[0-9]+)ms$");
    private static final int BYTES_MAX = 4 << 20;

    private final Path file;
    private long offset;
    private double pausesMs;

    GcLog(Path file) {
        this.file = file;
    }

    /** All pauses so far; negative where there is no such file. */
    double pausesMs() {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            int length = (int) Math.min(BYTES_MAX, Math.max(0, log.length() - offset));
            byte[] more = new byte[length];
            log.seek(offset);
            log.readFully(more);
            int end = length;
            while (end > 0 && more[end - 1] != '\n') {
                end--;
            }
            offset += end;
            new String(more, 0, end, StandardCharsets.UTF_8).lines().forEach(this::add);
            return pausesMs;
        } catch (IOException e) {
            return -1;
        }
    }

    private void add(String line) {
        Matcher pause = PAUSE.matcher(line);
        if (pause.find()) {
            pausesMs += Double.parseDouble(pause.group(1));
        }
    }
}
