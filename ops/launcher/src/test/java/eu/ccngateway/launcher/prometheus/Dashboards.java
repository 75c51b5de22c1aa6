package eu.ccngateway.launcher.prometheus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes Grafana's JSON from {@code ops/grafana/dashboards.yaml}. */
final class Dashboards {

    static final Path HOME = Expressions.OPS.resolve("grafana");

    private static final int COLUMNS = 24;
    private static final int GRAPH_HEIGHT = 8;
    private static final int NUMBER_HEIGHT = 5;
    private static final Map<String, String> KINDS =
            Map.of("graph", "timeseries", "number", "stat", "table", "bargauge");
    private static final Map<String, Object> SOURCE = sorted("type", "prometheus", "uid", "${source}");

    private Dashboards() {}

    /** By name, as maps that are to be written as JSON. */
    static Map<String, Map<String, Object>> all() throws IOException {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        Expressions.yaml(HOME.resolve("dashboards.yaml"))
                .forEach((name, board) -> all.put(name.toString(), dashboard(name.toString(), (Map<?, ?>) board)));
        return all;
    }

    private static Map<String, Object> dashboard(String name, Map<?, ?> board) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("uid", name);
        json.put("title", board.get("title"));
        json.put("description", board.get("about"));
        json.put("tags", List.of("ccn"));
        json.put("schemaVersion", 39);
        json.put("editable", true);
        json.put("refresh", "15s");
        json.put("time", sorted("from", "now-3h", "to", "now"));
        json.put("templating", sorted("list", choices((List<?>) board.get("choices"))));
        json.put("panels", panels((List<?>) board.get("rows")));
        return json;
    }

    private static List<Object> choices(List<?> names) {
        List<Object> choices = new ArrayList<>();
        choices.add(sorted("name", "source", "type", "datasource", "query", "prometheus", "label", "Data source"));
        for (Object name : names) {
            String metric = name.equals("instance") ? "up{job=\"ccn\"}" : "ccn_queue_messages";
            choices.add(sorted(
                    "name",
                    name,
                    "type",
                    "query",
                    "datasource",
                    SOURCE,
                    "query",
                    "label_values(" + metric + ", " + name + ")",
                    "refresh",
                    2,
                    "includeAll",
                    true,
                    "multi",
                    true,
                    "allValue",
                    ".*"));
        }
        return choices;
    }

    private static List<Object> panels(List<?> rows) {
        List<Object> panels = new ArrayList<>();
        int y = 0;
        for (Object row : rows) {
            Map<?, ?> map = (Map<?, ?>) row;
            List<?> inRow = (List<?>) map.get("panels");
            panels.add(sorted(
                    "id",
                    panels.size() + 1,
                    "type",
                    "row",
                    "title",
                    map.get("title"),
                    "gridPos",
                    place(COLUMNS, 1, 0, y)));
            y++;
            boolean isNumbers =
                    inRow.stream().allMatch(panel -> ((List<?>) panel).get(1).equals("number"));
            int height = isNumbers ? NUMBER_HEIGHT : GRAPH_HEIGHT;
            int width = COLUMNS / inRow.size();
            for (int i = 0; i < inRow.size(); i++) {
                panels.add(panel(panels.size() + 1, (List<?>) inRow.get(i), place(width, height, i * width, y)));
            }
            y += height;
        }
        return panels;
    }

    private static Map<String, Object> panel(int id, List<?> panel, Map<String, Object> place) {
        List<Object> targets = new ArrayList<>();
        for (int i = 3; i + 1 < panel.size(); i += 2) {
            targets.add(sorted(
                    "refId",
                    String.valueOf((char) ('A' + targets.size())),
                    "expr",
                    panel.get(i),
                    "legendFormat",
                    panel.get(i + 1),
                    "datasource",
                    SOURCE));
        }
        return sorted(
                "id",
                id,
                "type",
                KINDS.get(panel.get(1).toString()),
                "title",
                panel.get(0),
                "datasource",
                SOURCE,
                "fieldConfig",
                sorted("defaults", sorted("unit", panel.get(2)), "overrides", List.of()),
                "gridPos",
                place,
                "targets",
                targets);
    }

    private static Map<String, Object> place(int width, int height, int x, int y) {
        return sorted("w", width, "h", height, "x", x, "y", y);
    }

    private static Map<String, Object> sorted(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return map;
    }

    /** Every expression, with what Grafana would put in place of its variables. */
    static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (Map<String, Object> board : all().values()) {
            for (Object panel : (List<?>) board.get("panels")) {
                if (((Map<?, ?>) panel).get("targets") instanceof List<?> targets) {
                    targets.forEach(target -> expressions.add(((Map<?, ?>) target)
                            .get("expr")
                            .toString()
                            .replace("$__rate_interval", "1m")
                            .replace("$__range", "1h")
                            .replaceAll("\\$(domain|application|instance)", ".*")));
                }
            }
        }
        return expressions;
    }
}
