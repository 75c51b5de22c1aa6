package eu.ccngateway.monitoring.admin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A part of a list. {@code limit} says how long it is at most and {@code after} behind which item it begins; where there are
 * more, a Link header leads to the next part (RFC 8288).
 */
final class Page {

    static final int LIMIT_MAX = 2_000;

    private final Asked asked;
    private final int limit;

    private Page(Asked asked, int limit) {
        this.asked = asked;
        this.limit = limit;
    }

    /** @throws IllegalArgumentException says what is wrong with the limit */
    static Page of(Asked asked, int limitUsually) {
        String text = asked.query("limit").or(() -> asked.query("max")).orElse(String.valueOf(limitUsually));
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("limit: '" + text + "' (expected: 1-" + LIMIT_MAX + ")");
        }
        return new Page(asked, limit);
    }

    int limit() {
        return limit;
    }

    /** One more than shown, so that it is known whether there are more. */
    int wanted() {
        return asked.query("after").isPresent() ? LIMIT_MAX : limit + 1;
    }

    <T> Answer of(List<T> all, Function<T, String> id, Function<T, JsonObject> shown) {
        int from = asked.query("after").map(after -> behind(all, id, after)).orElse(0);
        List<T> part = all.subList(from, Math.min(all.size(), from + limit));
        List<Object> items = new ArrayList<>();
        part.forEach(item -> items.add(shown.apply(item)));
        Answer answer = Answer.json(items);
        return from + limit < all.size() && !part.isEmpty()
                ? answer.with("link", next(id.apply(part.get(part.size() - 1))))
                : answer;
    }

    private static <T> int behind(List<T> all, Function<T, String> id, String after) {
        for (int i = 0; i < all.size(); i++) {
            if (id.apply(all.get(i)).equals(after)) {
                return i + 1;
            }
        }
        return all.size();
    }

    private String next(String after) {
        StringBuilder target = new StringBuilder("/")
                .append(String.join("/", asked.path()))
                .append("?limit=")
                .append(limit);
        for (Map.Entry<String, List<String>> parameter : asked.query().entrySet()) {
            if (!List.of("limit", "max", "after").contains(parameter.getKey())) {
                target.append('&')
                        .append(escaped(parameter.getKey()))
                        .append('=')
                        .append(escaped(parameter.getValue().get(0)));
            }
        }
        return "<" + target.append("&after=").append(escaped(after)) + ">; rel=\"next\"";
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
