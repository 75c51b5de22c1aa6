package eu.ccngateway.node;

import eu.ccngateway.protocol.wire.Call;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Kind;
import eu.ccngateway.protocol.wire.WireFrame;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls of this node that wait for their answers. Event loop only, but for {@link #call}. */
final class Calls implements Party {

    /** How much longer than asked for the gateway's own time-out is waited for. */
    private static final long GRACE_MS = 1_000;

    private final Set<Open> open = new HashSet<>();
    private final Stamp stamp;
    private final CallSeal seals;
    private final Roles roles;
    private final ExecutorService sealing;
    private final Supplier<NodeException> whyDown;
    private @Nullable Session session;

    Calls(Stamp stamp, CallSeal seals, Roles roles, Supplier<NodeException> whyDown) {
        this.stamp = stamp;
        this.seals = seals;
        this.roles = roles;
        this.whyDown = whyDown;
        sealing = roles.single("calls");
    }

    CompletableFuture<Reply> call(Message message, Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: longer than nothing)");
        }
        Open call = new Open(stamp.forCall(message), message, timeout);
        roles.toLoop(call::begin);
        return call.result;
    }

    @Override
    public void up(Session welcomed) {
        session = welcomed;
    }

    @Override
    public void down(Session lost) {
        session = null;
        List.copyOf(open).forEach(call -> call.fail(new Disconnected("the connection was lost during the call", true)));
    }

    @Override
    public void closed(NodeClosed why) {
        List.copyOf(open).forEach(call -> call.fail(why));
    }

    void stop() {
        sealing.shutdown();
    }

    private final class Open implements Replies {

        private final Header header;
        private final Message message;
        private final Duration timeout;
        private final CompletableFuture<Reply> result = new CompletableFuture<>();

        Open(Header header, Message message, Duration timeout) {
            this.header = header;
            this.message = message;
            this.timeout = timeout;
        }

        void begin() {
            Session current = session;
            if (current == null) {
                fail(new Disconnected("call: no gateway is connected", whyDown.get()));
                return;
            }
            open.add(this);
            roles.loop()
                    .schedule(
                            () -> fail(new TimedOut("call to " + header.getTo() + ": no answer within " + timeout)),
                            timeout.toMillis() + GRACE_MS,
                            TimeUnit.MILLISECONDS);
            sealing.execute(() -> {
                try {
                    CallSeal.SealedItem sealed = seals.seal(current, header, message.payload());
                    roles.toLoopIfOpen(() -> send(current, sealed));
                } catch (NodeException e) {
                    roles.toLoopIfOpen(() -> fail(e));
                } catch (RuntimeException e) {
                    roles.toLoopIfOpen(
                            () -> fail(new NodeException("the call could not be sealed: " + e.getMessage(), e)));
                }
            });
        }

        private void send(Session to, CallSeal.SealedItem sealed) {
            if (session == to) {
                Call.Builder call = Call.newBuilder().setSeal(sealed.seal()).setTimeoutMs((int)
                        Math.min(Integer.MAX_VALUE, timeout.toMillis()));
                to.request(this, request -> Frame.newBuilder().setCall(call.setRequest(request)), sealed.item());
            }
        }

        void fail(NodeException why) {
            if (open.remove(this) || session == null) {
                roles.complete(() -> result.completeExceptionally(why));
            }
        }

        @Override
        public boolean answered(Session from, WireFrame frame) {
            open.remove(this);
            frame.retain();
            roles.receiver().execute(() -> {
                try {
                    Reply reply = reply(from, frame);
                    roles.complete(() -> result.complete(reply));
                } catch (NodeException e) {
                    roles.complete(() -> result.completeExceptionally(e));
                } finally {
                    frame.release();
                }
            });
            return true;
        }

        private Reply reply(Session from, WireFrame frame) {
            CallSeal.Opened opened = seals.open(from, frame.head().getCallOut().getSeal(), frame.tail());
            Header answer = opened.message().header();
            if (answer.getKind() != Kind.REPLY || !answer.getCorrelationId().equals(header.getId())) {
                throw new VerificationFailed(
                        eu.ccngateway.protocol.refusal.RefusalCode.HEADER_INVALID,
                        "call to " + header.getTo() + ": the answer is a " + answer.getKind()
                                + " to another message (expected: the reply to this call)",
                        false);
            }
            return new Reply(opened.message(), answer.getSender(), opened.evidence());
        }

        @Override
        public void refused(RefusedByGateway refusal) {
            fail(refusal);
        }
    }
}
