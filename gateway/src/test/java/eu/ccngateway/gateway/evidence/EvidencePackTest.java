package eu.ccngateway.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.store.Accepted;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.pki.CertificateOrder;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.RevocationReason;
import eu.ccngateway.pki.Use;
import eu.ccngateway.pki.Validity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs of honest networks are valid, whoever checks them. */
class EvidencePackTest {

    private static final int[] BATCHES = {1, 2, 3, 64, 1000};
    private static final KeyKind[] KEYS = {KeyKind.EC_P256, KeyKind.EC_P384, KeyKind.RSA_2048, KeyKind.RSA_3072};
    private static final End[] ENDS = {End.DELIVERED, End.EXPIRED, End.DEAD_LETTERED};
    private static final int PACKS = 50;

    @TempDir
    Path directory;

    @Test
    void fiftyRandomPacksVerifyAlsoAfterTheirCertificatesExpiredOrWereRevoked() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        // A month ago: meanwhile every certificate and every revocation list has run out.
        SettableClock clock = new SettableClock(Instant.now().minus(Duration.ofDays(30)));
        TestNetwork network = new TestNetwork(clock, random);
        List<Path> packs = new ArrayList<>();
        List<IssuedKey> keys = new ArrayList<>();
        for (KeyKind kind : KEYS) {
            keys.add(network.pki.issue(
                    new CertificateOrder(Identity.node("NTA.FR@CUSTTAX.FR"), Use.SEAL, kind),
                    new Validity(
                            clock.instant().minusSeconds(60), clock.instant().plus(Duration.ofDays(7)))));
        }
        try (EvidenceStore store =
                EvidenceStore.open(directory.resolve("evidence"), TestNetwork.STATEMENT, Retention.STANDARD, clock)) {
            List<Long> acceptances = new ArrayList<>();
            List<TestNetwork.Message> messages = new ArrayList<>();
            for (int i = 0; i < PACKS; i++) {
                IssuedKey key = keys.get(i % KEYS.length);
                List<TestNetwork.Message> batch =
                        network.seal(TestNetwork.seal(key), "NTA.FR@CUSTTAX.FR", BATCHES[i % BATCHES.length]);
                TestNetwork.Message message = batch.get(random.nextInt(batch.size()));
                LedgerRecord.Builder accepted = network.accept(store, pick(batch, message, random));
                store.append(TestNetwork.bytes(accepted));
                long acceptance = acceptanceOf(accepted, message);
                clock.move(Duration.ofSeconds(random.nextInt(3600)));
                store.append(
                        TestNetwork.bytes(network.end(store, message, acceptance, ENDS[random.nextInt(ENDS.length)])));
                acceptances.add(acceptance);
                messages.add(message);
            }
            store.sync();
            keys.forEach(key -> network.pki.revoke(
                    key.certificate(), clock.instant().plusSeconds(5), RevocationReason.KEY_COMPROMISE));
            clock.move(Duration.ofSeconds(10));
            network.crls = network.pki.revocationLists();
            store.keepTrust(List.of(network.pki.root()), network.crls);
            EvidenceSearch search = new EvidenceSearch(directory.resolve("evidence"));
            for (int i = 0; i < PACKS; i++) {
                Path pack = directory.resolve("pack-" + i);
                byte[] payload = messages.get(i).payload();
                EvidencePack.write(
                        search.byAcceptance(acceptances.get(i)).orElseThrow(),
                        Optional.of(out -> out.write(payload)),
                        pack);
                packs.add(pack);
            }
        }
        for (Path pack : packs) {
            System.out.println(
                    pack + " " + EvidencePack.verify(pack, Optional.empty()).text());
        }
        Shell dash = Shell.dash();
        Shell busybox = Shell.busybox(Files.createDirectory(directory.resolve("tools")));
        for (Path pack : packs) {
            String expected = EvidencePack.verify(pack, Optional.empty()).text();
            assertThat(expected).startsWith("VALID\n");
            for (Shell shell : List.of(dash, busybox)) {
                assertThat(shell.run(pack, "verify.sh")).isEqualTo(new Shell.Result(0, expected, ""));
            }
        }
    }

    private static long acceptanceOf(LedgerRecord.Builder record, TestNetwork.Message message) {
        return record.getAcceptedList().stream()
                .filter(accepted ->
                        accepted.getHeader().equals(com.google.protobuf.ByteString.copyFrom(message.headerBytes())))
                .mapToLong(Accepted::getAcceptance)
                .findFirst()
                .orElseThrow();
    }

    private static List<TestNetwork.Message> pick(
            List<TestNetwork.Message> batch, TestNetwork.Message message, Random random) {
        List<TestNetwork.Message> picked = new ArrayList<>();
        for (TestNetwork.Message one : batch) {
            if (one.equals(message) || random.nextInt(batch.size()) < 3) {
                picked.add(one);
            }
        }
        return picked;
    }
}
