package eu.ccngateway.doors.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the door says about itself to everybody: how it is used. */
final class Pages {

    private record Page(String resource, String type) {}

    private static final Map<String, Page> PAGES = Map.of(
            "", new Page("index.html", "text/html; charset=utf-8"),
            "openapi.json", new Page("openapi.json", "application/json"));

    private Pages() {}

    static boolean has(List<String> path) {
        return path.size() == 1 && PAGES.containsKey(path.get(0));
    }

    static void answer(Request request) throws IOException {
        Page page = Objects.requireNonNull(PAGES.get(request.path().get(0)));
        try (InputStream in = Pages.class.getResourceAsStream(page.resource)) {
            request.answerHeaders().set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
            request.answer(
                    200, page.type, Objects.requireNonNull(in, page.resource).readAllBytes());
        }
    }
}
