package eu.ccngateway.monitoring.admin;

import eu.ccngateway.monitoring.admin.OperatedGateway.DeadLetter;
import eu.ccngateway.monitoring.admin.OperatedGateway.EvidenceMatch;
import eu.ccngateway.monitoring.calendar.Unavailability;
import eu.ccngateway.monitoring.console.ConsoleFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What there is to ask, by path. */
final class AdminApi {

    private static final int LETTERS_USUALLY = 100;
    private static final int REFUSALS_MAX = 200;
    private static final int BROWSED_USUALLY = 50;
    private static final int TRAILS_USUALLY = 20;
    private static final int FEW_MAX = 100;
    private static final int ID_MAX = 64;
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final OperatedGateway gateway;
    private final AvailabilityDesk availability;
    private final Supplier<String> metrics;
    private final Pulse pulse;
    private final ConsoleFiles console = new ConsoleFiles();
    private final List<Route> routes;

    AdminApi(OperatedGateway gateway, AvailabilityDesk availability, Supplier<String> metrics, Pulse pulse) {
        this.gateway = gateway;
        this.availability = availability;
        this.metrics = metrics;
        this.pulse = pulse;
        this.routes = List.of(
                Route.get("/", asked -> file("index.html")),
                Route.get("/console.css", asked -> file("console.css")),
                Route.get("/console.js", asked -> file("console.js")),
                Route.get("/asking.js", asked -> file("asking.js")),
                Route.get("/drawing.js", asked -> file("drawing.js")),
                Route.get("/network.js", asked -> file("network.js")),
                Route.get("/messages.js", asked -> file("messages.js")),
                Route.get("/availability.js", asked -> file("availability.js")),
                Route.get("/livez", asked -> Answer.text(200, "live")),
                Route.get("/readyz", asked -> ready()),
                Route.get("/metrics", asked -> Answer.of(METRICS, metrics().getBytes(StandardCharsets.UTF_8))),
                Route.get("/api/v1/openapi.json", asked -> file("openapi.json")),
                Route.get("/api/v1/overview", asked -> Answer.json(Listings.overview(gateway.overview()))),
                Route.get("/api/v1/pulse", asked -> Answer.json(beats())),
                Route.get("/api/v1/queues", this::queues),
                Route.get("/api/v1/queues/{queue}/messages", this::browse),
                Route.get("/api/v1/nodes", this::nodes),
                Route.get("/api/v1/refusals", this::refusals),
                Route.get("/api/v1/availability", asked -> Answer.json(availability.availability())),
                Route.get("/api/v1/unavailability", this::calendar),
                Route.get("/api/v1/messages/{id}", this::messages),
                Route.get("/api/v1/dead-letters", this::deadLetters),
                Route.get("/api/v1/dead-letters/{id}", this::deadLetter),
                Route.post(
                        "/api/v1/dead-letters/{id}/retry",
                        asked -> change(asked, gateway::retry, "put back into its queue")),
                Route.post("/api/v1/dead-letters/{id}/discard", asked -> change(asked, gateway::discard, "discarded")),
                Route.get("/api/v1/operator", asked -> Answer.json(new JsonObject().with("operator", true)))
                        .forOperator(),
                Route.get("/api/v1/evidence/{id}", this::evidence).forOperator());
    }

    List<Route> routes() {
        return routes;
    }

    Answer answer(Asked asked) throws IOException {
        List<Route> here =
                routes.stream().filter(route -> route.isAt(asked.path())).toList();
        if (here.isEmpty()) {
            return Answer.problem(404, "no such path (expected: one of those in /api/v1/openapi.json)");
        }
        for (Route route : here) {
            if (route.method().equals(asked.method())) {
                return route.isForOperator() && !asked.isOperator() ? notOperator() : answer(route, asked);
            }
        }
        String methods = here.stream().map(Route::method).collect(Collectors.joining(", "));
        return Answer.problem(405, asked.method() + " (expected: " + methods + ")")
                .with("allow", methods);
    }

    private Answer answer(Route route, Asked asked) throws IOException {
        try {
            return route.handler().answer(asked);
        } catch (IllegalArgumentException e) {
            return Answer.problem(400, String.valueOf(e.getMessage()));
        } catch (IllegalStateException | RejectedExecutionException e) {
            // While it starts or stops, what is asked for may not be there yet, or not any more.
            OperatedGateway.Health health = gateway.health();
            if (health.isReady()) {
                throw e;
            }
            return Answer.problem(503, "the gateway is not ready: " + health.detail() + "; try again");
        }
    }

    private static Answer notOperator() {
        return Answer.problem(401, "operator token missing or wrong (expected: Authorization: Bearer TOKEN)")
                .with("www-authenticate", "Bearer");
    }

    private Answer file(String name) {
        ConsoleFiles.ConsoleFile file = console.file(name);
        return Answer.of(file.contentType(), file.bytes());
    }

    private String metrics() {
        return metrics.get();
    }

