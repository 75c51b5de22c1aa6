package eu.ccngateway.monitoring.sla;

import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.Kind;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.monitoring.sla.Volumes.Volume;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Adds up what was carried in an interval, by application, and writes it down. A message for several recipients is stored
 * once for each and counts as often. Not thread-safe.
 */
public final class VolumeCounter {

    private final Set<String> probes;
    private final Map<String, Map<Counting, Volume>> counts = new TreeMap<>();

    /** @param probes applications that only carry probes */
    public VolumeCounter(Set<String> probes) {
        this.probes = Set.copyOf(probes);
    }

    /**
     * Messages of one application were accepted.
     *
     * @param sealedBytes payloads with header and proof
     */
    public void accepted(String application, long messages, long payloadBytes, long sealedBytes) {
        boolean isProbe = probes.contains(application);
        add(application, isProbe ? Counting.PROBES : Counting.MESSAGES, new Volume(messages, payloadBytes));
        add(application, Counting.WIRE, new Volume(messages, sealedBytes));
    }

    /** Reports on messages of one application were issued. */
    public void reported(String application, long reports, long reportBytes, long sealedBytes) {
        add(application, Counting.REPORTS, new Volume(reports, reportBytes));
        add(application, Counting.WIRE, new Volume(reports, sealedBytes));
    }

    private void add(String application, Counting counting, Volume volume) {
        if (volume.messages() > 0) {
            counts.computeIfAbsent(application, name -> new EnumMap<>(Counting.class))
                    .merge(counting, volume, Volume::plus);
        }
    }

    /**
     * Writes what was counted and begins anew, one line an application and way of counting; what is there already is left
     * alone.
     *
     * @param id of what was counted, the same if the same is counted again; may be empty
     * @param there ids, intervals, applications and ways that were written earlier, as {@link #key} makes them
     */
    public void write(Ledger ledger, String id, Instant from, Instant to, Set<String> there) throws IOException {
        for (Map.Entry<String, Map<Counting, Volume>> each : counts.entrySet()) {
            for (Map.Entry<Counting, Volume> counted : each.getValue().entrySet()) {
                Entry.Draft draft = Entry.Draft.of(Kind.COUNTED)
                        .with(Column.ID, id)
                        .with(Column.SERVICE, each.getKey())
                        .with(Column.FROM, from)
                        .with(Column.TO, to)
                        .with(
                                Column.CAUSE,
                                counted.getKey() == Counting.MESSAGES
                                        ? ""
                                        : counted.getKey().name())
                        .with(Column.VALUE, Long.toString(counted.getValue().messages()))
                        .with(Column.NOTE, Long.toString(counted.getValue().bytes()));
                if (!there.contains(key(draft.unnumbered(to)))) {
                    ledger.append(draft);
                }
            }
        }
        counts.clear();
    }

    /** What a line is about, without what it says. */
    static String key(Entry entry) {
        return String.join(
                " ",
                entry.text(Column.ID),
                entry.text(Column.SERVICE),
                entry.text(Column.FROM),
                entry.text(Column.CAUSE));
    }
}
