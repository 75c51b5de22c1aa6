package eu.ccngateway.monitoring.reconcile;

import eu.ccngateway.gateway.evidence.EvidenceWalk.Position;
import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.reconcile.Reconciliation.Difference;
import eu.ccngateway.monitoring.reconcile.Reconciliation.Kind;
import eu.ccngateway.monitoring.sla.Counting;
import eu.ccngateway.monitoring.sla.Volumes;
import eu.ccngateway.monitoring.sla.Volumes.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The volume a gateway has counted, held against what its evidence adds up to as far as it was counted. */
public final class CountedVolume {

    private CountedVolume() {}

    /** What of a day is not as counted. */
    public static List<Difference> check(Path evidence, Collection<Entry> counted, LocalDate day) throws IOException {
        Position reached = counted.stream()
                .map(entry -> entry.text(Column.ID))
                .filter(id -> !id.isEmpty())
                .map(Position::parse)
                .max(Position::compareTo)
                .orElse(Position.START);
        Map<String, Volume> there = new TreeMap<>();
        GatewayAccount.read(evidence, day, any -> true, reached)
                .passages()
                .forEach(passage ->
                        there.merge(passage.application(), new Volume(1, passage.bytes()), CountedVolume::sum));
        Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Map<String, Volume> here = new TreeMap<>(Volumes.between(counted, start, end));
        Volumes.between(counted, start, end, Counting.PROBES)
                .forEach((application, volume) -> here.merge(application, volume, CountedVolume::sum));
        List<Difference> differences = new ArrayList<>();
        TreeSet<String> applications = new TreeSet<>(there.keySet());
        applications.addAll(here.keySet());
        for (String application : applications) {
            Volume counts = here.getOrDefault(application, Volume.NONE);
            Volume is = there.getOrDefault(application, Volume.NONE);
            if (!counts.equals(is)) {
                differences.add(new Difference(
                        Kind.METERS_DIFFER,
                        application,
                        "",
                        "",
                        counts.messages() + " messages of " + counts.bytes() + " bytes counted, " + is.messages()
                                + " of " + is.bytes() + " in the evidence"));
            }
        }
        return differences;
    }

    private static Volume sum(Volume a, Volume b) {
        return new Volume(Math.addExact(a.messages(), b.messages()), Math.addExact(a.bytes(), b.bytes()));
    }
}
