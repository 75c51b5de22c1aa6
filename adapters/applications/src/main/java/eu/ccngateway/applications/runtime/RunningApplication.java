package eu.ccngateway.applications.runtime;

import eu.ccngateway.applications.catalogue.MessageType.Trait;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Application;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Kind;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.conversation.Stored;
import eu.ccngateway.applications.pattern.HearsReports;
import eu.ccngateway.applications.pattern.HearsReports.Fate;
import eu.ccngateway.applications.pattern.MayStop;
import eu.ccngateway.node.Report;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application at work: connected as a node, with its queues subscribed. Each message gets exactly one reaction: the
 * reaction is durable before anything of it is sent, what is sent can be put again as the very same message, and only then
 * is the message acknowledged. Whatever happens in between, the next start ends where this one would have.
 */
public final class RunningApplication implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningApplication.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
    /** Messages whose reports are awaited, by network id; kept under keys the application never sees. */
    private static final String AWAITED = "~sent/";

    private final Setup setup;
    private final String address;
    private final Application application;
    private final Sender sender;
    private final Intakes intakes;
    private final ScheduledExecutorService timer;
    private final Object turn = new Object();
    private final Map<String, String> awaited = new HashMap<>();
    private Optional<Instant> wakeAt = Optional.empty();

    /**
     * What an application needs to run.
     *
     * @param sides the networks it is in; most are in one
     * @param real tells when messages are made, whatever the application's own clock says
     */
    public record Setup(
            Profile profile,
            Application application,
            List<Side> sides,
            Store store,
            SimulatedClock clock,
            Clock real,
            Watcher watcher) {

        public Setup {
            sides = List.copyOf(sides);
        }
    }

    private RunningApplication(Setup setup) {
        this.setup = setup;
        this.application = setup.application();
        this.address = application.address();
        this.sender = new Sender(address, setup.sides(), setup.profile().expiry());
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, setup.profile().code() + " " + address);
            thread.setDaemon(true);
            return thread;
        });
        this.intakes = new Intakes(setup.profile(), setup.sides(), this);
    }

    /** Takes up what an earlier life left, then begins to take messages. */
    public static RunningApplication start(Setup setup) {
        RunningApplication running = new RunningApplication(setup);
        synchronized (running.turn) {
            setup.clock().atLeast(setup.store().at());
            for (Stored record : setup.store().records()) {
                if (record.key().startsWith(AWAITED)) {
                    running.awaited.put(
                            record.key().substring(AWAITED.length()),
                            new String(record.value(), StandardCharsets.UTF_8));
                } else {
                    setup.application().restore(record);
                }
            }
            setup.store().pending().forEach(running.sender::add);
            running.wakeAt = Optional.of(setup.clock().instant());
            running.sender.pump();
        }
        try {
            running.intakes.open(running.isAvailable());
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
        running.timer.scheduleWithFixedDelay(
                running::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return running;
    }

    public String address() {
        return address;
    }

    /** The decisions, for what they tell beyond messages. */
    public Application application() {
        return application;
    }

    /**
     * Somebody at this end does something.
     *
     * @throws IllegalArgumentException if the application cannot do it; the text says why
     */
    public Reaction act(Act act) {
        synchronized (turn) {
            Reaction reaction = application.act(act, setup.clock().instant());
            carryOut(List.of(), reaction, List.of());
            return reaction;
        }
    }

    /** A message came over a queue. Durable, and on its way to be answered, when it returns. */
    void received(Incoming message) {
        synchronized (turn) {
            if (setup.store().wasHandled(message.messageId())) {
                LOG.info("{}: {} {} was handled before", address, message.type(), message.messageId());
                return;
            }
            Reaction reaction = application.receive(message, setup.clock().instant());
            setup.watcher().received(address, message);
            carryOut(List.of(message.messageId()), reaction, List.of());
        }
    }

    /** A call came: the first reply of the reaction is its answer. */
    Optional<Outgoing> called(Incoming message) {
        synchronized (turn) {
            Reaction reaction = application.receive(message, setup.clock().instant());
            Optional<Outgoing> answer = reaction.outgoing().stream()
                    .filter(outgoing -> outgoing.kind() == Kind.REPLY)
                    .findFirst();
            setup.watcher().received(address, message);
            carryOut(List.of(), reaction, answer.map(List::of).orElse(List.of()));
            answer.ifPresent(outgoing -> setup.watcher().sent(address, outgoing));
            return answer;
        }
    }

    private void carryOut(List<String> handled, Reaction reaction, List<Outgoing> without) {
        List<Pending> pending = new ArrayList<>();
        List<Outgoing> calls = new ArrayList<>();
        List<Stored> records = new ArrayList<>(reaction.records());
        Instant created = setup.real().instant();
        for (Outgoing outgoing : reaction.outgoing()) {
            if (without.contains(outgoing)) {
                continue;
            }
            boolean isCall = setup.profile()
                    .type(outgoing.name())
                    .filter(type -> type.is(Trait.CALLS))
                    .isPresent();
            if (isCall) {
                calls.add(outgoing);
            } else {
                Pending message = Pending.of(address, outgoing, created);
                pending.add(message);
                await(message, records);
            }
        }
        setup.store()
                .commit(new Unit(
                        handled, records, pending, drainResults(), setup.clock().instant()));
        pending.forEach(sender::add);
        pending.forEach(message -> setup.watcher().sent(address, message.outgoing()));
        reaction.changes().forEach(change -> setup.watcher().changed(address, change));
        wakeAt = reaction.wakeAt().or(() -> wakeAt);
        sender.pump();
        calls.forEach(this::call);
    }

    private void await(Pending message, List<Stored> records) {
        if (application instanceof HearsReports) {
            String what = message.outgoing().identification() + " "
                    + message.outgoing().to();
            awaited.put(message.id().toHex(), what);
            records.add(new Stored(AWAITED + message.id().toHex(), what.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void call(Outgoing outgoing) {
        Pending message = Pending.of(address, outgoing, setup.real().instant());
        Side side = sender.sideOf(outgoing.to());
        setup.watcher().sent(address, outgoing);
        side.node().call(sender.message(side, message).build(), CALL_TIMEOUT).whenComplete((reply, failure) -> {
            if (reply != null) {
                received(Intakes.incoming(reply.message(), reply.sender()));
            } else {
                setup.watcher()
                        .failed(
                                address,
                                outgoing,
                                failure instanceof Exception e ? e : new IllegalStateException(failure));
            }
        });
    }

    /** A report of the network on something this application sent. */
    void reported(Report report) {
        if (!(application instanceof HearsReports hearing)) {
            return;
        }
        synchronized (turn) {
            String id = report.about().id().toHex();
            String what = awaited.get(id);
            if (what == null) {
                return;
            }
            Fate fate = report instanceof Report.CoA
                    ? Fate.ARRIVED
                    : report instanceof Report.CoD
                            ? Fate.DELIVERED
                            : report instanceof Report.ExpirationReport ? Fate.EXPIRED : Fate.FAILED;
            String[] parts = what.split(" ", 2);
            Reaction reaction =
                    hearing.reported(parts[0], parts[1], fate, setup.clock().instant());
            List<Stored> records = new ArrayList<>(reaction.records());
            if (fate != Fate.ARRIVED) {
                awaited.remove(id);
                records.add(new Stored(AWAITED + id, new byte[0]));
            }
            carryOut(
                    List.of(),
                    new Reaction(reaction.outgoing(), reaction.changes(), records, reaction.wakeAt(), reaction.made()),
                    List.of());
        }
    }

    /** Ids that need not be put again; tells what was refused. */
    private List<String> drainResults() {
        List<String> done = new ArrayList<>();
        for (Optional<Sender.Result> next = sender.next(); next.isPresent(); next = sender.next()) {
            Sender.Result result = next.get();
            done.add(result.message().id().toHex());
            Exception failure = result.failure();
            if (failure != null) {
                LOG.error(
                        "{}: {} to {} was refused: {}",
                        address,
                        result.message().outgoing().type(),
                        result.message().outgoing().to(),
                        failure.getMessage());
                setup.watcher().failed(address, result.message().outgoing(), failure);
            }
        }
        return done;
    }

    private boolean isAvailable() {
        return !(application instanceof MayStop may)
                || may.isAvailable(setup.clock().instant());
    }

    /** Every moment: what was accepted meanwhile, what has waited for room, timers, and whether to take messages. */
    private void look() {
        try {
            synchronized (turn) {
                Instant now = setup.clock().instant();
                Unit unit = new Unit(List.of(), List.of(), List.of(), drainResults(), now);
                if (!unit.isEmpty()) {
                    setup.store().commit(unit);
                }
                sender.pump();
                if (wakeAt.filter(at -> !at.isAfter(now)).isPresent()) {
                    wakeAt = Optional.empty();
                    carryOut(List.of(), application.tick(now), List.of());
                }
            }
            if (intakes.open(isAvailable())) {
                setup.watcher().available(address, isAvailable());
            }
        } catch (RuntimeException e) {
            LOG.error("{}: {}", address, e.getMessage(), e);
        }
    }

    /** Stops taking messages, lets what is on its way end, and keeps the rest for the next start. */
    @Override
    public void close() {
        intakes.close();
        timer.shutdown();
        try {
            timer.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        setup.sides().forEach(side -> side.node().close());
        synchronized (turn) {
            Unit unit = new Unit(
                    List.of(),
                    List.of(),
                    List.of(),
                    drainResults(),
                    setup.clock().instant());
            if (!unit.isEmpty()) {
                setup.store().commit(unit);
            }
            setup.store().close();
        }
    }
}
