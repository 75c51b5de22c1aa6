package eu.ccngateway.doors.http;

import eu.ccngateway.doors.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * What a caller must show: {@code Authorization: Bearer ...}. It lies in a file that only the door's user can read, as the
 * whole header line, so that {@code curl -H @FILE} sends it. Kept across restarts.
 */
final class Token {

    private static final String HEADER = "Authorization";
    private static final String SCHEME = "Bearer ";
    private static final int BYTES = 32;

    private final Path file;
    private final byte[] value;

    private Token(Path file, String value) {
        this.file = file;
        this.value = value.getBytes(StandardCharsets.US_ASCII);
    }

    static Token in(Path directory, RandomGenerator random) throws IOException {
        Path file = directory.resolve("token");
        String beginning = HEADER + ": ";
        if (!Files.exists(file)) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            Path fresh = directory.resolve("token.new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            String line = beginning + SCHEME + HexFormat.of().formatHex(bytes) + "\n";
            Disk.write(fresh, line.getBytes(StandardCharsets.US_ASCII));
            Disk.move(fresh, file);
        }
        String line = Files.readString(file, StandardCharsets.US_ASCII).strip();
        if (!line.matches(HEADER + ": " + SCHEME + "\\S{32,}")) {
            throw new IOException(file + ": not a token (expected: a line '" + beginning + SCHEME
                    + "...' of at least 32 characters); delete it and the door makes another");
        }
        return new Token(file, line.substring(beginning.length()));
    }

    Path file() {
        return file;
    }

    /** Takes as long for a wrong value as for the right one. */
    boolean isShownBy(String authorization) {
        return MessageDigest.isEqual(value, authorization.getBytes(StandardCharsets.UTF_8));
    }
}
