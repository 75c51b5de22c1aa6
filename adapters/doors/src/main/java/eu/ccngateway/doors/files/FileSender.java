package eu.ccngateway.doors.files;

import eu.ccngateway.doors.DoorEvent;
import eu.ccngateway.doors.NameValues;
import eu.ccngateway.doors.Trouble;
import eu.ccngateway.node.Accepted;
import eu.ccngateway.node.Disconnected;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeClosed;
import eu.ccngateway.node.Put;
import eu.ccngateway.node.RefusedByGateway;
import eu.ccngateway.node.TimedOut;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.refusal.RefusalCode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Takes what is dropped, puts it, and moves it to where its end is seen. One thread does all of it. */
final class FileSender implements Runnable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
    private static final Duration LONELY_AFTER = Duration.ofMinutes(1);
    private static final int IN_FLIGHT_MAX = 256;
    private static final int TAKEN_AT_ONCE = 64;

    private final Node node;
    private final Outbox outbox;
    private final DropScan scan;
    private final FileDoorConfig config;
    private final Clock clock;
    private final RandomGenerator random;
    private final DoorEvent.Listener listener;
    private final Trouble trouble = new Trouble();

    private final Deque<Outgoing> toPut = new ArrayDeque<>();
    private final Deque<Drop> ready = new ArrayDeque<>();
    private final LinkedBlockingQueue<End> ends = new LinkedBlockingQueue<>();
    private int inFlight;
    /** Between attempts at what does not work now. */
    private long notBefore = System.nanoTime();

    private volatile boolean isClosed;

    /** How a put ended: one of answer and failure. */
    private record End(
            Outgoing outgoing,
            @Nullable Accepted answer,
            @Nullable Throwable failure) {}

    FileSender(
            Node node,
            Outbox outbox,
            FileDoorConfig config,
            Clock clock,
            RandomGenerator random,
            DoorEvent.Listener listener) {
        this.node = node;
        this.outbox = outbox;
        this.scan = new DropScan(config.out());
        this.config = config;
        this.clock = clock;
        this.random = random;
        this.listener = listener;
    }

    /** What an earlier run left is put first. */
    void begin(List<Outgoing> left) {
        toPut.addAll(left);
    }

    @Override
    public void run() {
        while (!isClosed) {
            try {
                finish(ends.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
                if (node.isConnected() && System.nanoTime() - notBefore >= 0) {
                    putWaiting();
                    takeReady();
                }
            } catch (IOException | RuntimeException e) {
                // Whatever it is, the door must not stop working in silence.
                trouble.say("door: " + Trouble.words(e) + "; trying again");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    void close() {
        isClosed = true;
    }

    // Putting.

    private void takeReady() throws IOException {
        if (ready.isEmpty()) {
            look();
        }
        boolean isAny = false;
        for (int i = 0; i < TAKEN_AT_ONCE && inFlight + toPut.size() < IN_FLIGHT_MAX && !ready.isEmpty(); i++) {
            Optional<Outgoing> taken = take(ready.remove());
            taken.ifPresent(toPut::add);
            isAny |= taken.isPresent();
        }
        if (isAny) {
            outbox.force();
            putWaiting();
        }
    }

    private void look() throws IOException {
        for (Drop drop : scan.look(System.nanoTime())) {
            if (drop.quietNanos() >= config.settle().toNanos()) {
                ready.add(drop);
            }
        }
    }

    /** One drop that is in a bad way holds nobody else up. */
    private Optional<Outgoing> take(Drop drop) {
        try {
            Optional<Outgoing> taken = outbox.take(drop);
            if (taken.isEmpty() && drop.payloadStamp().isEmpty() && drop.quietNanos() > LONELY_AFTER.toNanos()) {
                trouble.say(shown(drop) + ".ccn waits for its payload " + shown(drop) + " (expected: beside it)");
            }
            return taken;
        } catch (Refusal e) {
            refuse(drop, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            trouble.say(shown(drop) + ": cannot be taken now: " + Trouble.words(e) + "; trying again");
        }
        return Optional.empty();
    }

    private void refuse(Drop drop, String reason) {
        MessageId folder = MessageId.fresh(clock.millis(), random);
        try {
            outbox.refused(drop, folder, reason);
            happened("REFUSED", shown(drop), Map.of("refused-as", folder.toHex(), "reason", reason));
        } catch (IOException e) {
            trouble.say(shown(drop) + ": refused (" + reason + ") and cannot be moved away: " + Trouble.words(e));
        }
    }

    private static String shown(Drop drop) {
        return NameValues.shown(drop.name().toString());
    }

    private void putWaiting() {
        for (int left = toPut.size(); left > 0; left--) {
            Outgoing outgoing = toPut.remove();
            try {
                Optional<Put> put = node.tryPut(outgoing.message());
                if (put.isEmpty()) {
                    toPut.addFirst(outgoing);
                    return;
                }
                inFlight++;
                put.get().whenComplete((answer, failure) -> ends.add(new End(outgoing, answer, failure)));
            } catch (IllegalArgumentException | NodeClosed e) {
                ends.add(new End(outgoing, null, e));
                inFlight++;
            } catch (IOException e) {
                trouble.say(outgoing.name() + ": cannot be read now: " + Trouble.words(e) + "; trying again");
                toPut.add(outgoing);
            }
        }
    }

    // Ends.

    private void finish(@Nullable End first) throws IOException {
        List<End> batch = new ArrayList<>();
        if (first != null) {
            batch.add(first);
            ends.drainTo(batch);
        }
        for (End end : batch) {
            inFlight--;
            finishOne(end);
        }
        if (!batch.isEmpty()) {
            outbox.forceSent();
        }
    }

    private void finishOne(End end) {
        try {
            if (end.answer != null) {
                accepted(end.outgoing, end.answer);
            } else {
                failed(
                        end.outgoing,
                        end.failure instanceof CompletionException e && e.getCause() != null
                                ? e.getCause()
                                : end.failure);
            }
        } catch (IOException e) {
            // Put again, the gateway says the same again; then there may be room on the disk.
            trouble.say(
                    end.outgoing.name() + ": its end cannot be written down: " + Trouble.words(e) + "; trying again");
            toPut.add(end.outgoing);
        }
    }

    private void accepted(Outgoing outgoing, Accepted answer) throws IOException {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("message-id", outgoing.id().toHex());
        said.put("acceptance-id", answer.acceptance().toString());
        said.put("accepted-at", answer.at().toString());
        outbox.sent(outgoing, said);
        happened("SENT", outgoing.name(), said);
    }

    private void failed(Outgoing outgoing, @Nullable Throwable failure) throws IOException {
        if (failure instanceof RefusedByGateway refused && !mayPass(refused)) {
            refuse(outgoing, words(outgoing, refused));
        } else if (failure instanceof IllegalArgumentException) {
            refuse(outgoing, String.valueOf(failure.getMessage()));
        } else if (!(failure instanceof NodeClosed)) {
            if (!(failure instanceof Disconnected || failure instanceof TimedOut)) {
                trouble.say(outgoing.name() + ": " + (failure == null ? "no answer" : Trouble.words(failure))
                        + "; trying again");
            }
            toPut.add(outgoing);
            notBefore = System.nanoTime() + AGAIN_AFTER.toNanos();
        }
    }

    private static boolean mayPass(RefusedByGateway refused) {
        return refused.code().map(code -> code.retry() != RefusalCode.Retry.NO).orElse(false);
    }

    /** STALE is said of what was sent already, or never: only its reports, or their absence, can tell. */
    private static String words(Outgoing outgoing, RefusedByGateway refused) {
        return refused.code().filter(code -> code == RefusalCode.STALE).isPresent()
                ? refused.getMessage()
                        + "\nIt may have been accepted before the connection was lost: look for reports on "
                        + outgoing.id() + " before it is dropped again."
                : String.valueOf(refused.getMessage());
    }

    private void refuse(Outgoing outgoing, String reason) throws IOException {
        outbox.refused(outgoing, reason);
        happened("REFUSED", outgoing.name(), Map.of("message-id", outgoing.id().toHex(), "reason", reason));
    }

    private void happened(String what, String file, Map<String, String> more) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("file", file);
        fields.putAll(more);
        listener.happened(new DoorEvent(what, fields));
    }
}
