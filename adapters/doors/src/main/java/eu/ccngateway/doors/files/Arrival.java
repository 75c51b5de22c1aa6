package eu.ccngateway.doors.files;

import eu.ccngateway.doors.MessageFields;
import eu.ccngateway.node.Delivered;
import eu.ccngateway.node.Message;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * A message that came, as it will lie in the in directory.
 *
 * @param key the same whenever the same message comes: domain of its sender, and id
 * @param name of the payload file; of the header file without its ending, where there is no payload
 * @param content empty for a report
 */
record Arrival(String key, String name, Map<String, String> fields, Optional<Content> content) {

    private static final Map<String, String> ENDINGS = Map.of(
            "application/xml", ".xml",
            "text/xml", ".xml",
            "application/edifact", ".edi",
            "application/zip", ".zip",
            "application/json", ".json",
            "text/plain", ".txt");

    /** Where the payload comes from. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    static Arrival of(Delivered delivered) {
        Message message = delivered.message();
        String sender = delivered.sender();
        String key =
                sender.substring(sender.indexOf('@') + 1) + "_" + delivered.id().toHex();
        // The acceptance grows with time: in a listing by name, what came first stands first.
        String name = delivered.acceptance() + "-" + delivered.id().toHex();
        boolean isReport = delivered.report().isPresent();
        String ending = message.contentType().map(type -> ENDINGS.get(type)).orElse(".bin");
        return new Arrival(
                key,
                isReport ? name : name + ending,
                MessageFields.of(delivered),
                isReport ? Optional.empty() : Optional.of(message::openPayload));
    }
}
