package eu.ccngateway.gateway.call;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.delivery.Recipient;
import eu.ccngateway.gateway.exchange.Authoriser;
import eu.ccngateway.gateway.exchange.SealedItem;
import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.gateway.network.QueueSpec;
import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Answer;
import eu.ccngateway.protocol.wire.Call;
import eu.ccngateway.protocol.wire.CallIn;
import eu.ccngateway.protocol.wire.CallOut;
import eu.ccngateway.protocol.wire.Done;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Kind;
import eu.ccngateway.protocol.wire.Refused;
import eu.ccngateway.protocol.wire.Serve;
import eu.ccngateway.protocol.wire.Unsubscribe;
import eu.ccngateway.protocol.wire.WireFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Brings callers and those who answer together. Thread-safe. */
public final class CallDesk {

    private static final int TIMEOUT_DEFAULT_MS = 30_000;
    private static final int TIMEOUT_MAX_MS = 300_000;
    private static final int OPEN_MAX = 10_000;
    private static final int OPEN_OF_SESSION_MAX = 256;

    private record Open(
            Recipient caller,
            Recipient responder,
            long request,
            ByteString id,
            QueueAddress queue,
            long startedNanos,
            ScheduledFuture<?> timeout) {}

    private final Map<QueueAddress, Deque<Recipient>> serving = new ConcurrentHashMap<>();
    /** Which request of a session made it serve which queue. */
    private final Map<Recipient, Map<Long, QueueAddress>> serves = new ConcurrentHashMap<>();

    private final Map<Long, Open> open = new ConcurrentHashMap<>();
    private final Map<Recipient, Integer> openOf = new ConcurrentHashMap<>();
    private final AtomicLong lastCall = new AtomicLong();
    private final SealedItem sealedItem;
    private final Supplier<NetworkPolicy> network;
    private final ScheduledExecutorService timer;
    private final ExchangeObserver observer;
    private final int callMax;

    public CallDesk(
            SealedItem sealedItem,
            Supplier<NetworkPolicy> network,
            ScheduledExecutorService timer,
            ExchangeObserver observer,
            int callMax) {
        this.sealedItem = sealedItem;
        this.network = network;
        this.timer = timer;
        this.observer = observer;
        this.callMax = callMax;
    }

    /** From now on this session answers calls to a queue of its domain. */
    public void serve(Recipient session, Serve serve) {
        QueueSpec queue = Authoriser.queue(network.get(), serve.getQueue());
        if (!network.get().mayServe(session.node(), queue)) {
            throw new RefusedException(
                    RefusalCode.NOT_AUTHORISED,
                    "serve " + serve.getQueue() + " (expected: a queue of the applications of " + session.node() + ")");
        }
        serving.compute(queue.address(), (address, sessions) -> {
            Deque<Recipient> all = sessions == null ? new ArrayDeque<>() : new ArrayDeque<>(sessions);
            all.remove(session);
            all.add(session);
            return all;
        });
        serves.computeIfAbsent(session, fresh -> new ConcurrentHashMap<>()).put(serve.getRequest(), queue.address());
        session.send(WireFrame.of(Frame.newBuilder().setDone(Done.newBuilder().setRequest(serve.getRequest()))));
    }

    /** This session no longer answers what it once asked to; false if that request was no Serve. */
    public boolean endServe(Recipient session, Unsubscribe unsubscribe) {
        Map<Long, QueueAddress> own = serves.getOrDefault(session, Map.of());
        QueueAddress queue = own.get(unsubscribe.getSubscription());
        if (queue == null) {
            return false;
        }
        own.remove(unsubscribe.getSubscription());
        if (!own.containsValue(queue)) {
            keepServing(queue, other -> other != session);
        }
        session.send(WireFrame.of(Frame.newBuilder().setDone(Done.newBuilder().setRequest(unsubscribe.getRequest()))));
        return true;
    }

    /** The network file has changed: who may no longer serve a queue is not asked any more. */
    public void recheck(NetworkPolicy policy) {
        serving.keySet()
                .forEach(address -> keepServing(
                        address,
                        session -> policy.queue(address)
                                .map(queue -> policy.mayServe(session.node(), queue))
                                .orElse(false)));
    }

    private void keepServing(QueueAddress queue, Predicate<Recipient> isKept) {
        serving.computeIfPresent(queue, (address, sessions) -> {
            Deque<Recipient> others = new ArrayDeque<>(sessions);
            others.removeIf(isKept.negate());
            return others.isEmpty() ? null : others;
        });
    }

    /** A session has ended: it answers no more, and its callers are told. */
    public void close(Recipient session) {
        serves.remove(session);
        serving.keySet().forEach(queue -> keepServing(queue, other -> other != session));
        open.forEach((id, call) -> {
            if (call.responder == session) {
                end(id).ifPresent(ended -> refuse(
                        ended,
                        new RefusedException(
                                RefusalCode.NO_RESPONDER, ended.queue + ": the session that was to answer has gone")));
            } else if (call.caller == session) {
                end(id);
            }
        });
    }

