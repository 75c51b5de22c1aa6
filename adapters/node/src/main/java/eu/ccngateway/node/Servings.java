package eu.ccngateway.node;

import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.wire.Answer;
import eu.ccngateway.protocol.wire.CallIn;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Serve;
import eu.ccngateway.protocol.wire.WireFrame;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queues this node answers calls to. Event loop only, but for {@link #serve}. */
final class Servings implements Party {

    private static final Logger LOG = LoggerFactory.getLogger(Servings.class);
    private static final int AT_ONCE = 8;

    private final Map<String, Served> open = new ConcurrentHashMap<>();
    private final Stamp stamp;
    private final CallSeal seals;
    private final Roles roles;
    private final NodeListener listener;
    private @Nullable Session session;

    Servings(Stamp stamp, CallSeal seals, Roles roles, NodeListener listener) {
        this.stamp = stamp;
        this.seals = seals;
        this.roles = roles;
        this.listener = listener;
    }

    Serving serve(QueueAddress queue, CallHandler handler) {
        Served made = new Served(queue.toString(), handler, roles.handlers(queue.toString(), AT_ONCE));
        if (open.putIfAbsent(queue.toString(), made) != null) {
            made.worker.shutdown();
            throw new IllegalArgumentException(
                    "queue: " + queue + " is served by this node already (expected: one handler a queue)");
        }
        try {
            roles.toLoop(() -> {
                if (session == null) {
                    made.ready.complete(null);
                } else {
                    made.up(session);
                }
            });
            Waiting.on(made.ready);
            return made;
        } catch (NodeException e) {
            made.close();
            throw e;
        }
    }

    @Override
    public void up(Session welcomed) {
        session = welcomed;
        open.values().forEach(served -> served.up(welcomed));
    }

    /** What begins from here on waits for the next session. */
    @Override
    public void draining(Session drained) {
        session = null;
    }

    @Override
    public void down(Session lost) {
        session = null;
        open.values().forEach(served -> served.ready.complete(null));
    }

    /** A call has come. */
    void called(Session from, WireFrame frame) {
        frame.retain();
        roles.receiver().execute(() -> {
            try {
                CallIn call = frame.head().getCallIn();
                CallSeal.Opened opened = seals.open(from, call.getSeal(), frame.tail());
                Served served = open.get(opened.message().header().getTo());
                if (served == null) {
                    LOG.warn(
                            "A call to {} is not answered: it is not served here",
                            opened.message().header().getTo());
                } else {
                    served.worker.execute(() -> served.answer(from, call, opened));
                }
            } catch (VerificationFailed e) {
                LOG.warn("A call is not answered: {} ({})", e.getMessage(), e.code());
                roles.complete(() -> listener.verificationFailed(e));
            } catch (RejectedExecutionException ignored) {
                // Closed this moment: the caller gets no answer, as after the close.
            } finally {
                frame.release();
            }
        });
    }

    void closeAll() {
        open.values().forEach(Served::close);
    }

    private final class Served implements Serving, Replies {

        private final String queue;
        private final CallHandler handler;
        private final ExecutorService worker;
        private final CompletableFuture<Void> ready = new CompletableFuture<>();

        Served(String queue, CallHandler handler, ExecutorService worker) {
            this.queue = queue;
            this.handler = handler;
            this.worker = worker;
        }

        void up(Session welcomed) {
            Serve.Builder serve = Serve.newBuilder().setQueue(queue);
            welcomed.request(this, request -> Frame.newBuilder().setServe(serve.setRequest(request)));
        }

        @Override
        public boolean answered(Session from, WireFrame frame) {
            ready.complete(null);
            return true;
        }

        @Override
        public void refused(RefusedByGateway refusal) {
            if (!ready.completeExceptionally(refusal)) {
                LOG.warn("{} is not served any more: {}", queue, refusal.getMessage());
                roles.complete(() -> listener.attemptFailed(refusal));
            }
        }

        void answer(Session from, CallIn call, CallSeal.Opened opened) {
            Header header = opened.message().header();
            try {
                Message answer = handler.answer(new IncomingCall(
                        opened.message(),
                        header.getSender(),
                        Duration.ofMillis(call.getTimeoutMs()),
                        opened.evidence()));
                CallSeal.SealedItem sealed = seals.seal(from, stamp.forAnswer(answer, header), answer.payload());
                Answer.Builder frame =
                        Answer.newBuilder().setCall(call.getCall()).setSeal(sealed.seal());
                roles.toLoopIfOpen(() -> from.send(Frame.newBuilder().setAnswer(frame), sealed.item()));
            } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
                LOG.warn("The handler of calls to {} failed", queue, e);
                listener.handlerFailed(queue, e);
            }
        }

        @Override
        public String queue() {
            return queue;
        }

        @Override
        public void close() {
            if (!open.remove(queue, this)) {
                return;
            }
            worker.shutdown();
        }
    }
}
