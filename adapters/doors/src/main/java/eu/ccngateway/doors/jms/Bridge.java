package eu.ccngateway.doors.jms;

import eu.ccngateway.doors.Trouble;
import eu.ccngateway.node.NodeClosed;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One direction of one queue, on a thread of its own: connects to the own broker, works, and connects again. */
abstract class Bridge implements Runnable {

    private static final Duration PAUSE_MIN = Duration.ofMillis(200);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(10);

    final Trouble trouble = new Trouble();
    private final JmsDoorConfig config;
    private final String clientId;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Link link;
    private Duration pause = PAUSE_MIN;

    Bridge(JmsDoorConfig config, String clientId) {
        this.config = config;
        this.clientId = clientId;
    }

    /** Prepares what belongs to a connection. */
    abstract void begin(Link opened) throws JMSException;

    /** Moves what is there, waiting a moment for something. */
    abstract void round(Link opened) throws JMSException, IOException;

    @Override
    public void run() {
        while (!isClosing()) {
            try (Link opened = Link.open(config, clientId)) {
                link = opened;
                begin(opened);
                while (!isClosing()) {
                    round(opened);
                    pause = PAUSE_MIN;
                }
            } catch (NodeClosed e) {
                return;
            } catch (JMSException | IOException | RuntimeException e) {
                // Whatever it is, the door must not stop working in silence.
                if (!isClosing()) {
                    trouble.say(clientId + ": " + Trouble.words(e) + "; connecting again");
                    rest();
                }
            }
        }
    }

    final boolean isClosing() {
        return closing.getCount() == 0;
    }

    final void rest() {
        try {
            closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(PAUSE_MAX) < 0 ? doubled : PAUSE_MAX;
    }

    void close() {
        closing.countDown();
    }

    /** Ends a wait for the broker that does not end by itself. */
    void abort() {
        Link open = link;
        if (open != null) {
            try {
                open.close();
            } catch (JMSException e) {
                trouble.say(clientId + ": " + Trouble.words(e));
            }
        }
    }
}
