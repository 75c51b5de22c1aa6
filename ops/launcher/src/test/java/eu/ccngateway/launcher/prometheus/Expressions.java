package eu.ccngateway.launcher.prometheus;

import eu.ccngateway.monitoring.meters.Meter;
import eu.ccngateway.monitoring.meters.MeterType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Everything in {@code ops} that is asked of Prometheus. */
final class Expressions {

    static final Path OPS = Path.of("..");

    private static final Pattern NAME = Pattern.compile("[a-z_:]*ccn_[a-z_:0-9]*|\\bup\\b");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    private Expressions() {}

    /**
     * A rule of Prometheus.
     *
     * @param name of the alert, or what is recorded
     */
    record Rule(String name, boolean isAlert, String expression, Map<?, ?> annotations) {}

    static List<Rule> rules() throws IOException {
        List<Rule> rules = new ArrayList<>();
        for (String file : List.of("recording.yml", "alerts.yml")) {
            Map<?, ?> top = yaml(OPS.resolve("prometheus").resolve(file));
            for (Object group : (List<?>) top.get("groups")) {
                for (Object entry : (List<?>) ((Map<?, ?>) group).get("rules")) {
                    Map<?, ?> rule = (Map<?, ?>) entry;
                    boolean isAlert = rule.containsKey("alert");
                    rules.add(new Rule(
                            rule.get(isAlert ? "alert" : "record").toString(),
                            isAlert,
                            rule.get("expr").toString(),
                            rule.get("annotations") instanceof Map<?, ?> map ? map : Map.of()));
                }
            }
        }
        return rules;
    }

    static Map<?, ?> yaml(Path file) throws IOException {
        return (Map<?, ?>)
                new Load(LoadSettings.builder().setLabel(file.toString()).build())
                        .loadFromString(Files.readString(file));
    }

    /** The metrics an expression names that neither the catalogue nor a recording rule knows. */
    static Set<String> unknown(String expression, List<Rule> rules) {
        Set<String> unknown = new TreeSet<>();
        Matcher names = NAME.matcher(QUOTED.matcher(expression).replaceAll("\"\""));
        while (names.find()) {
            String name = names.group();
            boolean isRecorded = rules.stream().anyMatch(rule -> !rule.isAlert && rule.name.equals(name));
            if (!isRecorded && !name.equals("up") && !isExported(name)) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    private static boolean isExported(String name) {
        for (Meter meter : Meter.values()) {
            boolean isPart = meter.type() == MeterType.HISTOGRAM
                    && Set.of("_bucket", "_sum", "_count", "_max").stream()
                            .anyMatch(part -> name.equals(meter.exported() + part));
            if (name.equals(meter.exported()) && meter.type() != MeterType.HISTOGRAM || isPart) {
                return true;
            }
        }
        return false;
    }
}
