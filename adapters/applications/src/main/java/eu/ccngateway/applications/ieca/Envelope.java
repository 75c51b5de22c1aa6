package eu.ccngateway.applications.ieca;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * What goes to the converter and comes from it: a ZIP with the movement's context first, if there is one, and then the
 * message; each file has the name of its type, {@code CD501C-MSG.ECS.xml}. Reads what may come from anybody: bounded in
 * files, bytes and ratio, and no name leads anywhere.
 */
public record Envelope(Optional<Part> context, Part message) {

    static final int FILES_MAX = 2;
    static final int BYTES_MAX = 20 << 20;
    static final int RATIO_MAX = 200;

    private static final int CHUNK = 8192;
    private static final int FREE_BYTES = 64 << 10;
    private static final Pattern NAME =
            Pattern.compile("((?:CD|IE)\\d{3}[A-Z]?-MSG\\.[A-Z0-9]{1,20})(?:\\.(?:xml|edi))?");
    private static final LocalDateTime ALWAYS_THE_SAME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /**
     * One file of it.
     *
     * @param type as on the network, {@code CD501C-MSG.ECS}
     */
    public record Part(String type, byte[] bytes) {

        /** The type without the project. */
        String name() {
            return type.substring(0, type.indexOf("-MSG."));
        }

        String project() {
            return type.substring(type.indexOf("-MSG.") + "-MSG.".length());
        }

        private String file() {
            return type + (LegacyForm.of(bytes) == LegacyForm.EDIFACT ? ".edi" : ".xml");
        }
    }

    /** Whether a payload is a ZIP. */
    static boolean isOne(byte[] payload) {
        return payload.length > 4 && payload[0] == 'P' && payload[1] == 'K' && payload[2] == 3 && payload[3] == 4;
    }

    static Envelope read(byte[] payload) throws ConversionFailed {
        List<Part> parts = new ArrayList<>();
        int left = BYTES_MAX;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(payload), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Matcher name = NAME.matcher(entry.getName());
                if (parts.size() == FILES_MAX || !name.matches()) {
                    throw ConversionFailed.ofForm("ZIP: file " + (parts.size() + 1) + " (expected: at most " + FILES_MAX
                            + ", named as in CD501C-MSG.ECS.xml)");
                }
                byte[] bytes = bytes(zip, left, Math.max(FREE_BYTES, (long) payload.length * RATIO_MAX));
                left -= bytes.length;
                parts.add(new Part(name.group(1), bytes));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw ConversionFailed.ofForm("ZIP: it cannot be read: " + e.getMessage());
        }
        if (parts.isEmpty()) {
            throw ConversionFailed.ofForm(
                    "ZIP: no file in it (expected: the context, if there is one, and the message)");
        }
        Part message = parts.get(parts.size() - 1);
        return new Envelope(parts.size() == 1 ? Optional.empty() : Optional.of(parts.get(0)), message);
    }

    private static byte[] bytes(ZipInputStream zip, int max, long ratioMax) throws IOException, ConversionFailed {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int count = zip.read(chunk); count >= 0; count = zip.read(chunk)) {
            bytes.write(chunk, 0, count);
            if (bytes.size() > max || bytes.size() > ratioMax) {
                throw ConversionFailed.ofForm("ZIP: more than " + Math.min(max, ratioMax)
                        + " bytes in a file (expected: " + BYTES_MAX + " in all and " + RATIO_MAX + " times the ZIP)");
            }
        }
        return bytes.toByteArray();
    }

    /** The same files make the same bytes. */
    byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            if (context.isPresent()) {
                write(context.get(), zip);
            }
            write(message, zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Part part, ZipOutputStream zip) throws IOException {
        ZipEntry entry = new ZipEntry(part.file());
        entry.setTimeLocal(ALWAYS_THE_SAME);
        zip.putNextEntry(entry);
        zip.write(part.bytes());
        zip.closeEntry();
    }
}
