package eu.ccngateway.loadtest.run;

import eu.ccngateway.loadtest.watch.Subject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The network a run is against.
 *
 * @param directory holds {@code network.json}
 * @param nodes whose keys are there: name and domain
 * @param admin URL of the gateway's admin port
 * @param pid of the gateway, if it is on this machine and known
 * @param gcLog that its JVM writes, if it does
 * @param facts what is known of it: JDK, TLS engine, journal; what is not known is not there
 */
public record Network(
        Path directory,
        SortedMap<String, String> nodes,
        Optional<String> admin,
        Optional<Long> pid,
        Optional<Path> gcLog,
        Map<String, String> facts) {

    /** @param generator the process that makes the load */
    public Subject subject(long generator) {
        return new Subject(generator, pid, admin, gcLog);
    }
}
