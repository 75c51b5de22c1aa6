package eu.ccngateway.gateway.misbehaviour;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.testkit.Provokes;
import eu.ccngateway.protocol.refusal.RefusalCode;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Every refusal of the network is provoked by at least one test, over the wire. */
class RefusalCatalogueTest {

    @Test
    void everyRefusalIsProvokedByATest() throws IOException, URISyntaxException {
        Map<RefusalCode, List<String>> tests = tests();

        assertThat(tests).containsOnlyKeys(RefusalCode.values());
    }

    private static Map<RefusalCode, List<String>> tests() throws IOException, URISyntaxException {
        Path classes = Path.of(RefusalCatalogueTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith("Test.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .flatMap(name -> Stream.of(load(name).getDeclaredMethods()))
                    .filter(RefusalCatalogueTest::isTest)
                    .flatMap(method -> Stream.of(
                                    method.getAnnotation(Provokes.class).value())
                            .map(code -> Map.entry(code, method.getName())))
                    .collect(Collectors.groupingBy(
                            Map.Entry::getKey,
                            () -> new EnumMap<>(RefusalCode.class),
                            Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        }
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Provokes.class)
                && (method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, RefusalCatalogueTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
