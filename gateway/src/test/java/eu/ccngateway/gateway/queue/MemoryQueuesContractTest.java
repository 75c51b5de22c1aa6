package eu.ccngateway.gateway.queue;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** The queues in memory keep the contract, on an executor of two threads. */
class MemoryQueuesContractTest {

    private static final ScheduledExecutorService EXECUTOR = Executors.newScheduledThreadPool(2);

    @AfterAll
    static void stop() {
        EXECUTOR.shutdownNow();
    }

    @Nested
    class Basics extends DurableQueuesContract {
        private final Storage storage = new Storage();

        @Override
        protected DurableQueues open() {
            return storage.open();
        }
    }

    @Nested
    class Lifetime extends DurableQueuesLifetimeContract {
        private final Storage storage = new Storage();

        @Override
        protected DurableQueues open() {
            return storage.open();
        }
    }

    @Nested
    class Load extends DurableQueuesLoadContract {
        private final Storage storage = new Storage();

        @Override
        protected DurableQueues open() {
            return storage.open();
        }
    }

    /** Opens queues in memory again and again over the same content, and lets them expire as a broker would. */
    private static final class Storage {
        private @Nullable MemoryQueues last;

        DurableQueues open() {
            MemoryQueues queues = last == null ? new MemoryQueues(EXECUTOR, System::currentTimeMillis) : last.crash();
            EXECUTOR.scheduleWithFixedDelay(queues::expire, 50, 50, TimeUnit.MILLISECONDS);
            last = queues;
            return queues;
        }
    }
}
