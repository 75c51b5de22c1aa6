package eu.ccngateway.gateway.network;

import eu.ccngateway.gateway.network.Rule.Sending;
import eu.ccngateway.protocol.wire.Direction;
import eu.ccngateway.protocol.wire.Right;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a node may do, as lines for people. Worked out from the decisions themselves, so that it cannot say otherwise. */
final class RightsList {

    private final NodeAccess access;
    private final Collection<QueueSpec> queues;
    private final Map<String, Set<String>> domainsByQueue;

    RightsList(NodeAccess access, Collection<QueueSpec> queues) {
        this.access = access;
        this.queues = queues;
        this.domainsByQueue = queues.stream()
                .collect(Collectors.groupingBy(
                        queue -> queue.address().queue(),
                        TreeMap::new,
                        Collectors.mapping(QueueSpec::domain, Collectors.toCollection(TreeSet::new))));
    }

    List<Right> toList() {
        List<Right> rights = new ArrayList<>();
        addTaking(rights, Direction.GET, access::gets);
        addTaking(rights, Direction.SERVE, access::serves);
        addSending(rights, Direction.PUT, Sending.PUT);
        addSending(rights, Direction.CALL, Sending.CALL);
        return rights;
    }

    private void addTaking(List<Right> rights, Direction direction, Predicate<QueueSpec> isAllowed) {
        queues.stream()
                .filter(isAllowed)
                .map(queue -> right(direction, queue.address().toString(), "*"))
                .forEach(rights::add);
    }

    /** One line a queue name and type where every domain that has the queue is meant, else one line an address. */
    private void addSending(List<Right> rights, Direction direction, Sending sending) {
        Map<String, Map<String, Set<String>>> domains = new TreeMap<>();
        for (QueueSpec queue : queues) {
            for (Wildcard type : access.types(sending, queue)) {
                domains.computeIfAbsent(queue.address().queue(), name -> new TreeMap<>())
                        .computeIfAbsent(type.pattern(), pattern -> new TreeSet<>())
                        .add(queue.domain());
            }
        }
        domains.forEach((queue, byType) -> byType.forEach((type, names) -> {
            if (names.equals(domainsByQueue.get(queue))) {
                rights.add(right(direction, queue + "@*", type));
            } else {
                names.forEach(name -> rights.add(right(direction, queue + "@" + name, type)));
            }
        }));
    }

    private static Right right(Direction direction, String queue, String type) {
        return Right.newBuilder()
                .setDirection(direction)
                .setQueue(queue)
                .setType(type)
                .build();
    }
}
