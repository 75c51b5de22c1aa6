package eu.ccngateway.loadtest.traffic;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a traffic profile: one of those that come with the program, by name, or a user's own, by file. */
public final class ProfileFile {

    /** What comes with the program; the first is what a run takes unless told otherwise. */
    public static final List<String> NAMES = List.of("transit", "europe", "fan-out", "large", "rush-hour", "trickle");

    private static final int CHARACTERS_MAX = 256 << 10;
    private static final String ENDING = ".yaml";

    private ProfileFile() {}

    /** Every profile that comes with the program. */
    public static List<TrafficProfile> all() {
        return NAMES.stream().map(ProfileFile::read).toList();
    }

    /** @param nameOrFile {@code europe}, or a path that ends in {@code .yaml} */
    public static TrafficProfile read(String nameOrFile) {
        if (NAMES.contains(nameOrFile)) {
            return parse(nameOrFile + ENDING, shipped(nameOrFile));
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "profile: '" + nameOrFile + "' (expected: one of " + NAMES + ", or a YAML file)");
        }
        try {
            if (Files.size(file) > CHARACTERS_MAX) {
                throw new IllegalArgumentException(
                        file + ": " + Files.size(file) + " bytes (expected: at most " + CHARACTERS_MAX + ")");
            }
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read as UTF-8 text: " + e.getMessage(), e);
        }
    }

    /** The text of one that comes with the program. */
    public static String shipped(String name) {
        try (InputStream in = ProfileFile.class.getResourceAsStream(name + ENDING)) {
            if (in == null) {
                throw new IllegalStateException(name + ENDING + " is not on the class path beside this class");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + ENDING + " cannot be read", e);
        }
    }

    static TrafficProfile parse(String source, String yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setCodePointLimit(CHARACTERS_MAX)
                .setMaxAliasesForCollections(0)
                .build();
        try {
            Keys keys = Keys.of(source, new Load(settings).loadFromString(yaml));
            TrafficProfile profile = new TrafficProfile(
                    keys.text("profile"),
                    keys.text("description"),
                    mix(keys.keys("applications")),
                    priorities(keys),
                    sizes(keys.keys("sizes")),
                    keys.oneOf("destinations", TrafficProfile.Destinations.class),
                    rhythm(keys));
            keys.end();
            return profile;
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(source + ": not YAML: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    String.valueOf(e.getMessage()).startsWith(source) ? e.getMessage() : source + ": " + e.getMessage(),
                    e);
        }
    }

    private static List<TrafficProfile.Kind> mix(Keys applications) {
        List<TrafficProfile.Kind> mix = new ArrayList<>();
        for (String application : applications.names()) {
            Keys one = applications.keys(application);
            double share = one.number("share");
            Keys types = one.keys("types");
            double all = types.names().stream().mapToDouble(types::number).sum();
            types.names()
                    .forEach(type ->
                            mix.add(new TrafficProfile.Kind(application, type, share * types.number(type) / all)));
            types.end();
            one.end();
        }
        return mix;
    }

    private static List<Double> priorities(Keys keys) {
        List<Double> shares = new ArrayList<>(Collections.nCopies(10, 0.0));
        Keys priorities = keys.keys("priorities");
        for (String name : priorities.names()) {
            if (!name.matches("[0-9]")) {
                throw new IllegalArgumentException("priorities: '" + name + "' (expected: 0 to 9)");
            }
            shares.set(Integer.parseInt(name), priorities.number(name));
        }
        return shares;
    }

    private static Sizes sizes(Keys keys) {
        String distribution = keys.text("distribution");
        Sizes sizes = switch (distribution) {
            case "fixed" -> Sizes.fixed(keys.whole("bytes"));
            case "uniform" -> Sizes.uniform(keys.whole("min"), keys.whole("max"));
            case "lognormal" -> Sizes.lognormal(keys.whole("mean"), keys.whole("median"), keys.whole("max"));
            default ->
                throw new IllegalArgumentException(
                        "sizes.distribution: '" + distribution + "' (expected: fixed, uniform or lognormal)");
        };
        keys.end();
        return sizes;
    }

    private static Rhythm rhythm(Keys keys) {
        Keys day = keys.has("day") ? keys.keys("day") : Keys.of("day", Map.of());
        Keys bursts = keys.has("bursts") ? keys.keys("bursts") : Keys.of("bursts", Map.of());
        Rhythm even = Rhythm.EVEN;
        Rhythm rhythm = new Rhythm(
                keys.oneOf("arrivals", Arrivals.class) == Arrivals.POISSON,
                day.has("hours") ? day.numbers("hours") : even.hours(),
                day.has("length") ? day.seconds("length") : even.day(),
                bursts.has("factor") ? bursts.number("factor") : even.burstFactor(),
                bursts.has("every") ? bursts.seconds("every") : even.burstEvery(),
                bursts.has("length") ? bursts.seconds("length") : even.burstLength());
        day.end();
        bursts.end();
        return rhythm;
    }

    private enum Arrivals {
        EVEN,
        POISSON
    }
}
