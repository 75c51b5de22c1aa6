package eu.ccngateway.node;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.WireFrame;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Questions that change nothing: asked again after a lost connection, until they are answered or time is up. */
final class Asks implements Party {

    private final Set<Ask<?>> open = new LinkedHashSet<>();
    private final Roles roles;
    private final Duration timeout;
    private final Supplier<NodeException> whyDown;
    private @Nullable Session session;
    private @Nullable NodeClosed closed;

    Asks(Roles roles, Duration timeout, Supplier<NodeException> whyDown) {
        this.roles = roles;
        this.timeout = timeout;
        this.whyDown = whyDown;
    }

    /** Blocks. */
    <T> T ask(LongFunction<Frame.Builder> question, BiFunction<Session, Frame, T> answer) {
        Ask<T> ask = new Ask<>(question, answer);
        roles.toLoop(ask::begin);
        return Waiting.on(ask.result);
    }

    @Override
    public void up(Session welcomed) {
        session = welcomed;
        List.copyOf(open).forEach(Ask::send);
    }

    @Override
    public void down(Session lost) {
        session = null;
    }

    /** What is asked from here on waits for the next session. */
    @Override
    public void draining(Session drained) {
        session = null;
    }

    @Override
    public void closed(NodeClosed why) {
        closed = why;
        open.forEach(ask -> ask.result.completeExceptionally(why));
    }

    private final class Ask<T> implements Replies {

        private final LongFunction<Frame.Builder> question;
        private final BiFunction<Session, Frame, T> answer;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Ask(LongFunction<Frame.Builder> question, BiFunction<Session, Frame, T> answer) {
            this.question = question;
            this.answer = answer;
        }

        void begin() {
            if (closed != null) {
                result.completeExceptionally(closed);
                return;
            }
            open.add(this);
            roles.loop().schedule(this::giveUp, timeout.toMillis(), TimeUnit.MILLISECONDS);
            send();
        }

        void send() {
            if (session != null) {
                session.request(this, question);
            }
        }

        private void giveUp() {
            if (open.remove(this)) {
                result.completeExceptionally(
                        session == null
                                ? new Disconnected(
                                        "no gateway is connected: "
                                                + whyDown.get().getMessage(),
                                        whyDown.get())
                                : new TimedOut("the gateway did not answer within " + timeout));
            }
        }

        @Override
        public boolean answered(Session from, WireFrame frame) {
            open.remove(this);
            result.complete(answer.apply(from, frame.head()));
            return true;
        }

        @Override
        public void refused(RefusedByGateway refusal) {
            if (refusal.is(RefusalCode.DRAINING)) {
                return;
            }
            open.remove(this);
            result.completeExceptionally(refusal);
        }
    }
}
