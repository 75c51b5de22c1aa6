package eu.ccngateway.monitoring.admin;

import java.io.IOException;
import java.util.List;

/**
 * One thing that can be asked.
 *
 * @param template of the path; {@code {name}} stands for any one segment
 * @param isForOperator whether the operator's token is needed
 */
record Route(String method, String template, boolean isForOperator, Handler handler) {

    /** Works the answer out. */
    interface Handler {
        Answer answer(Asked asked) throws IOException;
    }

    static Route get(String template, Handler handler) {
        return new Route("GET", template, false, handler);
    }

    Route forOperator() {
        return new Route(method, template, true, handler);
    }

    static Route post(String template, Handler handler) {
        return new Route("POST", template, true, handler);
    }

    boolean isAt(List<String> path) {
        String[] segments = template.substring(1).split("/", -1);
        if (segments.length != path.size()) {
            return false;
        }
        for (int i = 0; i < segments.length; i++) {
            if (!segments[i].startsWith("{") && !segments[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }
}
