package eu.ccngateway.doors.files;

import eu.ccngateway.doors.MessageFields;
import eu.ccngateway.node.Message;
import eu.ccngateway.protocol.message.MessageId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A message the door has taken charge of: a directory of its own, named by the message's id, with a copy of the payload
 * that nobody else writes to.
 *
 * @param fields the header, with id and moment
 */
record Outgoing(MessageId id, Path folder, String name, Map<String, String> fields) {

    /** Up to this, payloads share seals with others; larger ones are read while they are sent. */
    private static final long IN_MEMORY_MAX = 256 << 10;

    /** The very same message each time it is asked for. */
    Message message() throws IOException {
        Message.Builder message = MessageFields.message(fields);
        Path payload = folder.resolve(name);
        return (Files.size(payload) <= IN_MEMORY_MAX
                        ? message.payload(Files.readAllBytes(payload))
                        : message.payload(payload))
                .build();
    }
}
