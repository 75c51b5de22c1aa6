package eu.ccngateway.loadtest.watch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whom to look at while a run goes on; what is empty is reported as unknown.
 *
 * @param generator process that makes the load
 * @param gateway process of the gateway, if it is on this machine
 * @param admin URL of the gateway's admin port
 * @param gcLog that the gateway's JVM writes
 */
public record Subject(long generator, Optional<Long> gateway, Optional<String> admin, Optional<Path> gcLog) {

    public Optional<ProcessFigures> ofGateway() {
        return gateway.flatMap(ProcessFigures::of);
    }

    public Optional<Meters> meters() {
        return admin.flatMap(Meters::read);
    }
}
