package eu.ccngateway.loadtest.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel says about a process since its start.
 *
 * @param cpuNanos of all its threads, in user and kernel mode
 * @param residentBytes now
 * @param writtenBytes handed to disks; 0 where the kernel does not tell
 */
public record ProcessFigures(long cpuNanos, long residentBytes, long writtenBytes) {

    /** The kernel's clock tick, which on every Linux is 10 ms for user space. */
    private static final long TICK_NANOS = 10_000_000;

    private static final int UTIME = 11;
    private static final int STIME = 12;

    /** Empty where there is no such process, or no /proc. */
    public static Optional<ProcessFigures> of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        try {
            String stat = Files.readString(proc.resolve("stat"), StandardCharsets.UTF_8);
            // The name, in parentheses, may hold anything.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
            return Optional.of(new ProcessFigures(
                    ticks * TICK_NANOS,
                    line(proc.resolve("status"), "VmRSS:") * 1024,
                    line(proc.resolve("io"), "write_bytes:")));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static long line(Path file, String name) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .orElse(0L);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** The JDK a process runs on, from the release file beside its program; empty where that cannot be read. */
    public static Optional<String> jdkOf(long pid) {
        try {
            Path program = Path.of("/proc", Long.toString(pid), "exe").toRealPath();
            Path home =
                    program.getParent() == null ? program : program.getParent().resolveSibling("release");
            return Files.readAllLines(home, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .findFirst()
                    .map(line -> line.replaceAll("^JAVA_VERSION=\"?|\"$", ""));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
