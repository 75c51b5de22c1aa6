package eu.ccngateway.monitoring.sla;

import eu.ccngateway.monitoring.availability.Aggregation;
import eu.ccngateway.monitoring.availability.Service;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.availability.Span;
import java.time.YearMonth;
import java.util.Map;

/** Computes figures from states. The one arithmetic: live reports, closed months and replays all come through here. */
public final class Figures {

    private final States states;
    private final Services services;

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
                tally(it, services.window(window).minutes(span), span),
                it.target());
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
