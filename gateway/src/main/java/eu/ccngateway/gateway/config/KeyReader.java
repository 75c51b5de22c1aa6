package eu.ccngateway.gateway.config;

import eu.ccngateway.gateway.yaml.Value;
import eu.ccngateway.gateway.yaml.Values;
import eu.ccngateway.gateway.yaml.YamlMap;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Binds a key: PEM, PKCS#12 or PKCS#11, with its password in a file or in the environment. */
final class KeyReader {

    private static final Value<String> VARIABLE =
            Values.text(text -> text.matches("[A-Za-z_][A-Za-z0-9_]{0,99}"), "the name of an environment variable");
    private static final Value<String> ALIAS =
            Values.text(text -> !text.isBlank() && text.length() <= 200, "the key's alias");

    private final Value<Path> path;

    KeyReader(Path directory) {
        this.path = path(directory);
    }

    /** A path; a relative one starts at the directory. */
    static Value<Path> path(Path directory) {
        return Values.parsed(
                text -> {
                    if (text.isBlank()) {
                        throw new InvalidPathException(text, "empty");
                    }
                    return directory.resolve(text).normalize();
                },
                "a path");
    }

    Optional<KeySource> read(YamlMap map) {
        Optional<KeySource> key = kind(map);
        map.refuseOthers();
        return key;
    }

    private Optional<KeySource> kind(YamlMap map) {
        List<String> kinds = List.of("certificate", "pkcs12", "pkcs11").stream()
                .filter(kind -> map.get(kind).isPresent())
                .toList();
        if (kinds.size() != 1) {
            map.wrong(
                    kinds.isEmpty() ? "certificate" : kinds.get(1),
                    (kinds.isEmpty() ? "missing" : "beside " + kinds.get(0))
                            + " (expected: one of certificate with key, pkcs12 or pkcs11)");
            return Optional.empty();
        }
        return switch (kinds.get(0)) {
            case "certificate" -> pem(map);
            case "pkcs12" ->
                map.required("pkcs12", path).map(file -> new KeySource.Pkcs12(file, secret(map, "password", true)));
            default ->
                map.required("pkcs11", path)
                        .map(file ->
                                new KeySource.Pkcs11(file, secret(map, "pin", true), map.optional("alias", ALIAS)));
        };
    }

    private Optional<KeySource> pem(YamlMap map) {
        Optional<Path> certificate = map.required("certificate", path);
        Optional<Path> key = map.required("key", path);
        Secret password = secret(map, "password", false);
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new KeySource.Pem(certificate.get(), key.get(), password));
    }

    /** {@code NAME-file} or {@code NAME-env}. A secret never stands in a configuration. */
    Secret secret(YamlMap map, String name, boolean isNeeded) {
        Optional<Secret> file = map.optional(name + "-file", path).map(Secret.InFile::new);
        Optional<Secret> variable = map.hidden(name + "-env", VARIABLE).map(Secret.InEnvironment::new);
        boolean isSaid =
                map.get(name + "-file").isPresent() || map.get(name + "-env").isPresent();
        if (map.get(name + "-file").isPresent() && map.get(name + "-env").isPresent()) {
            map.wrong(name + "-env", "beside " + name + "-file (expected: one of them)");
        } else if (isNeeded && !isSaid) {
            map.wrong(name + "-file", "missing (expected: a file with it, or " + name + "-env with a variable)");
        }
        return file.or(() -> variable).orElse(new Secret.None());
    }
}
