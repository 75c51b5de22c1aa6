package eu.ccngateway.loadtest.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the CPU of a process went, from a flight recording of it: samples by the kind of work at the top of the stack, and
 * by the package of ours that asked for it. Threads that wait in native code are no samples.
 *
 * @param samples all that counted
 * @param byWork share of samples, the largest first
 * @param byPackage likewise
 */
public record StepAccount(long samples, Map<String, Double> byWork, Map<String, Double> byPackage) {

    private static final Set<String> EVENTS = Set.of("jdk.ExecutionSample", "jdk.NativeMethodSample");
    private static final Pattern WAITING = Pattern.compile(
            ".*(epollWait|EPoll\\.wait|\\.park|blockedPoll|\\.accept0?|\\.poll0?|waitForProcessExit).*");
    private static final String OURS = "eu.ccngateway.";

    /** A kind of work, by what its frames begin with; the first that fits any frame, from the top of the stack, counts. */
    private record Work(String name, List<String> beginnings) {}

    private static final List<Work> WORKS = List.of(
            new Work(
                    "hash",
                    List.of(
                            "sun.security.provider.SHA",
                            "sun.security.provider.Digest",
                            OURS + "protocol.seal.Sha256")),
            new Work(
                    "sign and verify",
                    List.of(
                            "org.bouncycastle.",
                            "sun.security.ec.",
                            "sun.security.rsa.",
                            "java.security.Signature",
                            OURS + "protocol.seal.SealingKey",
                            OURS + "protocol.seal.SealVerifier",
                            OURS + "protocol.tls.")),
            new Work("statement and tree", List.of(OURS + "protocol.seal.")),
            new Work("TLS", List.of("io.netty.internal.tcnative.", "io.netty.handler.ssl.", "sun.security.ssl.")),
            new Work("frames", List.of(OURS + "protocol.wire.Frame", OURS + "protocol.wire.Item")),
            new Work("protobuf", List.of("com.google.protobuf.", OURS + "protocol.wire.")),
            new Work("storage", List.of("org.apache.activemq.", "org.apache.artemis.")),
            new Work("meters", List.of("io.micrometer.", OURS + "monitoring.")),
            new Work("network", List.of("io.netty.channel.", "sun.nio.ch.", "io.netty.util.", "io.netty.buffer.")),
            new Work("gateway", List.of(OURS)));

    /** Reads a recording. */
    public static StepAccount of(Path recording) throws IOException {
        Map<String, Long> works = new TreeMap<>();
        Map<String, Long> packages = new TreeMap<>();
        long samples = 0;
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                List<String> stack = EVENTS.contains(event.getEventType().getName()) ? stack(event) : List.of();
                if (!stack.isEmpty() && !WAITING.matcher(stack.get(0)).matches()) {
                    samples++;
                    works.merge(work(stack), 1L, Long::sum);
                    packages.merge(ours(stack), 1L, Long::sum);
                }
            }
        }
        return new StepAccount(samples, shares(works, samples), shares(packages, samples));
    }

    private static List<String> stack(RecordedEvent event) {
        return event.getStackTrace() == null
                ? List.of()
                : event.getStackTrace().getFrames().stream()
                        .filter(RecordedFrame::isJavaFrame)
                        .map(frame -> frame.getMethod().getType().getName() + "."
                                + frame.getMethod().getName())
                        .toList();
    }

    static String work(List<String> stack) {
        return stack.stream()
                .flatMap(frame -> WORKS.stream()
                        .filter(work -> work.beginnings.stream().anyMatch(frame::startsWith))
                        .limit(1))
                .map(Work::name)
                .findFirst()
                .orElse("JVM and rest");
    }

    /** The package of ours that is nearest to the top. */
    static String ours(List<String> stack) {
        Optional<String> frame =
                stack.stream().filter(name -> name.startsWith(OURS)).findFirst();
        return frame.map(name -> Stream.of(name.substring(OURS.length()).split("\\."))
                        .takeWhile(part -> !part.isEmpty() && Character.isLowerCase(part.charAt(0)))
                        .reduce((left, right) -> left + "." + right)
                        .orElse("launcher"))
                .orElse("none of ours");
    }

    private static Map<String, Double> shares(Map<String, Long> counts, long all) {
        Map<String, Double> shares = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Long> entry) -> -entry.getValue()))
                .forEach(entry -> shares.put(entry.getKey(), (double) entry.getValue() / all));
        return shares;
    }
}
