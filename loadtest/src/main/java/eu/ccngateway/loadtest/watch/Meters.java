package eu.ccngateway.loadtest.watch;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A gateway's meters at one moment, from its admin port: each name with the sum over its labels. */
public final class Meters {

    private static final int CONNECT_MS = 2_000;
    private static final int READ_MS = 10_000;
    private static final int BYTES_MAX = 16 << 20;

    private final Map<String, Double> sums;

    private Meters(Map<String, Double> sums) {
        this.sums = sums;
    }

    /** Empty where nobody answers. */
    public static Optional<Meters> read(String admin) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(admin + "/metrics").toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MS);
            connection.setReadTimeout(READ_MS);
            try (InputStream body = connection.getInputStream()) {
                return Optional.of(parse(new String(body.readNBytes(BYTES_MAX), StandardCharsets.UTF_8)));
            }
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            return Optional.empty();
        }
    }

    static Meters parse(String text) {
        Map<String, Double> sums = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(line -> {
            int end = line.lastIndexOf(' ');
            int labels = line.indexOf('{');
            if (end > 0) {
                String name = labels < 0 ? line.substring(0, end) : line.substring(0, labels);
                try {
                    sums.merge(name.strip(), Double.parseDouble(line.substring(end + 1)), Double::sum);
                } catch (NumberFormatException ignored) {
                    // A value such as +Inf in another spelling: nothing that is added up here.
                }
            }
        });
        return new Meters(sums);
    }

    /** The sum over all labels; empty where there is no such meter. */
    public Optional<Double> sum(String name) {
        return Optional.ofNullable(sums.get(name));
    }

    /** What was added since an earlier look; 0 for a meter that is not there. */
    public double since(Meters before, String name) {
        return sum(name).orElse(0.0) - before.sum(name).orElse(0.0);
    }
}
