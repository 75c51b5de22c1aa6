package eu.ccngateway.monitoring.sla;

import eu.ccngateway.monitoring.availability.Aggregation;
import eu.ccngateway.monitoring.availability.Service;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.availability.Span;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;

/** Computes figures from states. The one arithmetic: live reports, closed months and replays all come through here. Not thread-safe. */
public final class Figures {

    private final States states;
    private final Services services;
    private final Map<String, boolean[]> counts = new HashMap<>();

    private Span countsSpan = new Span(0, 0);

    public Figures(States states) {
        this.states = states;
        this.services = states.services();
    }

    public Figure ofYear(String service, String window, int year) {
        return of(service, window, Integer.toString(year), Span.ofYear(year, services.zone()));
    }

    public Figure ofMonth(String service, String window, YearMonth month) {
        return of(service, window, month.toString(), Span.of(month, services.zone()));
    }

    /** Over any stretch, named by the caller. */
    public Figure of(String service, String window, String period, Span span) {
        Service it = services.get(service);
        return new Figure(
                service,
                period,
                window,
                it.isGroup() ? it.aggregation().sentence() : "",
                tally(it, counts(window, span), span),
                it.target());
    }

    private boolean[] counts(String window, Span span) {
        if (!span.equals(countsSpan)) {
            counts.clear();
            countsSpan = span;
        }
        return counts.computeIfAbsent(window, name -> services.window(name).minutes(span));
    }

    private Tally tally(Service service, boolean[] counts, Span span) {
        if (!service.isGroup() || service.aggregation() == Aggregation.ANY_DOWN) {
            return Tally.of(states.of(service.name(), span), counts);
        }
        Tally sum = Tally.NONE;
        for (Map.Entry<String, Integer> member : service.members().entrySet()) {
            int weight = service.aggregation() == Aggregation.WEIGHTED ? member.getValue() : 1;
            sum = sum.plus(Tally.of(states.of(member.getKey(), span), counts), weight);
        }
        return sum;
    }
}
