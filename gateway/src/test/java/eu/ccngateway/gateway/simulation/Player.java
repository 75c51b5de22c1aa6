package eu.ccngateway.gateway.simulation;

import eu.ccngateway.gateway.testkit.Batch;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.protocol.message.WantedReports;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Outcome;
import eu.ccngateway.protocol.wire.PutResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** One session of a node that does random things, and tells the {@link Ledger} what it learns. */
final class Player {

    private static final Set<RefusalCode> MAY_BE_REFUSED =
            Set.of(RefusalCode.STORE_UNAVAILABLE, RefusalCode.OUTCOME_UNKNOWN);

    private final String name;
    private final String domain;
    private final Ledger ledger;
    private final Random random;
    private final Map<Long, List<Ledger.Entry>> unanswered = new LinkedHashMap<>();
    private final List<Taken> held = new ArrayList<>();
    private RawNode node;

    Player(String name, Ledger ledger, Random random) {
        this.name = name;
        this.domain = name.substring(name.indexOf('@') + 1);
        this.ledger = ledger;
        this.random = random;
    }

    String name() {
        return name;
    }

    void connect(TestGateway gateway) {
        unanswered.clear();
        held.clear();
        node = gateway.node(name);
    }

    /** Breaks the connection; what was on its way may have arrived or not. */
    void drop(TestGateway gateway) {
        node.wire().drop();
        connect(gateway);
    }

    String queue(String role) {
        return role + "-RCT-QUE.NCTS@" + domain;
    }

    void put(List<String> destinations) {
        List<RawMessage> messages = new ArrayList<>();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            Header.Builder header = node.header(destinations.get(random.nextInt(destinations.size())));
            int reports = random.nextInt(4);
            if (reports != 0) {
                header.setReplyTo(queue("REPORT"))
                        .setReports(reports + (random.nextBoolean() ? WantedReports.TOGETHER : 0));
            }
            if (random.nextInt(4) == 0) {
                header.setPriorityPlus1(1 + random.nextInt(10));
            }
            int size = random.nextInt(50) == 0 ? 20_000 : random.nextInt(200);
            byte[] payload = new byte[size];
            random.nextBytes(payload);
            messages.add(new RawMessage(header.build(), payload));
        }
        Batch batch = node.seal(messages);
        List<Ledger.Entry> entries = ledger.put(name, batch);
        unanswered.put(node.sendBatch(batch), entries);
    }

    /** Puts one of its messages again, by itself, whatever became of it. */
    void putAgain(Ledger.Entry entry) {
        node.sendSeal(entry.batch);
        unanswered.put(node.sendOne(entry.batch, entry.index), List.of(entry));
    }

    void readAnswers() {
        unanswered.forEach((request, entries) -> {
            List<PutResult> results = node.results(request);
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i).hasRefused()) {
                    checkMayBe(RefusalCode.of(results.get(i).getRefused().getCode())
                            .orElseThrow());
                }
                ledger.answered(entries.get(i), results.get(i));
            }
        });
        unanswered.clear();
    }

    private static void checkMayBe(RefusalCode code) {
        if (!MAY_BE_REFUSED.contains(code)) {
            throw new AssertionError("refused with " + code);
        }
    }

    /** Takes some messages and keeps them for a while. */
    int take(int max) {
        List<Taken> taken = node.get(queue("CORE"), max, 0);
        taken.forEach(ledger::seen);
        held.addAll(taken);
        return taken.size();
    }

    /** Takes reports, and acknowledges them at once. Those whose acknowledgement fails come again. */
    int takeReports() {
        List<Taken> taken = node.get(queue("REPORT"), 50, 0);
        taken.forEach(ledger::reported);
        if (!taken.isEmpty()) {
            settle(Outcome.ACKNOWLEDGE, taken);
        }
        return taken.size();
    }

    /** Settles some of what it holds. */
    void settleSome(Outcome outcome) {
        List<Taken> some = new ArrayList<>();
        int all = held.size();
        for (int i = 0; i < all; i++) {
            if (random.nextInt(3) > 0) {
                some.add(held.get(i));
            }
        }
        settleMessages(outcome, some);
    }

    void acknowledgeAll() {
        settleMessages(Outcome.ACKNOWLEDGE, List.copyOf(held));
    }

    private void settleMessages(Outcome outcome, List<Taken> some) {
        if (some.isEmpty()) {
            return;
        }
        held.removeAll(some);
        if (outcome == Outcome.ACKNOWLEDGE) {
            some.forEach(taken -> entry(taken).mayBeAcknowledged = true);
        }
        if (settle(outcome, some) && outcome == Outcome.ACKNOWLEDGE) {
            some.forEach(taken -> entry(taken).acknowledged++);
        }
    }

    /** Acknowledges without waiting for the answer, as just before a crash. */
    void acknowledgeBlindly() {
        held.forEach(taken -> entry(taken).mayBeAcknowledged = true);
        node.sendSettle(Outcome.ACKNOWLEDGE, held.stream().mapToLong(Taken::id).toArray());
        held.clear();
    }

    boolean holdsSomething() {
        return !held.isEmpty();
    }

    private Ledger.Entry entry(Taken taken) {
        return ledger.entry(taken);
    }

    /** Tells whether it was done. */
    private boolean settle(Outcome outcome, List<Taken> taken) {
        try {
            node.settle(outcome, taken.toArray(Taken[]::new));
            return true;
        } catch (RefusedException e) {
            checkMayBe(e.code());
            return false;
        }
    }
}
