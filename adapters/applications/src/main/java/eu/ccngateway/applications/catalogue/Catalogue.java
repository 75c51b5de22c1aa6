package eu.ccngateway.applications.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every application this project knows, by its code. Adding one means adding a file. */
public final class Catalogue {

    private static final String LIST = "systems.txt";
    private static final int FILES_MAX = 500;

    private final Map<String, Profile> profiles;

    private Catalogue(Map<String, Profile> profiles) {
        this.profiles = profiles;
    }

    /** The applications that come with the program. */
    public static Catalogue builtIn() {
        Map<String, String> files = new TreeMap<>();
        resource(LIST).lines().filter(line -> !line.isBlank()).forEach(code -> {
            String name = code.strip() + ".yaml";
            files.put(name, resource(name));
        });
        return new Catalogue(read(files, Map.of()));
    }

    /** These, and those in the files of a directory; a file with a code that is known replaces it. */
    public Catalogue with(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> listed = Files.list(directory)) {
            List<Path> yaml = listed.filter(path -> path.toString().endsWith(".yaml"))
                    .limit(FILES_MAX + 1L)
                    .toList();
            if (yaml.size() > FILES_MAX) {
                throw new CatalogueInvalid(List.of(directory + ": more than " + FILES_MAX + " profiles"));
            }
            for (Path path : yaml) {
                if (Files.size(path) > Section.SIZE_MAX) {
                    throw new CatalogueInvalid(List.of(
                            path + ": " + Files.size(path) + " bytes (expected: at most " + Section.SIZE_MAX + ")"));
                }
                files.put(path.toString(), Files.readString(path, StandardCharsets.UTF_8));
            }
        }
        Map<String, Profile> all = new TreeMap<>(profiles);
        all.putAll(read(files, profiles));
        return new Catalogue(all);
    }

    /** Those that lean on another are read last. */
    private static Map<String, Profile> read(Map<String, String> files, Map<String, Profile> known) {
        Map<String, Profile> all = new TreeMap<>(known);
        Map<String, Profile> found = new TreeMap<>();
        for (boolean isSecond : new boolean[] {false, true}) {
            files.forEach((file, text) -> {
                if (text.lines().anyMatch(line -> line.startsWith("like:")) == isSecond) {
                    Profile profile = new ProfileReader(all).read(file, text);
                    all.put(profile.code(), profile);
                    if (found.put(profile.code(), profile) != null) {
                        throw new CatalogueInvalid(
                                List.of(file + ": code: " + profile.code() + " (expected: a code no other file has)"));
                    }
                }
            });
        }
        return found;
    }

    public Collection<Profile> profiles() {
        return profiles.values();
    }

    /** By code in any case; {@code CS/RD2} is the same as {@code CS-RD2}. */
    public Optional<Profile> find(String code) {
        return Optional.ofNullable(profiles.get(code.toUpperCase(Locale.ROOT).replace('/', '-')));
    }

    /** A file beside this class. */
    static String resource(String name) {
        try (InputStream in = Catalogue.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        name + " is not on the class path (expected: packed beside the catalogue)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
