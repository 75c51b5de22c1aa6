package eu.ccngateway.launcher.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.launcher.assembly.GatewayAssembly;
import eu.ccngateway.launcher.testnet.TestNetwork;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeOptions;
import eu.ccngateway.node.Put;
import eu.ccngateway.node.Received;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.Pki;
import eu.ccngateway.pki.RevocationReason;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.message.MessageId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Messages of four member states, sealed in batches of known size with keys of four kinds, and 50 of them chosen. The SDK
 * seals together what gathered while no gateway was there: so each batch is put while the gateway is away.
 */
final class PackedMail implements AutoCloseable {

    private static final int[] BATCHES = {1, 2, 3, 64, 1000};
    private static final int SUBJECTS = 50;
    /** Long enough for a slow machine to accept everything. */
    private static final Duration SHORT_VALIDITY = Duration.ofSeconds(75);

    private static final Duration SHORT_LIFE = Duration.ofSeconds(25);
    private static final String EXPIRES = "NTA.FR@CUSTTAX.FR";
    private static final String REVOKED = "NTA.PL@CUSTTAX.PL";
    private static final Map<String, KeyKind> SENDERS = new LinkedHashMap<>(Map.of(
            "NTA.FR",
            KeyKind.EC_P256,
            "NTA.PL",
            KeyKind.EC_P384,
            "NTA.DE",
            KeyKind.RSA_2048,
            "NTA.IT",
            KeyKind.RSA_3072));

    /** What becomes of a message, and by which word a pack tells it. */
    enum End {
        DELIVERED("CORE-RCT-QUE.NCTS@CUSTTAX.IE"),
        EXPIRED("ADMIN-RCT-QUE.NCTS@CUSTTAX.IE"),
        EXCEPTION("ADMIN-RCT-QUE.NCTS@CUST.DE");

        private final String queue;

        End(String queue) {
            this.queue = queue;
        }

        String told() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A message that was put. */
    record Subject(String sender, int batch, End end, Message message, Put put) {
        long acceptance() {
            return put.await().acceptance().value();
        }

        @Override
        public String toString() {
            return end + " of " + sender + ", " + message.id().orElseThrow() + " in a batch of " + batch;
        }
    }

    private final TestNetwork network;
    private final Random random;
    private final Instant expires;
    private final List<Subject> all = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Subject> subjects = new ArrayList<>();
    private GatewayAssembly gateway;
    private Node revoked;

    PackedMail(Path directory, Random random) {
        TestNetwork.Plan plan = TestNetwork.in(directory.resolve("network"))
                .domains("CUSTTAX.FR", "CUSTTAX.PL", "CUST.DE", "CUST.IT", "CUSTTAX.IE")
                .with("storage: { embedded: { journal-file: 16 MiB, min-free: 0 } }")
                .with("archive: { enabled: true, max-bytes: 128 MiB }")
                .with("sessions: { drain-grace: 1 s, back-outs-max: 1 }");
        for (Map.Entry<String, KeyKind> sender : SENDERS.entrySet()) {
            plan = plan.sealingKey(sender.getKey(), sender.getValue());
        }
        this.network = plan.make();
        this.random = random;
        // A certificate of the PKI's usual validity that was made so long ago that it soon ends.
        Clock once = Clock.offset(Clock.systemUTC(), SHORT_VALIDITY.minus(Duration.ofDays(365)));
        this.expires = Pki.open(network.pki().files().directory(), once)
                .renew(Identity.node(EXPIRES), Use.SEAL)
                .get(0)
                .getNotAfter()
                .toInstant();
        gateway = network.startHere();
    }

    TestNetwork network() {
        return network;
    }

    List<Subject> subjects() {
        return subjects;
    }

    /** From then on the certificate of one sender is over. */
    Instant expires() {
        return expires;
    }

    /** Puts everything, and lets happen to it what is to happen. */
    void exchange() throws Exception {
        List<Node> senders = new ArrayList<>();
        for (String sender : SENDERS.keySet()) {
            for (int batch : BATCHES) {
                senders.add(connect(
                        sender,
                        NodeOptions.builder()
                                .batchMax(batch)
                                .batchBytesMax(900_000)
                                .inFlightMax(2_000)));
            }
        }
        revoked = connect("NTA.PL", NodeOptions.builder());
        gateway.close();
        int next = 0;
        for (String sender : SENDERS.keySet()) {
            for (int batch : BATCHES) {
                put(sender, batch, senders.get(next++));
            }
        }
        gateway = network.startHere();
        all.forEach(subject -> assertThat(subject.put().await().isDuplicate()).isFalse());
        assertThat(Instant.now())
                .as("everything was accepted while the certificate held")
                .isBefore(expires);
        choose();
        receive();
    }

    private Node connect(String name, NodeOptions.Builder options) {
        Node node = Node.connect(network.node(name)
                .options(options.patience(Duration.ofMinutes(5))
                        .reconnect(Duration.ofMillis(20), Duration.ofMillis(100))
                        .build())
                .build());
        open.add(node);
        return node;
    }

    private void put(String sender, int batch, Node node) {
        for (int i = 0; i < batch; i++) {
            End end = batch == 1000 && random.nextInt(10) > 0 ? End.DELIVERED : End.values()[random.nextInt(3)];
            Message message = message(end);
            all.add(new Subject(sender, batch, end, message, node.put(message)));
        }
    }

    private Message message(End end) {
        byte[] payload = new byte[random.nextInt(250)];
        random.nextBytes(payload);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Message.Builder message = Message.to(end.queue)
                .type("CD001C-MSG.NCTS")
                .id(MessageId.fresh(now.toEpochMilli(), random))
                .created(now)
                .payload(payload);
        return end == End.EXPIRED ? message.expires(now.plus(SHORT_LIFE)).build() : message.build();
    }

    /** 50, from every sender and every size of batch; of small batches all. */
    private void choose() {
        List<Subject> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        for (Subject subject : shuffled) {
            if (subject.batch() < 64) {
                subjects.add(subject);
            }
        }
        for (int i = 0; subjects.size() < SUBJECTS; i++) {
            int batch = i / SENDERS.size() % 2 == 0 ? 64 : 1000;
            String sender = List.copyOf(SENDERS.keySet()).get(i % SENDERS.size());
            subjects.add(shuffled.stream()
                    .filter(subject ->
                            subject.batch() == batch && subject.sender().equals(sender) && !subjects.contains(subject))
                    .findFirst()
                    .orElseThrow());
        }
    }

    private void receive() {
        Node ie = connect("NTA.IE", NodeOptions.builder());
        Node de = connect("NTA.DE", NodeOptions.builder());
        open.add(ie.subscribe(End.DELIVERED.queue, 512, Received::acknowledge));
        open.add(de.subscribe(End.EXCEPTION.queue, 64, Received::rollback));
    }

    /** One sender's sealing certificate does not hold any more. */
    void revoke() {
        network.pki().revoke(Identity.node(REVOKED), Use.SEAL, RevocationReason.KEY_COMPROMISE);
    }

    /** Puts with it until the gateway has taken up the new list. */
    void putWithRevokedKey() {
        for (int tries = 0; tries < 1_000; tries++) {
            revoked.put(message(End.DELIVERED)).await();
        }
    }

    @Override
    public void close() throws IOException {
        Collections.reverse(open);
        for (AutoCloseable one : open) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
        gateway.close();
        network.close();
    }
}
