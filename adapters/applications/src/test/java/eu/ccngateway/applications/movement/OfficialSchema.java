package eu.ccngateway.applications.movement;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.opentest4j.TestAbortedException;
import org.xml.sax.SAXException;

/**
 * The official schemas, which are not ours to keep here: the folder named by the system property {@code ccn.xsd} or the
 * environment variable {@code CCN_XSD}, otherwise {@code shared/data/xsd} beside the repository. Tests that need them are
 * skipped where they are missing.
 */
public final class OfficialSchema {

    private final Validator validator;

    private OfficialSchema(Schema schema) {
        validator = schema.newValidator();
    }

    /** One schema of some files of a folder, all of one target namespace. */
    public static OfficialSchema of(String folder, String filePattern, String namespace) {
        Path at = folder().resolve(folder);
        if (!Files.isDirectory(at)) {
            throw new TestAbortedException(
                    at + " is not there: get the official schemas and name their folder with -Dccn.xsd or CCN_XSD");
        }
        try (Stream<Path> files = Files.list(at)) {
            List<Path> wanted = files.filter(
                            file -> file.getFileName().toString().matches(filePattern))
                    .sorted()
                    .toList();
            String includes = wanted.stream()
                    .map(file -> "<xs:include schemaLocation=\"" + file.toUri() + "\"/>")
                    .collect(Collectors.joining());
            String target = namespace.isEmpty() ? "" : " targetNamespace=\"" + namespace + "\"";
            String all = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"" + target + ">" + includes
                    + "</xs:schema>";
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            // The schemas come from a folder that the tester chose; their 9999 occurrences are above the secure limit.
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, false);
            factory.setProperty("jdk.xml.maxOccurLimit", "0");
            return new OfficialSchema(factory.newSchema(new StreamSource(new StringReader(all))));
        } catch (IOException | SAXException e) {
            throw new IllegalStateException(at.toString(), e);
        }
    }

    /** What the schema says against a document. */
    public Optional<String> fault(byte[] document) {
        try {
            validator.validate(new StreamSource(new ByteArrayInputStream(document)));
            return Optional.empty();
        } catch (SAXException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path folder() {
        String named = System.getProperty("ccn.xsd", System.getenv("CCN_XSD"));
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        Path up = Path.of("").toAbsolutePath();
        while (up != null && !Files.exists(up.resolve(".build"))) {
            up = up.getParent();
        }
        return up == null ? Path.of("shared") : up.resolveSibling("shared").resolve("data/xsd");
    }
}
