package eu.ccngateway.adapters.artemis.remote;

import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.DurableQueuesContract;
import eu.ccngateway.gateway.queue.DurableQueuesLifetimeContract;
import eu.ccngateway.gateway.queue.DurableQueuesLoadContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** A broker in a process of its own keeps the contract, with so little memory that a backlog goes to disk. */
class RemoteArtemisContractTest {

    @TempDir
    static Path directory;

    static BrokerProcess broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = BrokerProcess.plain(directory);
        broker.start();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    private static DurableQueues connect() {
        return RemoteArtemis.open(broker.settings("GW1"), Clock.systemUTC());
    }

    @Nested
    class Basics extends DurableQueuesContract {
        @Override
        protected DurableQueues open() {
            return connect();
        }
    }

    @Nested
    class Lifetime extends DurableQueuesLifetimeContract {
        @Override
        protected DurableQueues open() {
            return connect();
        }
    }

    @Nested
    class Load extends DurableQueuesLoadContract {
        @Override
        protected DurableQueues open() {
            return connect();
        }
    }
}
