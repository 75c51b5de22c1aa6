package eu.ccngateway.monitoring.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import eu.ccngateway.monitoring.admin.OperatedGateway.DeadLetter;
import eu.ccngateway.monitoring.admin.OperatedGateway.EvidenceMatch;
import eu.ccngateway.monitoring.admin.OperatedGateway.NetworkNode;
import eu.ccngateway.monitoring.admin.OperatedGateway.Queue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What there is to ask, by path. */
final class AdminApi {

    private static final int LETTERS_MAX = 1_000;
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final OperatedGateway gateway;
    private final Supplier<String> metrics;

    AdminApi(OperatedGateway gateway, Supplier<String> metrics) {
        this.gateway = gateway;
        this.metrics = metrics;
    }

    Answer answer(Asked asked) throws IOException {
        if (asked.isAt("livez")) {
            return get(asked, () -> Answer.text(200, "live"));
        }
        if (asked.isAt("readyz")) {
            return get(asked, this::ready);
        }
        if (asked.isAt("metrics")) {
            return get(asked, () -> Answer.of(METRICS, metrics.get().getBytes(StandardCharsets.UTF_8)));
        }
        if (asked.isAt("api", "v1", "queues")) {
            return get(asked, this::queues);
        }
        if (asked.isAt("api", "v1", "nodes")) {
            return get(asked, this::nodes);
        }
        if (asked.isAt("api", "v1", "dead-letters")) {
            return get(asked, () -> deadLetters(asked));
        }
        if (asked.isAt("api", "v1", "dead-letters", "*", "retry")) {
            return post(asked, () -> gateway.retry(asked.path().get(3)), "put back into its queue");
        }
        if (asked.isAt("api", "v1", "dead-letters", "*", "discard")) {
            return post(asked, () -> gateway.discard(asked.path().get(3)), "discarded");
        }
        if (asked.isAt("api", "v1", "evidence", "*")) {
            return evidence(asked);
        }
        return Answer.fault(
                404,
                "no such path (expected: /livez, /readyz, /metrics, /api/v1/queues, nodes, dead-letters, evidence/ID)");
    }

    private static Answer get(Asked asked, Supplier<Answer> answer) {
        return asked.method().equals("GET")
                ? answer.get()
                : Answer.fault(405, asked.method() + " (expected: GET)").allowing("GET");
    }

    private static Answer post(Asked asked, Supplier<Boolean> change, String done) {
        if (!asked.method().equals("POST")) {
            return Answer.fault(405, asked.method() + " (expected: POST)").allowing("POST");
        }
        if (!asked.isOperator()) {
            return notOperator();
        }
        return change.get()
                ? Answer.fault(200, done)
                : Answer.fault(404, "no dead letter with this id; see GET /api/v1/dead-letters");
    }

    private static Answer notOperator() {
        return Answer.fault(401, "operator token missing or wrong (expected: Authorization: Bearer TOKEN)");
    }

    private Answer ready() {
        OperatedGateway.Health health = gateway.health();
        return Answer.text(
                health.isReady() ? 200 : 503, (health.isReady() ? "ready: " : "not ready: ") + health.detail());
    }

    private Answer queues() {
        List<Queue> queues = gateway.queues();
        return Answer.json(json -> {
            json.writeStartArray();
            for (Queue queue : queues) {
                json.writeStartObject();
                json.writeStringField("queue", queue.address());
                json.writeStringField("domain", queue.domain());
                json.writeStringField("application", queue.application());
                json.writeStringField("role", queue.role());
                json.writeNumberField("messages", queue.messages());
                json.writeNumberField("onLease", queue.onLease());
                if (queue.oldestMs().isPresent()) {
                    json.writeNumberField("oldestMs", queue.oldestMs().getAsLong());
                }
                json.writeNumberField("depthMax", queue.depthMax());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private Answer nodes() {
        List<NetworkNode> nodes = gateway.nodes();
        return Answer.json(json -> {
            json.writeStartArray();
            for (NetworkNode node : nodes) {
                write(json, node);
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, NetworkNode node) throws IOException {
        json.writeStartObject();
        json.writeStringField("node", node.node());
        json.writeStringField("domain", node.domain());
        json.writeArrayFieldStart("applications");
        for (String application : node.applications()) {
            json.writeString(application);
        }
        json.writeEndArray();
        json.writeBooleanField("connected", !node.sessions().isEmpty());
        json.writeArrayFieldStart("sessions");
        for (OperatedGateway.Connection session : node.sessions()) {
            json.writeStartObject();
            json.writeStringField("session", session.session());
            json.writeStringField("remote", session.remote());
            json.writeStringField("agent", session.agent());
            json.writeStringField("since", session.since().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private Answer deadLetters(Asked asked) {
        Optional<Integer> max =
                asked.query("max").filter(text -> text.matches("[0-9]{1,4}")).map(Integer::valueOf);
        if (asked.query("max").isPresent()
                && max.filter(n -> n >= 1 && n <= LETTERS_MAX).isEmpty()) {
            return Answer.fault(400, "max (expected: 1-" + LETTERS_MAX + ")");
        }
        List<DeadLetter> letters = gateway.deadLetters(max.orElse(100));
        return Answer.json(json -> {
            json.writeStartArray();
            for (DeadLetter letter : letters) {
                json.writeStartObject();
                json.writeStringField("id", letter.id());
                json.writeStringField("acceptanceId", letter.acceptanceId());
                json.writeStringField("messageId", letter.messageId());
                json.writeStringField("sender", letter.sender());
                json.writeStringField("to", letter.to());
                json.writeStringField("type", letter.type());
                json.writeObjectFieldStart("refusal");
                json.writeNumberField("code", letter.code());
                json.writeStringField("name", letter.refusal());
                json.writeEndObject();
                json.writeStringField("reason", letter.reason());
                json.writeStringField("at", letter.at().toString());
                json.writeNumberField("length", letter.length());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** A pack holds what its sender sealed, so it is shown to the operator only. */
    private Answer evidence(Asked asked) throws IOException {
        if (!asked.method().equals("GET")) {
            return Answer.fault(405, asked.method() + " (expected: GET)").allowing("GET");
        }
        if (!asked.isOperator()) {
            return notOperator();
        }
        String id = asked.path().get(3);
        List<EvidenceMatch> matches = gateway.findEvidence(id, asked.query("domain"));
        if (matches.isEmpty()) {
            return Answer.fault(
                    404,
                    "no evidence of " + id
                            + " (expected: a message id or acceptance id; the last second may not be there yet)");
        }
        if (matches.size() > 1) {
            return several(matches);
        }
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        gateway.writeEvidence(matches.get(0).acceptanceId(), zip);
        return Answer.of("application/zip", zip.toByteArray());
    }

    private static Answer several(List<EvidenceMatch> matches) {
        return Answer.json(409, json -> {
            json.writeStartObject();
            json.writeNumberField("status", 409);
            json.writeStringField(
                    "reason", "several messages have this id (expected: one; name its acceptance id, or ?domain=)");
            json.writeArrayFieldStart("matches");
            for (EvidenceMatch match : matches) {
                json.writeStartObject();
                json.writeStringField("acceptanceId", match.acceptanceId());
                json.writeStringField("messageId", match.messageId());
                json.writeStringField("sender", match.sender());
                json.writeStringField("to", match.to());
                json.writeStringField("type", match.type());
                json.writeStringField("at", match.at().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
