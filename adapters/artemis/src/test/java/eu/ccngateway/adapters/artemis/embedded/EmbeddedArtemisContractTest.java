package eu.ccngateway.adapters.artemis.embedded;

import eu.ccngateway.adapters.artemis.embedded.EmbeddedSettings.JournalKind;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.DurableQueuesContract;
import eu.ccngateway.gateway.queue.DurableQueuesLifetimeContract;
import eu.ccngateway.gateway.queue.DurableQueuesLoadContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The embedded broker keeps the contract, with so little memory that a backlog goes to disk. */
class EmbeddedArtemisContractTest {

    private static final int MIB = 1024 * 1024;

    @TempDir
    static Path directory;

    private static EmbeddedSettings settings() {
        return EmbeddedSettings.in(directory).withMemoryBytes(8 * MIB).withJournalFiles(4 * MIB, 2);
    }

    @Nested
    class Basics extends DurableQueuesContract {
        @Override
        protected DurableQueues open() {
            return EmbeddedArtemis.open(settings());
        }
    }

    @Nested
    class Lifetime extends DurableQueuesLifetimeContract {
        @Override
        protected DurableQueues open() {
            return EmbeddedArtemis.open(settings());
        }
    }

    @Nested
    class Load extends DurableQueuesLoadContract {
        @Override
        protected DurableQueues open() {
            return EmbeddedArtemis.open(settings());
        }
    }

    @Nested
    class LoadOnNio extends DurableQueuesLoadContract {
        @Override
        protected DurableQueues open() {
            return EmbeddedArtemis.open(settings().withJournal(JournalKind.NIO));
        }
    }
}
