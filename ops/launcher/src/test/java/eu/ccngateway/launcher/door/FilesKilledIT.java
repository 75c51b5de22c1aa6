package eu.ccngateway.launcher.door;

import eu.ccngateway.launcher.Ccn;
import eu.ccngateway.launcher.testnet.JavaProcess;
import eu.ccngateway.launcher.testnet.TestNetwork;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The file door and the gateway are killed while messages cross both ways. */
class FilesKilledIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void everyFileCrossesOnceWhoeverIsKilled() throws Exception {
        Path out = Files.createDirectories(directory.resolve("out"));
        Path in = Files.createDirectories(directory.resolve("in"));
        TestNetwork network = TestNetwork.in(directory.resolve("network")).start();
        JavaProcess door = new JavaProcess(new JavaProcess.Program(
                Ccn.class,
                List.of("-Xmx256m"),
                List.of(
                        "door",
                        "files",
                        "--network",
                        network.directory().toString(),
                        "--as",
                        "NTA.FR",
                        "--out",
                        out.toString(),
                        "--in",
                        in.toString(),
                        "--settle",
                        "0"),
                directory.resolve("door.log")));
        try (door;
                Crossing crossing = new Crossing(network, new FileSystem(out, in))) {
            Crossing.Victim.of(door).start().run();
            crossing.run(Crossing.Victim.of(door), Crossing.Victim.of(network), Crossing.Victim.of(door));
        }
    }

    /** Writes and reads files as a shell script would: written aside, renamed into place; read, then removed. */
    private static final class FileSystem implements OwnSystem {

        private final Path out;
        private final Path in;
        private final Set<Path> reported = new HashSet<>();

        FileSystem(Path out, Path in) {
            this.out = out;
            this.in = in;
        }

        @Override
        public void send(String text) throws IOException {
            String id = text.hashCode() % 2 == 0 ? "message-id: " + text + "\n" : "";
            put(text + ".xml", text);
            put(text + ".xml.ccn", "to: " + Crossing.CORE + "@CUSTTAX.IE\ntype: CD001C-MSG.NCTS\n" + id);
        }

        private void put(String name, String text) throws IOException {
            Path aside = Files.writeString(out.resolve("." + name), text);
            Files.move(aside, out.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public List<String> take() throws IOException {
            List<String> taken = new ArrayList<>();
            try (DirectoryStream<Path> headers = Files.newDirectoryStream(in, "*.ccn")) {
                for (Path header : headers) {
                    String name = header.getFileName().toString();
                    Path payload = in.resolve(name.substring(0, name.length() - 4));
                    taken.add(Files.readString(payload));
                    Files.delete(payload);
                    Files.delete(header);
                }
            }
            taken.addAll(reports());
            return taken;
        }

        /** Each file of a report once. */
        private List<String> reports() throws IOException {
            List<String> taken = new ArrayList<>();
            for (String state : List.of("sending", "sent")) {
                try (Stream<Path> files = Files.walk(out.resolve(state), 2)) {
                    for (Path file : files.toList()) {
                        String[] parts = file.getFileName().toString().split("\\.");
                        boolean isReport = parts.length == 4 && (parts[2].equals("coa") || parts[2].equals("cod"));
                        if (isReport
                                && reported.add(file.getParent().getFileName().resolve(file.getFileName()))) {
                            taken.add(parts[2].toUpperCase(java.util.Locale.ROOT) + " " + parts[0]);
                        }
                    }
                } catch (NoSuchFileException | java.io.UncheckedIOException ignored) {
                    // Moved from sending to sent meanwhile; the next look finds it.
                    return taken;
                }
            }
            return taken;
        }
    }
}
