package eu.ccngateway.gateway.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where a password is kept; never the password itself, so that a configuration can be shown to anybody. */
public sealed interface Secret {

    /** The password, read now. */
    char[] read(Environment environment);

    /** Looks up variables of the environment; handed in, so that nothing but the launcher reads it. */
    @FunctionalInterface
    interface Environment {
        Optional<String> variable(String name);

        static Environment of(UnaryOperator<@Nullable String> lookup) {
            return name -> Optional.ofNullable(lookup.apply(name));
        }
    }

    /** The first line of a file. */
    record InFile(Path file) implements Secret {
        @Override
        public char[] read(Environment environment) {
            try {
                String text = Files.readString(file, StandardCharsets.UTF_8);
                return text.lines().findFirst().orElse("").toCharArray();
            } catch (IOException e) {
                throw new SecretMissing(
                        file + ": password file cannot be read (expected: a file with the password in its first line): "
                                + e.getClass().getSimpleName());
            }
        }
    }

    /** An environment variable. */
    record InEnvironment(String name) implements Secret {
        @Override
        public char[] read(Environment environment) {
            return environment
                    .variable(name)
                    .orElseThrow(() ->
                            new SecretMissing("environment variable " + name + ": not set (expected: the password)"))
                    .toCharArray();
        }
    }

    /** No password at all. */
    record None() implements Secret {
        @Override
        public char[] read(Environment environment) {
            return new char[0];
        }
    }

    /** A password is not where the configuration says. */
    final class SecretMissing extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SecretMissing(String text) {
            super(text);
        }
    }
}
