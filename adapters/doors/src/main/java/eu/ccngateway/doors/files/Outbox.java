package eu.ccngateway.doors.files;

import eu.ccngateway.doors.Disk;
import eu.ccngateway.doors.MessageFields;
import eu.ccngateway.doors.NameValues;
import eu.ccngateway.protocol.message.MessageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The out directory. What is dropped lies in it; what the door has taken charge of is a directory named by the message's
 * id in {@code sending/}, and moves as a whole to {@code sent/} or {@code refused/}.
 *
 * <p>The step from dropped to taken is one renaming: the dropper's header file becomes {@code .dropped} in the message's
 * directory, where everything else is on the disk already. A directory without it was never taken.
 */
final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final String TAKEN = ".dropped";
    private static final String ORIGIN = "dropped-file";

    private final Path out;
    private final Path sending;
    private final Path sent;
    private final Path refused;
    private final DropReader reader;

    Outbox(Path out, DropReader reader) throws IOException {
        this.out = out;
        this.reader = reader;
        sending = Files.createDirectories(out.resolve("sending"));
        sent = Files.createDirectories(out.resolve("sent"));
        refused = Files.createDirectories(out.resolve("refused"));
    }

    /** What an earlier run had taken and not finished, oldest first. What it had not taken lies where it was dropped. */
    List<Outgoing> recover() throws IOException {
        List<Outgoing> left = new ArrayList<>();
        for (Path folder : Disk.list(sending)) {
            if (Files.exists(folder.resolve(TAKEN))) {
                Outgoing outgoing = read(folder);
                removeOriginal(outgoing);
                left.add(outgoing);
            } else {
                Disk.delete(folder);
            }
        }
        left.sort(Comparator.comparing(outgoing -> outgoing.fields().getOrDefault("created", "")));
        return left;
    }

    private static Outgoing read(Path folder) throws IOException {
        String name = nameIn(folder);
        Map<String, String> fields = NameValues.parse(Files.readAllBytes(folder.resolve(name + Drop.HEADER)));
        return new Outgoing(MessageId.parse(folder.getFileName().toString()), folder, name, fields);
    }

    /** The payload's name: the one that is neither a header nor the door's own. */
    private static String nameIn(Path folder) throws IOException {
        return Disk.list(folder).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.startsWith(".") && !name.endsWith(Drop.HEADER))
                .findFirst()
                .orElseThrow(() -> new IOException(
                        folder + ": no payload (expected: what the door put there); move the directory away"));
    }

    /**
     * Takes charge of what was dropped: from here on it has its id, and is sent under no other. Empty if it is not
     * complete yet, or was sent before. The caller forces the directory before it sends.
     *
     * @throws Refusal if it can never be sent; it lies where it was
     */
    Optional<Outgoing> take(Drop drop) throws IOException, Refusal {
        Optional<Map<String, String>> header = isAsSeen(drop) ? reader.header(drop) : Optional.empty();
        if (header.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>(header.get());
        MessageId id = MessageFields.id(fields);
        Path folder = sending.resolve(id.toHex());
        if (Files.exists(folder)) {
            return Optional.empty();
        }
        if (Files.exists(sent.resolve(id.toHex()))) {
            again(drop, sent.resolve(id.toHex()));
            return Optional.empty();
        }
        fields.put(ORIGIN, drop.payloadStamp().orElseThrow().text());
        String name = drop.name().toString();
        Outgoing outgoing = new Outgoing(id, folder, name, fields);
        try {
            Files.createDirectory(folder);
            if (!reader.copy(drop, fields, folder.resolve(name))) {
                Disk.delete(folder);
                return Optional.empty();
            }
            Disk.write(folder.resolve(name + Drop.HEADER), NameValues.format(fields));
            Disk.force(folder);
            Disk.force(sending);
        } catch (IOException | Refusal e) {
            Disk.delete(folder);
            throw e;
        }
        Disk.move(drop.header(), folder.resolve(TAKEN));
        Disk.force(folder);
        removeOriginal(outgoing);
        return Optional.of(outgoing);
    }

    /** A header that is written anew since it was looked at may be half of one. */
    private static boolean isAsSeen(Drop drop) throws IOException {
        return FileStamp.of(drop.header()).filter(drop.headerStamp()::equals).isPresent();
    }

    /** Makes what was taken survive a loss of power; before that nothing of it may be sent. */
    void force() throws IOException {
        Disk.force(out);
    }

    /** The payload as it was dropped, unless somebody has put something else in its place. */
    private void removeOriginal(Outgoing outgoing) throws IOException {
        Path original = out.resolve(outgoing.name());
        String origin = outgoing.fields().getOrDefault(ORIGIN, "");
        if (FileStamp.of(original).filter(stamp -> stamp.text().equals(origin)).isPresent()) {
            Files.deleteIfExists(original);
        }
    }

    /** A dropper that did not know what had become of its message drops it again, and that is no harm. */
    private void again(Drop drop, Path before) throws IOException, Refusal {
        String name = nameIn(before);
        boolean isSame = drop.name().toString().equals(name)
                && Files.mismatch(drop.payload(), before.resolve(name)) < 0
                && Arrays.equals(Files.readAllBytes(drop.header()), Files.readAllBytes(before.resolve(TAKEN)));
        if (!isSame) {
            throw new Refusal("message-id: " + before.getFileName()
                    + " was sent before with another content (expected: an id of its own for every message)");
        }
        Files.deleteIfExists(drop.header());
        Files.deleteIfExists(drop.payload());
        LOG.info("{} was sent before as {}; not sent again", name, before.getFileName());
    }

    /** The gateway has it. */
    void sent(Outgoing outgoing, Map<String, String> answer) throws IOException {
        Disk.write(outgoing.folder().resolve(outgoing.name() + ".accepted" + Drop.HEADER), NameValues.format(answer));
        Disk.force(outgoing.folder());
        Disk.move(outgoing.folder(), sent.resolve(outgoing.id().toHex()));
    }

    /** Makes what was {@link #sent} survive a loss of power. */
    void forceSent() throws IOException {
        Disk.force(sent);
        Disk.force(sending);
    }

    /** The gateway will never have it. */
    void refused(Outgoing outgoing, String reason) throws IOException {
        writeReason(outgoing.folder().resolve(outgoing.name() + ".refused.txt"), reason);
        Disk.force(outgoing.folder());
        Disk.move(outgoing.folder(), free(outgoing.id().toHex()));
        Disk.force(refused);
    }

    /** It cannot be sent as it was dropped. Links, directories and strange names are moved as they are. */
    void refused(Drop drop, MessageId folderName, String reason) throws IOException {
        Path folder = Files.createDirectory(free(folderName.toHex()));
        writeReason(folder.resolve("refused.txt"), reason);
        Disk.force(folder);
        Disk.move(drop.header(), folder.resolve(drop.header().getFileName()));
        if (drop.payloadStamp().isPresent()) {
            Disk.move(drop.payload(), folder.resolve(drop.name()));
        }
        Disk.force(refused);
    }

    private Path free(String name) {
        Path folder = refused.resolve(name);
        for (int i = 2; Files.exists(folder); i++) {
            folder = refused.resolve(name + "-" + i);
        }
        return folder;
    }

    private static void writeReason(Path file, String reason) throws IOException {
        Disk.write(file, (reason + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Where a report on a message of this id belongs: the file to write, or empty if the door has no such message. */
    Optional<Path> reportFile(MessageId about, String report) throws IOException {
        for (Path state : List.of(sent, sending)) {
            Path folder = state.resolve(about.toHex());
            if (Files.exists(folder.resolve(TAKEN))) {
                return Optional.of(folder.resolve(nameIn(folder) + "." + report + Drop.HEADER));
            }
        }
        return Optional.empty();
    }
}
