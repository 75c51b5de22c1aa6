package eu.ccngateway.launcher.availability;

import eu.ccngateway.gateway.yaml.Faults;
import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.gateway.yaml.Value;
import eu.ccngateway.gateway.yaml.Values;
import eu.ccngateway.gateway.yaml.YamlFile;
import eu.ccngateway.gateway.yaml.YamlMap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a prober sees whether services are up.
 *
 * @param interval from one look to the next
 * @param timeout after which what has not come has failed
 */
record ProbeFile(Duration interval, Duration timeout, Map<String, WholePath> paths, Map<String, Signal> signals) {

    static final String NAME = "probes.yaml";

    private static final Value<String> NODE =
            Values.text(text -> text.matches("[A-Za-z0-9._+-]{1,48}"), "the name of a node, as in NTA.IE");
    private static final Value<String> ADDRESS = Values.text(
            text -> text.matches("[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9._+-]{1,48}"),
            "an address, as in CORE-RCT-QUE.NCTS@CUSTTAX.IE");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TIMEOUT_MIN = Duration.ofMillis(100);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** A message that goes the whole way: put as a node, stored, taken from its own queue, confirmed. */
    record WholePath(String node, String queue) {}

    /**
     * What is seen of an application that answers no probe: that its nodes are connected, and that nothing waits in its queue.
     *
     * @param nodes all of them must be without a session for the application to be down
     * @param queue empty where none is looked at
     * @param waitingMax how long messages may wait without anybody who takes them
     */
    record Signal(List<String> nodes, Optional<String> queue, Duration waitingMax) {}

    static ProbeFile read(Path file) throws FileInvalid, IOException {
        Faults faults = new Faults(file.toString());
        Optional<ProbeFile> probes = YamlFile.bytes(file, faults)
                .flatMap(bytes -> YamlFile.parse(bytes, faults))
                .map(ProbeFile::read);
        if (probes.isEmpty() || !faults.isEmpty()) {
            throw new FileInvalid(faults.toList());
        }
        return probes.get();
    }

    private static ProbeFile read(YamlMap top) {
        Duration interval = top.optional("interval", Values.duration(SECOND, MINUTE), Duration.ofSeconds(15));
        Duration timeout = top.optional("timeout", Values.duration(TIMEOUT_MIN, MINUTE), Duration.ofSeconds(10));
        if (timeout.compareTo(interval) > 0) {
            top.wrong("timeout", timeout + " (expected: at most the interval, " + interval + ")");
        }
        Map<String, WholePath> paths = new LinkedHashMap<>();
        Map<String, Signal> signals = new LinkedHashMap<>();
        top.map("probes")
                .ifPresent(map -> map.entries()
                        .forEach((service, node) -> node.map().ifPresent(settings -> {
                            if (settings.get("as").isPresent()) {
                                path(settings).ifPresent(path -> paths.put(service, path));
                            } else {
                                signals.put(service, signal(settings));
                            }
                            settings.refuseOthers();
                        })));
        top.refuseOthers();
        return new ProbeFile(interval, timeout, paths, signals);
    }

    private static Optional<WholePath> path(YamlMap map) {
        Optional<String> node = map.required("as", NODE);
        Optional<String> queue = map.required("put", ADDRESS);
        return node.isPresent() && queue.isPresent()
                ? Optional.of(new WholePath(node.get(), queue.get()))
                : Optional.empty();
    }

    private static Signal signal(YamlMap map) {
        return new Signal(
                map.get("nodes").map(node -> node.values(NODE)).orElse(List.of()),
                map.optional("queue", ADDRESS),
                map.optional("waiting-max", Values.duration(Duration.ZERO, Duration.ofDays(7)), MINUTE));
    }
}
