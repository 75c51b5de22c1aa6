package eu.ccngateway.doors.http;

import com.sun.net.httpserver.Headers;
import eu.ccngateway.doors.JsonText;
import eu.ccngateway.doors.MessageFields;
import eu.ccngateway.node.Delivered;
import eu.ccngateway.node.Receiving;
import eu.ccngateway.protocol.message.MessageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Hands messages to callers: the payload as the body, everything else as headers. */
final class Takes {

    private static final String PREFIX = "Ccn-";

    private final Receiving node;
    private final Leases leases;

    Takes(Receiving node, Leases leases) {
        this.node = node;
        this.leases = leases;
    }

    /** The next message, for good once it is settled. */
    void get(Request request, String queue) throws IOException {
        hand(request, wait -> node.get(queue, wait).map(Delivered.class::cast));
    }

    /** A look at the next message, or at the next that refers to another. */
    void browse(Request request, String queue) throws IOException {
        Optional<MessageId> about = Optional.ofNullable(request.query().get("correlation-id"))
                .map(id -> MessageFields.id("correlation-id", id));
        hand(
                request,
                wait -> about.isPresent()
                        ? node.browse(queue, about.get(), wait).map(Delivered.class::cast)
                        : node.browse(queue, wait).map(Delivered.class::cast));
    }

    @FunctionalInterface
    private interface Taking {
        Optional<Delivered> next(Duration wait);
    }

    private void hand(Request request, Taking taking) throws IOException {
        long deadline = System.nanoTime() + request.waiting().toNanos();
        leases.checkRoom();
        Optional<Delivered> next = taking.next(request.waiting());
        while (next.isPresent() && leases.isDone(next.get())) {
            next = taking.next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        if (next.isEmpty()) {
            request.answer(204);
            return;
        }
        Delivered delivered = next.get();
        String lease = leases.lend(delivered);
        try {
            answer(request, delivered, lease);
        } catch (IOException | RuntimeException e) {
            // The caller is gone and has not got it.
            leases.settle(lease, Leases.Settling.RELEASE);
            throw e;
        }
    }

    private static void answer(Request request, Delivered delivered, String lease) throws IOException {
        Map<String, String> fields = MessageFields.of(delivered);
        Headers headers = request.answerHeaders();
        headers.set(PREFIX + "Lease", lease);
        headers.set("Location", "/v1/leases/" + lease);
        fields.forEach((name, value) -> headers.set(PREFIX + capital(name), ascii(value)));
        boolean isReport = delivered.report().isPresent();
        request.answer(
                200,
                isReport
                        ? "application/json"
                        : delivered.message().contentType().map(Takes::ascii).orElse("application/octet-stream"),
                isReport
                        ? JsonText.of(fields).getBytes(StandardCharsets.UTF_8)
                        : delivered.message().payload());
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** Header values are ASCII: the rest, and the percent sign, as %XX of its UTF-8 bytes. */
    private static String ascii(String value) {
        StringBuilder text = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 0x20 && b < 0x7f && b != '%') {
                text.append((char) b);
            } else {
                text.append(String.format(Locale.ROOT, "%%%02X", b));
            }
        }
        return text.toString();
    }
}
