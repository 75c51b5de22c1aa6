package eu.ccngateway.gateway.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which files a pack has, and what is in them: lines as {@code sha256sum} writes them, in order of their names. */
final class PackManifest {

    private static final int HASH = 64;

    private PackManifest() {}

    static void write(Path pack) throws IOException {
        Files.writeString(pack.resolve(PackLayout.MANIFEST), text(pack, files(pack)), StandardCharsets.US_ASCII);
    }

    /**
     * The files are those the manifest names, all those a pack must have, no others, and unchanged.
     *
     * @return the reports, in order
     */
    static List<String> check(Path pack) throws IOException {
        Path manifest = pack.resolve(PackLayout.MANIFEST);
        require(Files.isRegularFile(manifest), PackLayout.MANIFEST, "is missing");
        List<String> there = files(pack);
        for (String name : there) {
            require(PackLayout.isKnown(name), name, "does not belong into a pack");
        }
        String said = Files.readString(manifest, StandardCharsets.ISO_8859_1);
        List<String> lines = List.of(said.split("\n", -1));
        for (String line : lines.subList(0, lines.size() - 1)) {
            checkNamed(pack, line);
        }
        List<String> reports = reports(there);
        checkComplete(there, reports);
        compare(lines, text(pack, there), said);
        return reports;
    }

    private static void checkNamed(Path pack, String line) {
        String name = line.length() > HASH + 2 && line.startsWith("  ", HASH) ? line.substring(HASH + 2) : line;
        require(
                PackLayout.isKnown(name) && !name.equals(PackLayout.MANIFEST),
                PackLayout.MANIFEST,
                "names what no pack has: " + name);
        require(Files.isRegularFile(pack.resolve(name)), name, "is missing");
    }

    private static List<String> reports(List<String> there) {
        TreeSet<String> reports = new TreeSet<>();
        there.forEach(name -> PackLayout.reportOf(name).ifPresent(reports::add));
        return List.copyOf(reports);
    }

    private static void checkComplete(List<String> there, List<String> reports) {
        List<String> required = new ArrayList<>(PackLayout.required());
        required.addAll(PackLayout.required(PackLayout.MESSAGE));
        reports.forEach(report -> required.addAll(PackLayout.required(report)));
        for (String name : required) {
            require(there.contains(name), name, "is missing");
        }
    }

    private static void compare(List<String> lines, String is, String said) {
        int at = 0;
        for (String line : is.lines().toList()) {
            boolean same = at < lines.size() && lines.get(at++).equals(line);
            require(same, line.substring(HASH + 2), "is not what MANIFEST says");
        }
        require(is.equals(said), PackLayout.MANIFEST, "says more than which files there are");
    }

    /** All files but the manifest, in order. */
    private static List<String> files(Path pack) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(pack)) {
            for (Path file : files.sorted().toList()) {
                String name = pack.relativize(file).toString().replace('\\', '/');
                if (!Files.isDirectory(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                    require(
                            Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS),
                            name,
                            "is no plain file");
                    names.add(name);
                }
            }
        }
        names.remove(PackLayout.MANIFEST);
        names.sort(null);
        return names;
    }

    private static String text(Path pack, List<String> names) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append(sha256(pack.resolve(name))).append("  ").append(name).append('\n');
        }
        return text.toString();
    }

    /** In hex, without having the file in memory. */
    static String sha256(Path file) throws IOException {
        try (DigestOutputStream out =
                new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            Files.copy(file, out);
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    private static void require(boolean holds, String file, String reason) {
        if (!holds) {
            throw new PackFault(file, reason);
        }
    }
}
