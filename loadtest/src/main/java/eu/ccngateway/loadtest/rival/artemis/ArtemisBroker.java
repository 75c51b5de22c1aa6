package eu.ccngateway.loadtest.rival.artemis;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * An Artemis server in a process of its own. Arguments: its directory, the number of queues, and the acceptor. When it is
 * ready it writes the file {@code ready}, which says which journal it has.
 */
public final class ArtemisBroker {

    static final String READY = "ready";

    private static final int MIB = 1 << 20;
    private static final int BUFFER_BYTES = 2 * MIB;
    /** How long a lone write waits for company. */
    private static final int BUFFER_NANOS = 200_000;

    private static final int FILES_KEPT = 20;

    private ArtemisBroker() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        boolean isLibaio = AIOSequentialFileFactory.isSupported(directory.toFile());
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration(directory, Integer.parseInt(arguments[1]), arguments[2], isLibaio));
        broker.start();
        Path staged = Files.writeString(
                directory.resolve(READY + ".new"), isLibaio ? "libaio" : "NIO", StandardCharsets.US_ASCII);
        Files.move(staged, directory.resolve(READY), StandardCopyOption.ATOMIC_MOVE);
        new CountDownLatch(1).await();
    }

    private static Configuration configuration(Path directory, int queues, String acceptor, boolean isLibaio)
            throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setName("rival")
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setMessageCounterEnabled(false)
                .setCriticalAnalyzer(false)
                .setJournalType(isLibaio ? JournalType.ASYNCIO : JournalType.NIO)
                .setJournalDatasync(true)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalBufferSize_AIO(BUFFER_BYTES)
                .setJournalBufferSize_NIO(BUFFER_BYTES)
                .setJournalBufferTimeout_AIO(BUFFER_NANOS)
                .setJournalBufferTimeout_NIO(BUFFER_NANOS)
                .setJournalFileSize(64 * MIB)
                .setJournalMinFiles(2)
                .setJournalPoolFiles(FILES_KEPT)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .addAcceptorConfiguration("core", acceptor)
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setMaxSizeBytes(-1)
                                .setAutoCreateQueues(false)
                                .setAutoCreateAddresses(false));
        for (int queue = 0; queue < queues; queue++) {
            configuration.addQueueConfiguration(QueueConfiguration.of(ArtemisRival.queue(queue))
                    .setAddress(ArtemisRival.queue(queue))
                    .setRoutingType(RoutingType.ANYCAST)
                    .setDurable(true));
        }
        return configuration;
    }
}
