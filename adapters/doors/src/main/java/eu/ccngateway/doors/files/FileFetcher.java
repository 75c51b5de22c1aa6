package eu.ccngateway.doors.files;

import eu.ccngateway.doors.BatchSize;
import eu.ccngateway.doors.DoorEvent;
import eu.ccngateway.doors.Trouble;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeClosed;
import eu.ccngateway.node.Received;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes what arrives in one queue, and acknowledges it once it is on the disk. */
final class FileFetcher implements Runnable {

    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration PAUSE_MIN = Duration.ofMillis(500);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

    private final Node node;
    private final String queue;
    private final Inbox inbox;
    private final int waitingMax;
    private final DoorEvent.Listener listener;
    private final Trouble trouble;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final BatchSize size = new BatchSize();
    private Duration pause = PAUSE_MIN;

    FileFetcher(Node node, String queue, Inbox inbox, int waitingMax, DoorEvent.Listener listener) {
        this.node = node;
        this.queue = queue;
        this.inbox = inbox;
        this.waitingMax = waitingMax;
        this.listener = listener;
        this.trouble = new Trouble();
    }

    @Override
    public void run() {
        while (closing.getCount() > 0) {
            try {
                if (inbox.isFull(waitingMax)) {
                    trouble.say(queue + ": " + waitingMax
                            + " messages lie in the in directory and nobody takes them; the rest waits at the gateway");
                    rest();
                } else {
                    round();
                    pause = PAUSE_MIN;
                }
            } catch (NodeClosed e) {
                return;
            } catch (IOException | RuntimeException e) {
                // Whatever it is, the door must not stop working in silence.
                trouble.say(queue + ": " + Trouble.words(e) + "; trying again");
                rest();
            }
        }
    }

    void close() {
        closing.countDown();
    }

    private void rest() {
        try {
            closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(PAUSE_MAX) < 0 ? doubled : PAUSE_MAX;
    }

    private void round() throws IOException {
        List<Received> batch = node.get(queue, size.next(), WAIT);
        size.taken(batch);
        if (batch.isEmpty()) {
            return;
        }
        List<Arrival> arrivals = batch.stream().map(Arrival::of).toList();
        try {
            inbox.keep(arrivals).forEach(this::tell);
        } catch (IOException | RuntimeException e) {
            batch.forEach(Received::release);
            throw e;
        }
        for (int i = 0; i < batch.size(); i++) {
            Arrival arrival = arrivals.get(i);
            batch.get(i).acknowledge().thenRun(() -> forget(arrival));
        }
    }

    private void tell(Arrival arrival) {
        listener.happened(new DoorEvent(arrival.content().isPresent() ? "RECEIVED" : "REPORTED", arrival.fields()));
    }

    /** A mark that stays does no harm. */
    private void forget(Arrival arrival) {
        try {
            inbox.forget(arrival);
        } catch (IOException e) {
            trouble.say(queue + ": " + Trouble.words(e));
        }
    }
}
