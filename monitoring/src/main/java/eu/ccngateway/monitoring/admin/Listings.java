package eu.ccngateway.monitoring.admin;

import eu.ccngateway.monitoring.admin.OperatedGateway.DeadLetter;
import eu.ccngateway.monitoring.admin.OperatedGateway.EvidenceMatch;
import eu.ccngateway.monitoring.admin.OperatedGateway.NetworkNode;
import eu.ccngateway.monitoring.admin.OperatedGateway.Queue;
import eu.ccngateway.monitoring.admin.OperatedGateway.QueuedMessage;
import eu.ccngateway.monitoring.admin.OperatedGateway.Step;
import eu.ccngateway.monitoring.admin.OperatedGateway.Trail;
import eu.ccngateway.monitoring.meters.Figures;
import eu.ccngateway.monitoring.meters.RecentRefusals.Refusal;
import eu.ccngateway.protocol.refusal.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How things are shown as JSON. What is here is also in {@code openapi.json}. */
final class Listings {

    private Listings() {}

    static JsonObject overview(OperatedGateway.Overview overview) {
        OperatedGateway.Identity identity = overview.identity();
        List<JsonObject> domains = new ArrayList<>();
        overview.figures()
                .domains()
                .forEach((name, figures) -> domains.add(figures(figures).with("domain", name)));
        JsonObject unaccounted = new JsonObject();
        overview.unaccountedFor().forEach(unaccounted::with);
        return new JsonObject()
                .with("gateway", identity.gateway())
                .with("network", identity.network())
                .with("environment", identity.environment())
                .with("version", identity.version())
                .with("startedAt", identity.startedAt())
                .with("ready", overview.health().isReady())
                .with("detail", overview.health().detail())
                .with("deadLetters", overview.deadLetters())
                .with("unaccounted", unaccounted)
                .with("total", figures(overview.figures().total()))
                .with("domains", domains);
    }

    private static JsonObject figures(Figures.OfDomain figures) {
        return new JsonObject()
                .with("received", figures.received())
                .with("stored", figures.stored())
                .with("storedBytes", figures.storedBytes())
                .with("refused", figures.refused())
                .with("delivered", figures.delivered())
                .with("expired", figures.expired())
                .with("deadLettered", figures.deadLettered());
    }

    static JsonObject beat(Pulse.Beat beat) {
        return new JsonObject()
                .with("at", beat.at())
                .with("stored", beat.stored())
                .with("refused", beat.refused())
                .with("delivered", beat.delivered())
                .with("storedBytes", beat.storedBytes())
                .with("putHalfSeconds", beat.putHalfSeconds())
                .with("putMostSeconds", beat.putMostSeconds());
    }

    static JsonObject queue(Queue queue) {
        JsonObject json = new JsonObject()
                .with("queue", queue.address())
                .with("domain", queue.domain())
                .with("application", queue.application())
                .with("role", queue.role())
                .with("messages", queue.messages())
                .with("onLease", queue.onLease());
        queue.oldestMs().ifPresent(age -> json.with("oldestMs", age));
        return json.with("consumers", queue.consumers()).with("depthMax", queue.depthMax());
    }

    static JsonObject node(NetworkNode node) {
        List<JsonObject> sessions = node.sessions().stream()
                .map(session -> new JsonObject()
                        .with("session", session.session())
                        .with("remote", session.remote())
                        .with("agent", session.agent())
                        .with("since", session.since()))
                .toList();
        return new JsonObject()
                .with("node", node.node())
                .with("domain", node.domain())
                .with("applications", node.applications())
                .with("connected", !sessions.isEmpty())
                .with("sessions", sessions)
                .withSome("lastSeen", node.lastSeen())
                .withSome("certificateEnds", node.certificateEnds())
                .with("clockAheadMs", node.clockAheadMs());
    }

    static JsonObject deadLetter(DeadLetter letter) {
        return new JsonObject()
                .with("id", letter.id())
                .with("acceptanceId", letter.acceptanceId())
                .with("messageId", letter.messageId())
                .with("sender", letter.sender())
                .with("to", letter.to())
                .with("type", letter.type())
                .with("refusal", new JsonObject().with("code", letter.code()).with("name", letter.refusal()))
                .with("reason", letter.reason())
                .with("at", letter.at())
                .with("length", letter.length());
    }

    static JsonObject queued(QueuedMessage message) {
        return Headers.json(message.header())
                .with("acceptanceId", message.acceptanceId())
                .with("acceptedAt", message.acceptedAt())
                .with("length", message.length())
                .with("inHand", message.isInHand())
                .with("backOuts", message.backOuts());
    }

    static JsonObject refusal(Refusal refusal) {
        return new JsonObject()
                .with("at", refusal.at())
                .with("sender", refusal.sender())
                .withSome("to", Optional.of(refusal.to()).filter(to -> !to.isEmpty()))
                .with("refusal", refusal(refusal.code()))
                .with("reason", refusal.reason())
                .with("meaning", refusal.code().meaning())
                .with("remedy", refusal.code().remedy());
    }

    private static JsonObject refusal(RefusalCode code) {
        return new JsonObject().with("code", code.number()).with("name", code.name());
    }

    static JsonObject match(EvidenceMatch match) {
        return new JsonObject()
                .with("acceptanceId", match.acceptanceId())
                .with("messageId", match.messageId())
                .with("sender", match.sender())
                .with("to", match.to())
                .with("type", match.type())
                .with("at", match.at());
    }

    static JsonObject trail(Trail trail) {
        Step last = trail.steps().get(trail.steps().size() - 1);
        boolean isQueued = last.what().equals("ACCEPTED") || last.what().equals("REVIVED");
        return Headers.json(trail.header())
                .with("acceptanceId", trail.acceptanceId())
                .with("at", trail.steps().get(0).at())
                .with("state", isQueued ? "QUEUED" : last.what())
                .with("steps", trail.steps().stream().map(Listings::step).toList());
    }

    private static JsonObject step(Step step) {
        Optional<RefusalCode> code = step.code() == 0 ? Optional.empty() : RefusalCode.of(step.code());
        return new JsonObject()
                .with("what", step.what())
                .with("at", step.at())
                .withSome("report", some(step.report()))
                .withSome("by", some(step.by()))
                .withSome("refusal", code.map(Listings::refusal))
                .withSome("reason", some(step.reason()))
                .withSome("remedy", code.map(RefusalCode::remedy));
    }

    private static Optional<String> some(String text) {
        return Optional.of(text).filter(value -> !value.isEmpty());
    }
}
