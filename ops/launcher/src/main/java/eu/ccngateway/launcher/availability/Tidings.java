package eu.ccngateway.launcher.availability;

import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.network.NetworkJson;
import eu.ccngateway.launcher.network.NetworkOption;
import eu.ccngateway.monitoring.calendar.Announcement;
import eu.ccngateway.monitoring.calendar.CalendarBook;
import eu.ccngateway.monitoring.calendar.Unavailability;
import eu.ccngateway.node.Browsed;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.MessageKind;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeConfig;
import eu.ccngateway.node.Put;
import eu.ccngateway.node.Report;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.WantedReports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Tells every domain of an unavailability that no customs message exists for, by a sealed ADMIN datagram, and finds out who has
 * taken it. What a national administration announces by CD070C goes its own way: whoever takes that message writes it into
 * the calendar with {@link CalendarBook#announce} and relays it as CD071C.
 */
final class Tidings {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final NetworkOption network;
    private final String as;
    private final String queue;

    Tidings(NetworkOption network, String as, String queue) {
        this.network = network;
        this.as = as;
        this.queue = queue;
    }

    /** Tells all domains but one's own; each is in the calendar when this returns. Answers how many. */
    int tell(Unavailability it, CalendarBook book) throws IOException {
        NetworkJson json = network.read();
        try (Node node = Node.connect(NodeConfig.ofNetwork(network.directory(), as))) {
            SortedSet<String> domains = new TreeSet<>();
            json.nodes().values().forEach(keys -> domains.add(keys.domain()));
            domains.remove(node.id().domain());
            Map<String, Put> puts = new LinkedHashMap<>();
            domains.forEach(domain -> puts.put(domain, node.put(message(it, domain))));
            for (Map.Entry<String, Put> put : puts.entrySet()) {
                put.getValue().await();
                book.sent(it.id(), put.getKey(), put.getValue().id().toString());
            }
            return puts.size();
        }
    }

    private Message message(Unavailability it, String domain) {
        return Message.to(queue + "@" + domain)
                .type("UNAVAILABILITY-MSG" + queue.substring(queue.lastIndexOf('.')))
                .kind(MessageKind.DATAGRAM)
                .reports(WantedReports.COD)
                .contentType("application/json")
                .payload(json(it).getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static String json(Unavailability it) {
        Announcement planned = it.planned();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", it.id());
        fields.put("service", planned.service());
        fields.put("type", planned.type().name());
        fields.put("from", planned.from().toString());
        planned.to().ifPresent(to -> fields.put("to", to.toString()));
        fields.put("cause", planned.cause().name());
        fields.put("party", planned.party().name());
        fields.put("announced", it.announced().toString());
        fields.put("note", planned.note());
        return Json.write(fields);
    }

    /** Writes down who has taken it meanwhile. The reports stay where they are. */
    void collect(Unavailability it, Map<String, String> messageByDomain, CalendarBook book) throws IOException {
        try (Node node = Node.connect(NodeConfig.ofNetwork(network.directory(), as))) {
            String reports = "REPORT" + queue.substring(queue.indexOf('-'));
            for (Map.Entry<String, String> each : messageByDomain.entrySet()) {
                if (hasTaken(node, reports, MessageId.parse(each.getValue()))) {
                    book.acknowledged(it.id(), each.getKey());
                }
            }
        }
    }

    private static boolean hasTaken(Node node, String reports, MessageId id) {
        Optional<Browsed> found = node.browse(reports, id, LOOK);
        boolean hasTaken = found.flatMap(browsed -> browsed.report())
                .filter(Report.CoD.class::isInstance)
                .isPresent();
        found.ifPresent(browsed -> browsed.release().join());
        return hasTaken;
    }
}
