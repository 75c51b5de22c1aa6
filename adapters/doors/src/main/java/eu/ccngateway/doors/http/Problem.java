package eu.ccngateway.doors.http;

import eu.ccngateway.doors.JsonText;
import eu.ccngateway.node.Disconnected;
import eu.ccngateway.node.NodeClosed;
import eu.ccngateway.node.RefusedByGateway;
import eu.ccngateway.node.TimedOut;
import eu.ccngateway.protocol.refusal.RefusalCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An answer that says what is wrong, as {@code application/problem+json} (RFC 9457). */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, Object> members = new LinkedHashMap<>();

    Problem(int status, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        members.put("title", title);
        members.put("status", status);
        members.put("detail", detail);
    }

    int status() {
        return status;
    }

    /** Whether the same request can succeed a little later. */
    boolean mayPass() {
        return status == 503;
    }

    String json() {
        return JsonText.of(members);
    }

    /** What a failure of the node, or of the caller's request, is over HTTP. */
    static Problem of(RuntimeException failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (failure instanceof RefusedByGateway refused) {
            return of(refused);
        }
        String text = String.valueOf(failure.getMessage());
        if (failure instanceof Disconnected || failure instanceof NodeClosed) {
            return new Problem(
                    503,
                    "No gateway",
                    text + " (repeat the request; a put under the same message-id is never doubled)");
        }
        if (failure instanceof TimedOut) {
            return new Problem(
                    504, "No answer", text + " (repeat the request; a put under the same message-id is never doubled)");
        }
        if (failure instanceof IllegalArgumentException) {
            return new Problem(400, "Not a valid request", text);
        }
        return new Problem(500, "Internal fault", failure.getClass().getSimpleName() + "; the door's log says more");
    }

    private static Problem of(RefusedByGateway refused) {
        Optional<RefusalCode> code = refused.code();
        Problem problem =
                new Problem(status(refused), code.map(RefusalCode::name).orElse("Refused"), refused.reason());
        problem.members.put("code", refused.number());
        code.ifPresent(known -> {
            problem.members.put("name", known.name());
            problem.members.put("remedy", known.remedy());
        });
        return problem;
    }

    private static int status(RefusedByGateway refused) {
        if (refused.code().filter(code -> code.retry() != RefusalCode.Retry.NO).isPresent()) {
            return 503;
        }
        return switch (refused.number()) {
            case 302, 601 -> 409;
            case 305 -> 413;
            case 402 -> 404;
            default -> refused.number() / 100 == 4 ? 403 : refused.number() / 100 <= 2 ? 502 : 422;
        };
    }
}