    private Answer ready() {
        OperatedGateway.Health health = gateway.health();
        return Answer.text(
                health.isReady() ? 200 : 503, (health.isReady() ? "ready: " : "not ready: ") + health.detail());
    }

    private List<JsonObject> beats() {
        return pulse.beats().stream().map(Listings::beat).toList();
    }

    private Answer queues(Asked asked) {
        List<OperatedGateway.Queue> queues = gateway.queues().stream()
                .filter(matching(asked, "domain", OperatedGateway.Queue::domain))
                .filter(matching(asked, "application", OperatedGateway.Queue::application))
                .toList();
        return Page.of(asked, Page.LIMIT_MAX).of(queues, OperatedGateway.Queue::address, Listings::queue);
    }

    private Answer nodes(Asked asked) {
        List<OperatedGateway.NetworkNode> nodes = gateway.nodes().stream()
                .filter(matching(asked, "domain", OperatedGateway.NetworkNode::domain))
                .toList();
        return Page.of(asked, Page.LIMIT_MAX).of(nodes, OperatedGateway.NetworkNode::node, Listings::node);
    }

    private static <T> Predicate<T> matching(Asked asked, String name, java.util.function.Function<T, String> value) {
        return item -> asked.query(name).map(value.apply(item)::equals).orElse(true);
    }

    private Answer calendar(Asked asked) {
        return Page.of(asked, FEW_MAX).of(availability.calendar(), Unavailability::id, availability::entry);
    }

    private Answer refusals(Asked asked) {
        Page page = Page.of(asked, REFUSALS_MAX);
        return page.of(gateway.refusals(REFUSALS_MAX), refusal -> refusal.at().toString(), Listings::refusal);
    }

    private Answer deadLetters(Asked asked) {
        Page page = Page.of(asked, LETTERS_USUALLY);
        return page.of(gateway.deadLetters(page.wanted()), DeadLetter::id, Listings::deadLetter);
    }

    private Answer deadLetter(Asked asked) {
        return gateway.deadLetterHeader(asked.path().get(3))
                .map(header -> Answer.json(Headers.json(header)))
                .orElseGet(AdminApi::noDeadLetter);
    }

    private static Answer noDeadLetter() {
        return Answer.problem(404, "no dead letter with this id; see GET /api/v1/dead-letters");
    }

    private static Answer change(Asked asked, Predicate<String> change, String done) {
        String id = asked.path().get(3);
        return change.test(id) ? Answer.json(new JsonObject().with("id", id).with("done", done)) : noDeadLetter();
    }

    private static String id(Asked asked) {
        String id = asked.path().get(3);
        if (id.isBlank() || id.length() > ID_MAX) {
            throw new IllegalArgumentException(
                    "id: " + id.length() + " characters (expected: a message id, acceptance id or correlation id)");
        }
        return id;
    }

    private static Answer noTrace(String id) {
        return Answer.problem(
                404,
                "no evidence of " + id
                        + " (expected: a message id, acceptance id or correlation id; the last second may not be there yet)");
    }

    /** Where is my message? */
    private Answer messages(Asked asked) throws IOException {
        String id = id(asked);
        int max = few(asked, TRAILS_USUALLY);
        OperatedGateway.Trails found = gateway.trails(id, asked.query("domain"), max);
        if (found.trails().isEmpty()) {
            return noTrace(id);
        }
        Answer answer = Answer.json(found.trails().stream().map(Listings::trail).toList());
        return found.hasMore()
                ? answer.with("ccn-more", "there are earlier ones; limit shows up to " + FEW_MAX)
                : answer;
    }

    private static int few(Asked asked, int usually) {
        int limit = Page.of(asked, usually).limit();
        if (limit > FEW_MAX) {
            throw new IllegalArgumentException("limit: '" + limit + "' (expected: 1-" + FEW_MAX + ")");
        }
        return limit;
    }

    /** The head of a queue. What is further behind cannot be looked at without reading what is in front of it. */
    private Answer browse(Asked asked) {
        int max = few(asked, BROWSED_USUALLY);
        String queue = asked.path().get(3);
        return gateway.browse(queue, max)
                .map(messages ->
                        Answer.json(messages.stream().map(Listings::queued).toList()))
                .orElseGet(() -> Answer.problem(404, "no such queue; see GET /api/v1/queues"));
    }

    /** A pack holds what its sender sealed, so it is shown to the operator only. */
    private Answer evidence(Asked asked) throws IOException {
        String id = id(asked);
        List<EvidenceMatch> matches = gateway.findEvidence(id, asked.query("domain"));
        if (matches.isEmpty()) {
            return noTrace(id);
        }
        if (matches.size() > 1) {
            return Answer.problem(
                    409,
                    "several messages have this id (expected: one; name its acceptance id, or ?domain=)",
                    new JsonObject()
                            .with(
                                    "matches",
                                    matches.stream().map(Listings::match).toList()));
        }
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        gateway.writeEvidence(matches.get(0).acceptanceId(), zip);
        return Answer.of("application/zip", zip.toByteArray());
    }
}
