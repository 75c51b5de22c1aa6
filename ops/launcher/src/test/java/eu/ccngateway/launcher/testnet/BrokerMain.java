package eu.ccngateway.launcher.testnet;

import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** A broker in a process of its own. Arguments: data directory, port, prefix of the addresses. */
public final class BrokerMain {

    static final String READY = "broker ";

    private static final int MIB = 1 << 20;
    private static final int SYNC_AT_LEAST_EVERY_NANOS = 200_000;

    private BrokerMain() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration(arguments[0], Integer.parseInt(arguments[1]), arguments[2]));
        broker.start();
        System.out.println(READY + arguments[1]);
        new CountDownLatch(1).await();
    }

    private static Configuration configuration(String data, int port, String prefix) throws Exception {
        return new ConfigurationImpl()
                .setName("test")
                .setSecurityEnabled(false)
                .setCriticalAnalyzer(false)
                .setJournalType(JournalType.NIO)
                .setJournalDatasync(true)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalBufferSize_NIO(2 * MIB)
                .setJournalBufferTimeout_NIO(SYNC_AT_LEAST_EVERY_NANOS)
                .setJournalFileSize(10 * MIB)
                .setJournalMinFiles(2)
                .setJournalDirectory(data + "/journal")
                .setBindingsDirectory(data + "/bindings")
                .setPagingDirectory(data + "/paging")
                .setLargeMessagesDirectory(data + "/large")
                .setMessageExpiryScanPeriod(1000)
                .addAcceptorConfiguration(
                        "core", "tcp://127.0.0.1:" + port + "?protocols=CORE;coreMaxFrameSize=" + 2 * MIB)
                .addAddressSetting(prefix + "#", settings(prefix));
    }

    private static AddressSettings settings(String prefix) {
        return new AddressSettings()
                .setExpiryAddress(SimpleString.of(prefix + "ccn.expired"))
                .setMaxDeliveryAttempts(-1)
                .setRedeliveryDelay(0)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setPageSizeBytes(4 * MIB)
                .setMaxReadPageBytes(-1)
                .setMaxReadPageMessages(-1)
                .setAutoCreateQueues(false)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false);
    }
}
