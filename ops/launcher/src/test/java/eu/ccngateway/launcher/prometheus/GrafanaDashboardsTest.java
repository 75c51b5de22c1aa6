package eu.ccngateway.launcher.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.launcher.console.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GrafanaDashboardsTest {

    private static final String COMMAND = "mvn -q -pl ops/launcher -am test -Dtest=GrafanaDashboardsTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dregenerate=true";

    @Test
    void theFilesAreMadeFromTheirDescription() throws IOException {
        Map<String, Map<String, Object>> boards = Dashboards.all();
        for (Map.Entry<String, Map<String, Object>> board : boards.entrySet()) {
            Path file = Dashboards.HOME.resolve(board.getKey() + ".json");
            String json = Json.writePretty(Json.readObject(Json.write(board.getValue())));
            if (Boolean.getBoolean("regenerate")) {
                Files.writeString(file, json);
            }
            assertThat(file).as("make it anew with: %s", COMMAND).hasContent(json);
        }
        try (Stream<Path> files = Files.list(Dashboards.HOME)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".json")))
                    .containsExactlyInAnyOrderElementsOf(
                            boards.keySet().stream().map(name -> name + ".json").toList());
        }
    }

    @Test
    void everyExpressionNamesMetricsThatExist() throws IOException {
        List<Expressions.Rule> rules = Expressions.rules();

        assertThat(Dashboards.expressions())
                .hasSizeGreaterThan(40)
                .allSatisfy(expression -> assertThat(Expressions.unknown(expression, rules))
                        .as(expression)
                        .isEmpty());
    }

    @Test
    void everyPanelHasItsOwnNumberKindAndUnit() throws IOException {
        for (Map<String, Object> board : Dashboards.all().values()) {
            Set<Object> ids = new HashSet<>();
            for (Object entry : (List<?>) board.get("panels")) {
                Map<?, ?> panel = (Map<?, ?>) entry;
                assertThat(ids.add(panel.get("id"))).as("%s", panel).isTrue();
                assertThat(panel.get("type")).as("%s", panel).isNotNull();
                assertThat(panel.get("title")).as("%s", panel).isNotNull();
            }
        }
    }
}
