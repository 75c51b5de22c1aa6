package eu.ccngateway.monitoring.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The files that come with this package: services, scenarios, published figures. */
public final class Resources {

    /** The services of the published table. */
    public static final String SERVICES = "services.yaml";

    private Resources() {}

    /** The scenario that comes with us for a year, if any. */
    public static Optional<byte[]> scenario(int year) {
        String name = "scenario-" + year + ".yaml";
        return Resources.class.getResource(name) == null ? Optional.empty() : Optional.of(bytes(name));
    }

    public static byte[] bytes(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": not in this jar (expected: a whole build)");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
