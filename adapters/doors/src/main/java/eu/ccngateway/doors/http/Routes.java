package eu.ccngateway.doors.http;

import eu.ccngateway.node.Asking;
import eu.ccngateway.node.QueueDepth;
import eu.ccngateway.node.WhoAmI;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which request means what. */
final class Routes {

    private final Asking node;
    private final Puts puts;
    private final Takes takes;
    private final Leases leases;
    private final int bodyMax;

    Routes(Asking node, Puts puts, Takes takes, Leases leases, int bodyMax) {
        this.node = node;
        this.puts = puts;
        this.takes = takes;
        this.leases = leases;
        this.bodyMax = bodyMax;
    }

    void answer(Request request) throws IOException {
        List<String> path = request.path();
        String route = request.method() + " /" + String.join("/", pattern(path));
        switch (route) {
            case "GET /", "GET /openapi.json" -> Pages.answer(request);
            case "POST /v1/messages" -> put(request);
            case "GET /v1/queues/*" -> depth(request, path.get(2));
            case "POST /v1/queues/*/get" -> takes.get(request, path.get(2));
            case "POST /v1/queues/*/browse" -> takes.browse(request, path.get(2));
            case "DELETE /v1/leases/*" -> settle(request, path.get(2), "acknowledge");
            case "POST /v1/leases/*/*" -> settle(request, path.get(2), path.get(3));
            case "GET /v1/whoami" -> whoAmI(request);
            default -> throw new Problem(404, "No such request", route + " (expected: one of those that GET / lists)");
        }
    }

    /** The path with a star where a name stands. */
    private static List<String> pattern(List<String> path) {
        boolean isNamed =
                path.size() > 2 && (path.get(1).equals("queues") || path.get(1).equals("leases"));
        boolean isLease = isNamed && path.get(1).equals("leases");
        return !isNamed
                ? path
                : path.size() == 3
                        ? List.of(path.get(0), path.get(1), "*")
                        : path.size() == 4 ? List.of(path.get(0), path.get(1), "*", isLease ? "*" : path.get(3)) : path;
    }

    private void put(Request request) throws IOException {
        Map<String, Object> answer = puts.put(request, request.body(bodyMax));
        int status = Boolean.TRUE.equals(answer.get("duplicate")) ? 200 : 201;
        request.answer(status, "application/json", HttpDoor.json(answer));
    }

    private void settle(Request request, String lease, String how) throws IOException {
        Leases.Settling wanted = switch (how) {
            case "acknowledge" -> Leases.Settling.ACKNOWLEDGE;
            case "rollback" -> Leases.Settling.ROLLBACK;
            case "release" -> Leases.Settling.RELEASE;
            default ->
                throw new IllegalArgumentException(
                        how.toLowerCase(Locale.ROOT) + ": (expected: acknowledge, rollback or release)");
        };
        request.answer(leases.settle(lease, wanted) ? 204 : 202);
    }

    private void depth(Request request, String queue) throws IOException {
        QueueDepth depth = node.depth(queue);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("messages", depth.messages());
        answer.put("onLease", depth.onLease());
        answer.put("oldestSeconds", depth.oldest().toSeconds());
        request.answer(200, "application/json", HttpDoor.json(answer));
    }

    private void whoAmI(Request request) throws IOException {
        WhoAmI who = node.whoAmI();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("node", who.node());
        answer.put("gateway", who.gateway());
        answer.put("network", who.network());
        answer.put("environment", who.environment());
        answer.put(
                "rights",
                who.rights().stream()
                        .map(right ->
                                Map.of("direction", right.direction(), "queue", right.queue(), "type", right.type()))
                        .toList());
        request.answer(200, "application/json", HttpDoor.json(answer));
    }
}
