package eu.ccngateway.monitoring.admin;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.monitoring.console.ConsoleFiles;
import eu.ccngateway.monitoring.meters.Figures;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The description of the API is the API. */
class OpenApiTest {

    private final FakeGateway gateway = new FakeGateway();
    private final Pulse pulse = new Pulse(gateway::figures);
    private final AdminApi api = new AdminApi(gateway, Measured.desk(), () -> "", pulse);
    private final Map<?, ?> description =
            (Map<?, ?>) json(new ConsoleFiles().file("openapi.json").bytes());

    /** JSON is YAML. */
    private static Object json(byte[] bytes) {
        return new Load(LoadSettings.builder().build()).loadFromString(new String(bytes, StandardCharsets.UTF_8));
    }

    private static Object at(Object from, String... names) {
        Object here = from;
        for (String name : names) {
            here = ((Map<?, ?>) here).get(name);
        }
        return here;
    }

    @Test
    void namesExactlyTheRoutesThatExist() {
        TreeSet<String> described = new TreeSet<>();
        ((Map<?, ?>) description.get("paths"))
                .forEach((path, methods) -> ((Map<?, ?>) methods)
                        .keySet()
                        .forEach(method -> described.add(method.toString().toUpperCase(Locale.ROOT) + " " + path)));

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(api.routes().stream()
                        .filter(route -> route.template().startsWith("/api/v1/"))
                        .map(route -> route.method() + " " + route.template())
                        .toList());
    }

    @Test
    void namesEveryParameterOfAPath() {
        for (Route route : api.routes()) {
            if (route.template().startsWith("/api/v1/") && route.template().contains("{")) {
                List<?> parameters = (List<?>) at(
                        description, "paths", route.template(), route.method().toLowerCase(Locale.ROOT), "parameters");
                assertThat(parameters)
                        .as(route.template())
                        .anyMatch(parameter -> "path".equals(at(parameter, "in"))
                                && route.template().contains("{" + at(parameter, "name") + "}"));
            }
        }
    }

    @Test
    void everyRouteTellsItsProblemsTheSameWay() {
        for (Route route : api.routes()) {
            if (route.template().startsWith("/api/v1/")) {
                assertThat(at(
                                description,
                                "paths",
                                route.template(),
                                route.method().toLowerCase(Locale.ROOT),
                                "responses",
                                "default",
                                "content",
                                "application/problem+json",
                                "schema"))
                        .as(route.template())
                        .isNotNull();
            }
        }
    }

    @Test
    void saysWhichRoutesNeedTheOperator() {
        for (Route route : api.routes()) {
            if (route.template().startsWith("/api/v1/")) {
                Object operation = at(
                        description, "paths", route.template(), route.method().toLowerCase(Locale.ROOT));
                assertThat(((Map<?, ?>) operation).containsKey("security"))
                        .as("%s %s", route.method(), route.template())
                        .isEqualTo(route.isForOperator());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "overview",
                "pulse",
                "queues",
                "queues/{queue}/messages",
                "nodes",
                "availability",
                "unavailability",
                "refusals",
                "messages/{id}",
                "dead-letters",
                "dead-letters/{id}",
                "operator"
            })
    void answersLookAsDescribed(String path) throws Exception {
        pulse.beat(Instant.EPOCH);
        pulse.beat(Instant.ofEpochSecond(5));
        List<String> segments = List.of(("api/v1/" + path.replace("{id}", "one").replace("{queue}", "Q@D")).split("/"));

        Answer answer = api.answer(new Asked("GET", segments, Map.of(), true));

        assertThat(answer.status()).isEqualTo(200);
        Object schema = at(
                description,
                "paths",
                "/api/v1/" + path,
                "get",
                "responses",
                "200",
                "content",
                "application/json",
                "schema");
        assertThat(faults(path, json(answer.body()), (Map<?, ?>) schema)).isEmpty();
    }

    @Test
    void problemsLookAsDescribed() throws Exception {
        Answer answer = api.answer(new Asked("GET", List.of("api", "v1", "evidence", "two"), Map.of(), true));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        Map<?, ?> schema = (Map<?, ?>) at(description, "components", "schemas", "Problem");
        assertThat(faults("problem", json(answer.body()), schema)).isEmpty();
    }

    @Test
    void quantilesAreThoseOfPrometheus() {
        List<Figures.Bucket> buckets = List.of(
                new Figures.Bucket(0.01, 50),
                new Figures.Bucket(0.02, 100),
                new Figures.Bucket(Double.POSITIVE_INFINITY, 100));

        assertThat(Pulse.quantile(buckets, 0.5)).isEqualTo(0.01);
        assertThat(Pulse.quantile(buckets, 0.75)).isEqualTo(0.015);
        assertThat(Pulse.quantile(List.of(), 0.5)).isNaN();
    }

    /** Where a value is not what a schema says; as much of JSON Schema as the description uses. */
    private List<String> faults(String place, Object value, Map<?, ?> schema) {
        if (schema.get("$ref") instanceof String reference) {
            return faults(place, value, (Map<?, ?>)
                    at(description, reference.substring(2).split("/")));
        }
        List<String> faults = new ArrayList<>();
        List<?> types = schema.get("type") instanceof List<?> several ? several : List.of(schema.get("type"));
        if (types.stream().noneMatch(type -> is(type.toString(), value))) {
            return List.of(place + ": " + value + " (expected: " + types + ")");
        }
        if (schema.get("enum") instanceof List<?> values && !values.contains(value)) {
            faults.add(place + ": " + value + " (expected: one of " + values + ")");
        }
        if (value instanceof List<?> items && schema.get("items") instanceof Map<?, ?> each) {
            assertThat(items).as(place).isNotEmpty();
            items.forEach(item -> faults.addAll(faults(place + "[]", item, each)));
        }
        if (value instanceof Map<?, ?> fields && schema.get("properties") instanceof Map<?, ?> properties) {
            if (schema.get("required") instanceof List<?> required
                    && !fields.keySet().containsAll(required)) {
                faults.add(place + ": has " + fields.keySet() + " (expected: " + required + ")");
            }
            fields.forEach((name, field) -> faults.addAll(
                    properties.get(name) instanceof Map<?, ?> property
                            ? faults(place + "." + name, field, property)
                            : List.of(place + "." + name + " is not described")));
        }
        return faults;
    }

    private static boolean is(String type, Object value) {
        return switch (type) {
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            case "array" -> value instanceof List;
            case "null" -> value == null;
            default -> value instanceof Map;
        };
    }
}
