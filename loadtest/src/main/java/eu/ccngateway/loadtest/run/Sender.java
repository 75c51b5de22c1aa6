package eu.ccngateway.loadtest.run;

import eu.ccngateway.loadtest.account.Account;
import eu.ccngateway.loadtest.account.Stage;
import eu.ccngateway.loadtest.traffic.TrafficProfile;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.Put;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One connection that puts. Putting is for one thread. */
final class Sender {

    private final int index;
    private final Node node;
    private final Letters letters;
    private final Account account;
    private final int burst;
    private final Map<String, List<Target>> destinations;
    private final Map<String, Integer> turns = new HashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private long number;
    private @Nullable Message waiting;

    /** @param destinations by application, in the order in which they take turns */
    Sender(int index, Node node, Letters letters, Account account, int burst, Map<String, List<Target>> destinations) {
        this.index = index;
        this.node = node;
        this.letters = letters;
        this.account = account;
        this.burst = burst;
        this.destinations = destinations;
    }

    /** Puts the next message, waiting for room if there is none: it is late from the moment it was due. */
    void put(long dueNanos) {
        Message message = next(dueNanos);
        sent(node.put(message), number - 1);
    }

    /** Puts the next message if there is room for it. */
    boolean tryPut() {
        Message message = waiting == null ? next(System.nanoTime()) : waiting;
        Optional<Put> put = node.tryPut(message);
        waiting = put.isPresent() ? null : message;
        put.ifPresent(it -> sent(it, number - 1));
        return put.isPresent();
    }

    /** Puts one message of the highest priority to where the very first one went. */
    void putUrgent(Target target) {
        long mine = number++;
        TrafficProfile.Card card = letters.card(index, 0);
        sent(
                node.put(message(
                        mine,
                        new TrafficProfile.Card(card.application(), card.type(), Account.URGENT),
                        target,
                        System.nanoTime())),
                mine);
    }

    private Message next(long dueNanos) {
        long mine = number++;
        // All of a burst are alike, as they go to one queue.
        TrafficProfile.Card card = letters.card(index, mine / burst);
        return message(mine, card, target(card.application()), dueNanos);
    }

    private Message message(long mine, TrafficProfile.Card card, Target target, long dueNanos) {
        account.sent(index, dueNanos);
        open.incrementAndGet();
        return Message.to(target.address())
                .type(card.type())
                .priority(card.priority())
                .id(account.id(index, mine))
                .payload(letters.payload(index, mine))
                .build();
    }

    private Target target(String application) {
        List<Target> turn = destinations.getOrDefault(application, List.of());
        int at = turns.merge(application, 1, Integer::sum) - 1;
        return turn.get(at / burst % turn.size());
    }

    private void sent(Put put, long mine) {
        put.whenComplete((accepted, failure) -> {
            if (failure == null) {
                account.reached(Stage.ACCEPTED, index, mine, System.nanoTime());
            } else {
                account.refused(index, mine, failure);
                open.decrementAndGet();
            }
        });
    }

    /** A message of this sender is known to be delivered. */
    void ended() {
        open.decrementAndGet();
    }

    /** Whether a message was begun that found no room yet. */
    boolean isWaiting() {
        return waiting != null;
    }

    int open() {
        return open.get();
    }
}
