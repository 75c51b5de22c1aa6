package eu.ccngateway.launcher.node;

import eu.ccngateway.node.Delivered;
import eu.ccngateway.node.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Payloads as files of a directory, named for their messages. */
final class PayloadFiles {

    private static final Map<String, String> ENDINGS = Map.of(
            "application/xml", ".xml",
            "text/xml", ".xml",
            "application/edifact", ".edi",
            "application/zip", ".zip",
            "application/json", ".json",
            "text/plain", ".txt");

    private final Path directory;

    PayloadFiles(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("--out: " + directory + " cannot be made", e);
        }
    }

    /** Writes a payload whole, on the disk for good before this returns: the message may then leave its queue. */
    Path write(Delivered delivered) {
        Message message = delivered.message();
        String ending = message.contentType()
                .flatMap(type -> Optional.ofNullable(ENDINGS.get(type)))
                .orElse(".bin");
        Path file = directory.resolve(delivered.id() + ending);
        Path staged = directory.resolve(delivered.id() + ".part");
        try {
            try (InputStream payload = message.openPayload()) {
                Files.copy(payload, staged, StandardCopyOption.REPLACE_EXISTING);
            }
            try (FileChannel channel = FileChannel.open(staged, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            return Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written; the message stays in its queue", e);
        }
    }

    /** A payload for JSON: as text where it is text, else as Base64. */
    static Map.Entry<String, String> inJson(byte[] payload) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
            return Map.entry("payload", text);
        } catch (CharacterCodingException e) {
            return Map.entry("payloadBase64", Base64.getEncoder().encodeToString(payload));
        }
    }
}
