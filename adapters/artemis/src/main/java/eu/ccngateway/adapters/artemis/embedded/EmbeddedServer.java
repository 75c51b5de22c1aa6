package eu.ccngateway.adapters.artemis.embedded;

import eu.ccngateway.adapters.artemis.BrokerNames;
import eu.ccngateway.adapters.artemis.embedded.EmbeddedSettings.JournalKind;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.StorageQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory;
import org.apache.activemq.artemis.core.paging.PagingManager;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.postoffice.PostOffice;
import org.apache.activemq.artemis.core.server.ActiveMQLockAcquisitionTimeoutException;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.utils.critical.CriticalAnalyzerPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker itself: configured for us alone, without a way in from outside; stops for good when its disk fails. */
final class EmbeddedServer {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

    /** Holds the largest entry as one record; the larger, the more commits share a write. */
    private static final int JOURNAL_BUFFER_BYTES = 2 * 1024 * 1024;

    /** How long a lone commit waits for company. Shorter writes more than it gains, longer is felt by a lone sender. */
    private static final int JOURNAL_BUFFER_NANOS = 200_000;

    /** A page is read as a whole; room for two of the largest entries. */
    private static final int PAGE_BYTES = 2 * (Entry.BODY_MAX + 64 * 1024);

    /** Read ahead of what subscriptions took, per queue. Never what they hold: the gateway's credit bounds that. */
    private static final int PAGE_AHEAD_BYTES = 1024 * 1024;

    private static final long EXPIRY_SCAN_MS = 1_000;

    /** How long the process before us may take to end. */
    private static final long LOCK_WAIT_MS = 5_000;

    private static final int DISK_SCAN_MS = 1_000;

    private final ActiveMQServer server;
    private final BrokerNames names = new BrokerNames("");
    private final String description;
    private volatile String fault = "";

    private EmbeddedServer(ActiveMQServer server, String description) {
        this.server = server;
        this.description = description;
    }

    /**
     * Starts the broker.
     *
     * @param onFault called once if the disk fails, with what happened, before the broker stops itself
     */
    static EmbeddedServer start(EmbeddedSettings settings, Consumer<String> onFault) {
        try {
            Files.createDirectories(settings.directory());
        } catch (IOException e) {
            throw new IllegalStateException(
                    settings.directory() + ": cannot be made a directory for the broker's journal (expected: a place"
                            + " this user may write to)",
                    e);
        }
        boolean libaio = settings.journal() == JournalKind.BEST
                && AIOSequentialFileFactory.isSupported(settings.directory().toFile());
        String description = "embedded broker, journal " + (libaio ? "libaio" : "NIO") + " in " + settings.directory();
        ActiveMQServer server = new ActiveMQServerImpl(configuration(settings, libaio));
        EmbeddedServer embedded = new EmbeddedServer(server, description);
        server.registerIOCriticalErrorListener((cause, message, file) -> {
            embedded.fault = "the disk failed (" + message + (file == null ? "" : ", " + file)
                    + "); what was acknowledged is kept. Repair the disk, then restart";
            onFault.accept(embedded.fault);
        });
        embedded.start(settings);
        return embedded;
    }

    private void start(EmbeddedSettings settings) {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        server.registerActivationFailureListener(failure::set);
        try {
            server.start();
        } catch (Exception e) {
            failure.compareAndSet(null, e);
        }
        Exception cause = failure.get();
        if (cause != null) {
            stop();
            throw new IllegalStateException(
                    settings.directory()
                            + (isAboutLock(cause)
                                    ? ": in use by another process (expected: one gateway a directory)"
                                    : ": the journal cannot be opened: " + cause.getMessage()),
                    cause);
        }
        LOG.info("{}{}", description, whyNotLibaio(settings));
    }

    private static boolean isAboutLock(Throwable failure) {
        return failure instanceof ActiveMQLockAcquisitionTimeoutException
                || failure.getCause() instanceof ActiveMQLockAcquisitionTimeoutException;
    }

    private String whyNotLibaio(EmbeddedSettings settings) {
        if (settings.journal() == JournalKind.NIO || description.contains("libaio")) {
            return "";
        }
        return AIOSequentialFileFactory.isSupported()
                ? " (libaio is there, but this file system does not take direct writes)"
                : " (libaio would be faster: put libartemis-native-64.so on java.library.path and install libaio)";
    }

