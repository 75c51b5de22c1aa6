package eu.ccngateway.loadtest.run;

import eu.ccngateway.loadtest.watch.Meters;
import eu.ccngateway.loadtest.watch.ProcessFigures;
import eu.ccngateway.loadtest.watch.Subject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a stretch of time cost, from a look at its start and one at its end. */
public final class Effort {

    private static final String UNITS = "ccn_commit_messages_count";

    private final long nanos;
    private final Optional<ProcessFigures> generator;
    private final Optional<ProcessFigures> gateway;
    private final Optional<Meters> meters;

    public Effort(Subject subject) {
        nanos = System.nanoTime();
        generator = ProcessFigures.of(subject.generator());
        gateway = subject.ofGateway();
        meters = subject.meters();
    }

    public double secondsUntil(Effort end) {
        return (end.nanos - nanos) / 1e9;
    }

    /** What each message cost in microseconds of CPU, and how many shared a unit of work; what is unknown is left out. */
    public Map<String, Object> until(Effort end, long messages) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (messages > 0) {
            generator.ifPresent(before ->
                    end.generator.ifPresent(after -> json.put("generatorCpuMicros", micros(before, after, messages))));
            gateway.ifPresent(before -> end.gateway.ifPresent(after -> {
                json.put("gatewayCpuMicros", micros(before, after, messages));
                json.put("gatewayWrittenBytes", (after.writtenBytes() - before.writtenBytes()) / messages);
                json.put("gatewayResidentMb", after.residentBytes() / 1_000_000);
            }));
            meters.ifPresent(before -> end.meters.ifPresent(after -> {
                double units = after.since(before, UNITS);
                if (units > 0) {
                    json.put("messagesPerUnitOfWork", messages / units);
                }
            }));
        }
        return json;
    }

    private static double micros(ProcessFigures before, ProcessFigures after, long messages) {
        return (after.cpuNanos() - before.cpuNanos()) / 1e3 / messages;
    }
}