    /** A question. Reads the frame's tail, which stays the caller's. */
    public void call(Recipient session, WireFrame frame) {
        Call call = frame.head().getCall();
        checkSize(frame);
        Header header = sealedItem.check(call.getSeal(), frame.tail(), session.node());
        QueueSpec queue = Authoriser.queue(network.get(), header.getTo());
        if (!network.get().mayCall(session.node(), queue, header.getType())) {
            throw new RefusedException(
                    RefusalCode.NOT_AUTHORISED,
                    "call of " + header.getTo() + " with " + header.getType()
                            + " (expected: a rule for it in the network file)");
        }
        int ofSession = openOf.getOrDefault(session, 0);
        if (ofSession >= OPEN_OF_SESSION_MAX || open.size() >= OPEN_MAX) {
            throw new RefusedException(
                    RefusalCode.TOO_MUCH_IN_FLIGHT,
                    "calls: " + ofSession + " open, " + open.size() + " in all (expected: below " + OPEN_OF_SESSION_MAX
                            + " and " + OPEN_MAX + ")");
        }
        Recipient responder = next(queue.address())
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NO_RESPONDER,
                        queue.address() + ": nobody serves it now (expected: a session of " + queue.domain() + ")"));
        int timeoutMs = call.getTimeoutMs() <= 0 ? TIMEOUT_DEFAULT_MS : Math.min(call.getTimeoutMs(), TIMEOUT_MAX_MS);
        long id = lastCall.incrementAndGet();
        ScheduledFuture<?> timeout = timer.schedule(() -> timedOut(id, timeoutMs), timeoutMs, TimeUnit.MILLISECONDS);
        openOf.merge(session, 1, Integer::sum);
        open.put(
                id,
                new Open(
                        session,
                        responder,
                        call.getRequest(),
                        header.getId(),
                        queue.address(),
                        System.nanoTime(),
                        timeout));
        responder.send(WireFrame.of(
                Frame.newBuilder()
                        .setCallIn(CallIn.newBuilder()
                                .setCall(id)
                                .setSeal(call.getSeal())
                                .setTimeoutMs(timeoutMs)),
                frame.tail().retainedSlice()));
    }

    /** An answer. Reads the frame's tail, which stays the caller's. */
    public void answer(Recipient session, WireFrame frame) {
        Answer answer = frame.head().getAnswer();
        Open call = open.get(answer.getCall());
        if (call == null || call.responder != session) {
            return; // Too late: the caller was told so.
        }
        checkSize(frame);
        Header header = sealedItem.check(answer.getSeal(), frame.tail(), session.node());
        if (header.getKind() != Kind.REPLY || !header.getCorrelationId().equals(call.id)) {
            throw new RefusedException(
                    RefusalCode.HEADER_INVALID,
                    "answer: kind " + header.getKind() + " (expected: REPLY with correlation_id = the id of the call)");
        }
        end(answer.getCall()).ifPresent(ended -> {
            ended.caller.send(WireFrame.of(
                    Frame.newBuilder()
                            .setCallOut(CallOut.newBuilder()
                                    .setRequest(ended.request)
                                    .setSeal(answer.getSeal())),
                    frame.tail().retainedSlice()));
            observer.called(ended.queue, true, System.nanoTime() - ended.startedNanos);
        });
    }

    private void checkSize(WireFrame frame) {
        if (frame.tail().readableBytes() > callMax + 16 * 1024) {
            throw tooLarge(frame.tail().readableBytes());
        }
        if (eu.ccngateway.protocol.wire.Item.readAll(frame.tail(), 1, 16 * 1024).stream()
                .anyMatch(item -> item.payload().readableBytes() > callMax)) {
            throw tooLarge(frame.tail().readableBytes());
        }
    }

    private RefusedException tooLarge(int bytes) {
        return new RefusedException(
                RefusalCode.CALL_TOO_LARGE,
                "call: " + bytes + " bytes (expected: a payload of at most " + callMax + ")");
    }

    /** Who answers next: each in turn, but for those who do not read what they get. */
    private Optional<Recipient> next(QueueAddress queue) {
        Recipient[] chosen = new Recipient[1];
        serving.computeIfPresent(queue, (address, sessions) -> {
            Deque<Recipient> turned = new ArrayDeque<>(sessions);
            for (int tries = turned.size(); tries > 0 && chosen[0] == null; tries--) {
                Recipient next = turned.remove();
                turned.add(next);
                chosen[0] = next.isWritable() ? next : null;
            }
            return turned;
        });
        return Optional.ofNullable(chosen[0]);
    }

    private void timedOut(long id, int timeoutMs) {
        end(id).ifPresent(call -> refuse(
                call,
                new RefusedException(
                        RefusalCode.CALL_TIMEOUT, call.queue + ": no answer within " + timeoutMs + " ms")));
    }

    private Optional<Open> end(long id) {
        Optional<Open> call = Optional.ofNullable(open.remove(id));
        call.ifPresent(ended -> {
            ended.timeout.cancel(false);
            openOf.computeIfPresent(ended.caller, (caller, count) -> count == 1 ? null : count - 1);
        });
        return call;
    }

    private void refuse(Open call, RefusedException refusal) {
        observer.called(call.queue, false, System.nanoTime() - call.startedNanos);
        call.caller.send(WireFrame.of(Frame.newBuilder()
                .setRefused(Refused.newBuilder()
                        .setRequest(call.request)
                        .setCode(refusal.code().number())
                        .setReason(refusal.reason()))));
    }
}