    private static Configuration configuration(EmbeddedSettings settings, boolean libaio) {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setName("ccn");
        configuration.setSecurityEnabled(false);
        configuration.setJMXManagementEnabled(false);
        configuration.setMessageCounterEnabled(false);
        configuration.setBrokerInstance(settings.directory().toFile());
        configuration.setBindingsDirectory("bindings");
        configuration.setJournalDirectory("journal");
        configuration.setPagingDirectory("paging");
        configuration.setLargeMessagesDirectory("large");
        configuration.setJournalLockAcquisitionTimeout(LOCK_WAIT_MS);
        configuration.setJournalType(libaio ? JournalType.ASYNCIO : JournalType.NIO);
        configuration.setJournalDatasync(true);
        configuration.setJournalSyncTransactional(true);
        configuration.setJournalSyncNonTransactional(true);
        configuration.setJournalBufferSize_AIO(JOURNAL_BUFFER_BYTES);
        configuration.setJournalBufferSize_NIO(JOURNAL_BUFFER_BYTES);
        configuration.setJournalBufferTimeout_AIO(JOURNAL_BUFFER_NANOS);
        configuration.setJournalBufferTimeout_NIO(JOURNAL_BUFFER_NANOS);
        configuration.setPageSyncTimeout(JOURNAL_BUFFER_NANOS);
        configuration.setJournalFileSize(settings.journalFileBytes());
        configuration.setJournalMinFiles(2);
        configuration.setJournalPoolFiles(settings.journalFilesKept());
        configuration.setMessageExpiryScanPeriod(EXPIRY_SCAN_MS);
        configuration.setGlobalMaxSize(settings.memoryBytes());
        configuration.setMaxDiskUsage(-1);
        configuration.setMinDiskFree(settings.minFreeBytes());
        configuration.setDiskScanPeriod(DISK_SCAN_MS);
        configuration.setCriticalAnalyzerPolicy(CriticalAnalyzerPolicy.LOG);
        configuration.addAddressSetting("#", addressSettings());
        return configuration;
    }

    private static AddressSettings addressSettings() {
        AddressSettings settings = new AddressSettings();
        settings.setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE);
        settings.setMaxSizeBytes(-1);
        settings.setPageSizeBytes(PAGE_BYTES);
        settings.setMaxReadPageBytes(-1);
        settings.setMaxReadPageMessages(-1);
        settings.setPrefetchPageBytes(PAGE_AHEAD_BYTES);
        settings.setPrefetchPageMessages(-1);
        settings.setExpiryAddress(SimpleString.of(new BrokerNames("").address(StorageQueue.EXPIRED)));
        // Attempts are not limited, so nothing ever goes there; but the broker complains if there is none.
        settings.setDeadLetterAddress(SimpleString.of(new BrokerNames("").address(StorageQueue.DEAD_LETTERS)));
        settings.setMaxDeliveryAttempts(-1);
        settings.setRedeliveryDelay(0);
        settings.setAutoCreateQueues(false);
        settings.setAutoDeleteQueues(false);
        settings.setAutoCreateAddresses(false);
        settings.setAutoDeleteAddresses(false);
        return settings;
    }

    /** The queue in the broker, made if it is not there. */
    Queue queue(StorageQueue queue) {
        SimpleString name = SimpleString.of(names.queue(queue));
        Queue found = server.locateQueue(name);
        if (found != null) {
            return found;
        }
        try {
            return server.createQueue(
                    QueueConfiguration.of(name)
                            .setAddress(names.address(queue))
                            .setRoutingType(RoutingType.ANYCAST)
                            .setDurable(true)
                            .setAutoCreateAddress(true),
                    true);
        } catch (Exception e) {
            throw new IllegalStateException(queue + " could not be made", e);
        }
    }

    StorageManager storage() {
        return server.getStorageManager();
    }

    PostOffice postOffice() {
        return server.getPostOffice();
    }

    Executor newOrderedExecutor() {
        return server.getExecutorFactory().getExecutor();
    }

    /** Which journal it is, and where. */
    String description() {
        return description;
    }

    /** What went wrong for good; empty if nothing did. */
    String fault() {
        return fault;
    }

    boolean isDiskFull() {
        PagingManager paging = server.getPagingManager();
        return paging != null && paging.isDiskFull();
    }

    void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("{}: did not stop cleanly; nothing acknowledged is lost by it", description, e);
        }
    }
}
