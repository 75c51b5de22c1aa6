package eu.ccngateway.doors.files;

import eu.ccngateway.doors.Disk;
import eu.ccngateway.doors.MessageFields;
import eu.ccngateway.doors.NameValues;
import eu.ccngateway.protocol.message.MessageId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Reads what was dropped, without believing any of it. */
final class DropReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,149}");
    /** Length and digest of the payload, for droppers who cannot rename. */
    private static final Set<String> CHECKS = Set.of("length", "sha256");
    /** A payload that is shorter than its header says, and has not grown for so long, will not grow any more. */
    private static final Duration GROWS_WITHIN = Duration.ofMinutes(1);

    private final long payloadMax;
    private final Clock clock;
    private final RandomGenerator random;

    DropReader(long payloadMax, Clock clock, RandomGenerator random) {
        this.payloadMax = payloadMax;
        this.clock = clock;
        this.random = random;
    }

    /** The message's header with id and moment; empty if the drop is not complete yet. */
    Optional<Map<String, String>> header(Drop drop) throws IOException, Refusal {
        checkNames(drop);
        Map<String, String> fields = fields(drop);
        if (drop.payloadStamp().isEmpty() || isGrowing(drop, fields)) {
            return Optional.empty();
        }
        FileStamp payload = drop.payloadStamp().get();
        if (!payload.isPlain()) {
            throw new Refusal(
                    "payload: not a plain file (expected: a file, no link, directory or device); drop a copy");
        }
        if (payload.size() > payloadMax) {
            throw new Refusal("payload: " + payload.size() + " bytes (expected: at most " + payloadMax
                    + "); split or compress it");
        }
        return Optional.of(fields);
    }

    private static void checkNames(Drop drop) throws Refusal {
        if (!NAME.matcher(drop.name().toString()).matches()) {
            throw new Refusal(
                    "name: '" + NameValues.shown(drop.name().toString())
                            + "' (expected: 1-150 letters, digits, '.', '_', '-' or '+'); give it another name and drop it again");
        }
        if (!drop.headerStamp().isPlain()) {
            throw new Refusal("header: not a plain file (expected: a file, no link, directory or device); drop a copy");
        }
        if (drop.headerStamp().size() > NameValues.BYTES_MAX) {
            throw new Refusal(
                    "header: " + drop.headerStamp().size() + " bytes (expected: at most " + NameValues.BYTES_MAX + ")");
        }
    }

    private Map<String, String> fields(Drop drop) throws IOException, Refusal {
        try (InputStream in = open(drop.header())) {
            Map<String, String> fields = NameValues.parse(in.readNBytes(NameValues.BYTES_MAX + 1));
            MessageFields.refuseUnknown(fields, CHECKS);
            Map<String, String> all = new LinkedHashMap<>(fields);
            all.put("message-id", id(fields).toHex());
            all.putIfAbsent(
                    "created", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
            MessageFields.message(all).build();
            return all;
        } catch (IllegalArgumentException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    private MessageId id(Map<String, String> fields) {
        String given = fields.getOrDefault("message-id", "");
        return given.isEmpty() ? MessageId.fresh(clock.millis(), random) : MessageFields.id("message-id", given);
    }

    private static boolean isGrowing(Drop drop, Map<String, String> fields) throws Refusal {
        String expected = fields.getOrDefault("length", "");
        long length = drop.payloadStamp().map(FileStamp::size).orElse(0L);
        if (expected.isEmpty() || expected.equals(String.valueOf(length))) {
            return false;
        }
        if (drop.quietNanos() < GROWS_WITHIN.toNanos()) {
            return true;
        }
        throw new Refusal("payload: " + length + " bytes (expected: " + NameValues.shown(expected)
                + ", as its header says); drop it again, whole");
    }

    /** Copies the payload to the disk, for good; false if somebody changed it meanwhile. */
    boolean copy(Drop drop, Map<String, String> fields, Path to) throws IOException, Refusal {
        FileStamp before = drop.payloadStamp().orElseThrow();
        MessageDigest digest = sha256();
        long count;
        try (InputStream in = new DigestInputStream(open(drop.payload()), digest)) {
            count = Disk.write(to, in);
        }
        if (count != before.size() || !FileStamp.of(drop.payload()).equals(drop.payloadStamp())) {
            return false;
        }
        String expected = fields.getOrDefault("sha256", "").toLowerCase(Locale.ROOT);
        String found = HexFormat.of().formatHex(digest.digest());
        if (!expected.isEmpty() && !expected.equals(found)) {
            throw new Refusal("sha256: payload has " + found + " (expected: " + NameValues.shown(expected)
                    + ", as its header says); drop it again");
        }
        return true;
    }

    private static InputStream open(Path file) throws IOException, Refusal {
        try {
            return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        } catch (AccessDeniedException e) {
            throw new Refusal(
                    file.getFileName()
                            + ": not readable for the door (expected: read permission for its user); correct that and drop it again");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
