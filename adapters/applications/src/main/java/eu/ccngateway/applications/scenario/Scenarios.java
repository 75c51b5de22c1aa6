package eu.ccngateway.applications.scenario;

import eu.ccngateway.applications.catalogue.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every scenario by its name: those written down, and one for each profile that runs on its pattern alone. */
public final class Scenarios {

    private static final String LIST = "scenarios.txt";
    private static final long SIZE_MAX = 1 << 20;

    private final Map<String, Scenario> scenarios = new TreeMap<>();

    public Scenarios(Catalogue catalogue) {
        resource(LIST)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.strip() + ".yaml")
                .map(file -> ScenarioReader.read(file, resource(file)))
                .forEach(scenario -> scenarios.put(scenario.name(), scenario));
        catalogue
                .profiles()
                .forEach(profile ->
                        PatternScenarios.of(profile).ifPresent(scenario -> scenarios.put(scenario.name(), scenario)));
    }

    public Collection<Scenario> all() {
        return scenarios.values();
    }

    public Optional<Scenario> find(String name) {
        return Optional.ofNullable(scenarios.get(name));
    }

    /** One out of a file of the user's own. */
    public static Scenario read(Path file) throws IOException {
        if (Files.size(file) > SIZE_MAX) {
            throw new IllegalArgumentException(
                    file + ": " + Files.size(file) + " bytes (expected: at most " + SIZE_MAX + ")");
        }
        return ScenarioReader.read(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    }

    private static String resource(String name) {
        try (InputStream in = Scenarios.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        name + " is not on the class path (expected: packed beside this class)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
