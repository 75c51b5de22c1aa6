package eu.ccngateway.doors.http;

import eu.ccngateway.doors.Ledger;
import eu.ccngateway.doors.MessageFields;
import eu.ccngateway.node.Accepted;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Put;
import eu.ccngateway.node.Sending;
import eu.ccngateway.protocol.message.MessageId;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Puts for callers. The moment a message was first put is written down under its id before it is put: a caller that
 * repeats a request, under its own message id, repeats the very same message.
 */
final class Puts {

    /** What curl says of a body when it is not told: nothing that helps a receiver. */
    private static final String CURLS_DEFAULT = "application/x-www-form-urlencoded";

    private final Sending node;
    private final Ledger moments;
    private final Clock clock;
    private final RandomGenerator random;

    Puts(Sending node, Ledger moments, Clock clock, RandomGenerator random) {
        this.node = node;
        this.moments = moments;
        this.clock = clock;
        this.random = random;
    }

    /** Puts a message and waits for its acceptance. */
    Map<String, Object> put(Request request, byte[] body) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>(request.query());
        MessageFields.refuseUnknown(fields, Set.of());
        request.header("Content-Type")
                .filter(type -> !type.equals(CURLS_DEFAULT))
                .ifPresent(type -> fields.putIfAbsent("content-type", type));
        boolean isNamed = fields.containsKey("message-id");
        MessageId id = isNamed ? MessageFields.id(fields) : MessageId.fresh(clock.millis(), random);
        fields.put("message-id", id.toHex());
        String now = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        // Checked before it is written down: what can never be put needs no moment.
        MessageFields.message(fields).build();
        if (!fields.containsKey("created")) {
            fields.put("created", isNamed ? moments.getOrPut(id.toHex(), now) : now);
        }
        Message message = MessageFields.message(fields).payload(body).build();
        Put put = node.tryPut(message)
                .orElseThrow(() -> new Problem(
                        503, "Too much in flight", "the gateway is slower than the callers; repeat the request"));
        return answer(put.id(), put.await());
    }

    private static Map<String, Object> answer(MessageId id, Accepted accepted) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("messageId", id.toHex());
        answer.put("acceptanceId", accepted.acceptance().toString());
        answer.put("acceptedAt", accepted.at().toString());
        answer.put("duplicate", accepted.isDuplicate());
        return answer;
    }
}
