package eu.ccngateway.adapters.artemis.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.Recorder;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.Unit;
import eu.ccngateway.pki.CertificateOrder;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import eu.ccngateway.pki.Validity;
import eu.ccngateway.protocol.tls.KeyMaterial;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker is reached by mutual TLS only; and entries too large for its frames are streamed. */
class RemoteTlsIT {

    private static final String PASSWORD = "store-password";
    private static final TestPki PKI = TestPki.create();

    @TempDir
    static Path directory;

    static Broker broker;

    private final AtomicLong ids = new AtomicLong();

    @BeforeAll
    static void startBroker() throws Exception {
        Path keys = directory.resolve("broker.p12");
        Files.write(keys, certificate("BROKER@demo", "localhost").toPkcs12("broker", PASSWORD.toCharArray()));
        Path trust = directory.resolve("trust.p12");
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("root", PKI.root());
        try (OutputStream output = Files.newOutputStream(trust)) {
            authorities.store(output, PASSWORD.toCharArray());
        }
        broker = BrokerProcess.with(
                directory,
                ";sslEnabled=true;needClientAuth=true;keyStoreType=PKCS12;trustStoreType=PKCS12;keyStorePath=" + keys
                        + ";keyStorePassword=" + PASSWORD + ";trustStorePath=" + trust + ";trustStorePassword="
                        + PASSWORD);
        broker.start();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    private static IssuedKey certificate(String identity, String host) {
        Instant now = Instant.now();
        return PKI.issue(
                new CertificateOrder(Identity.gateway(identity), Use.TLS, KeyKind.EC_P256, List.of(host)),
                new Validity(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1))));
    }

    private static SSLContext context(TestPki trusted) {
        IssuedKey key = PKI.gateway("GW1@demo", Use.TLS);
        return BrokerTls.context(new KeyMaterial(key.privateKey(), key.chain()), List.of(trusted.root()));
    }

    private static RemoteSettings settings(String host) {
        return RemoteSettings.plain(
                        "GW1", "demo.", new BrokerAddress(host, broker.address().port()))
                .withLogin(new BrokerLogin(BrokerMain.USER, BrokerMain.PASSWORD))
                .withPatience(Duration.ofSeconds(20));
    }

    @Test
    void keepsAndHandsOutEntriesOfAnySize() throws Exception {
        try (DurableQueues queues =
                RemoteArtemis.open(settings("localhost").withTls(context(PKI)), Clock.systemUTC())) {
            StorageQueue queue = StorageQueue.LEDGER;
            queues.declare(List.of(queue));
            long[] entries = {ids.incrementAndGet(), ids.incrementAndGet(), ids.incrementAndGet()};
            queues.commit(Unit.unit(ids)
                            .append(queue, Unit.entry(entries[0], 100))
                            .append(queue, Unit.entry(entries[1], 1_500_000))
                            .append(queue, Unit.entry(entries[2], 100_000))
                            .work())
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);

            Recorder recorder = new Recorder();
            queues.subscribe(queue, recorder).credit(3);

            recorder.awaitTaken(3);
            assertThat(recorder.ids()).containsExactly(entries[0], entries[1], entries[2]);
        }
    }

    @Test
    void refusesBrokerOfForeignAuthority() {
        assertNotConnected(settings("localhost").withTls(context(TestPki.create())));
    }

    @Test
    void refusesBrokerWhoseCertificateNamesAnotherHost() throws Exception {
        try (CuttingProxy elsewhere = new CuttingProxy(broker.address(), "127.0.0.2")) {
            assertNotConnected(RemoteSettings.plain("GW1", "demo.", elsewhere.address())
                    .withLogin(new BrokerLogin(BrokerMain.USER, BrokerMain.PASSWORD))
                    .withTls(context(PKI)));
        }
    }

    @Test
    void isRefusedWithWrongPasswordWhichNobodyIsTold() {
        RemoteSettings settings =
                settings("localhost").withTls(context(PKI)).withLogin(new BrokerLogin(BrokerMain.USER, "guessed"));

        assertNotConnected(settings);

        assertThat(settings.toString()).contains(BrokerMain.USER).doesNotContain("guessed");
    }

    private static void assertNotConnected(RemoteSettings settings) {
        try (DurableQueues queues = RemoteArtemis.open(settings, Clock.systemUTC())) {
            await().atMost(Recorder.PATIENCE)
                    .until(() -> !queues.readiness().detail().contains("not connected yet"));
            assertThat(queues.readiness().ready()).isFalse();
            assertThat(queues.readiness().detail())
                    .contains(settings.brokers().get(0).toString())
                    .doesNotContain("guessed");
        }
    }
}
