package eu.ccngateway.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.protocol.seal.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The store after crashes, damage and full disks. */
class EvidenceStoreRecoveryTest extends StoreBench {

    @Test
    void isTheSameAfterRestart() throws Exception {
        List<LedgerRecord.Builder> records = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            records.add(accept(seal(1 + i % 4)));
            clock.move(Duration.ofMinutes(10));
        }
        store.sync();
        List<String> before = replayed(Instant.EPOCH);
        long lastAcceptance = store.lastAcceptance();
        long lastRecord = store.lastRecordId();
        reopen();
        assertThat(replayed(Instant.EPOCH)).isEqualTo(before).hasSize(50);
        assertThat(store.lastAcceptance()).isEqualTo(lastAcceptance).isGreaterThan(0);
        assertThat(store.lastRecordId())
                .isEqualTo(lastRecord)
                .isEqualTo(records.get(19).getId());
        for (LedgerRecord.Builder record : records) {
            assertThat(store.append(TestNetwork.bytes(record))).isFalse();
        }
        assertThat(files("seg")).as("one a day").hasSize(2);
        assertThat(replayed(NOW.plus(Duration.ofMinutes(95)))).hasSize(27);
    }

    @Test
    void fillsTheDuplicateWindowAsItWas() throws Exception {
        DuplicateWindow before =
                new DuplicateWindow(new DuplicateWindow.Bounds(Duration.ofHours(25), 30, 1000), clock, new Random(1));
        List<TestNetwork.Message> all = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            List<TestNetwork.Message> messages = seal(3);
            LedgerRecord.Builder record = accept(messages);
            for (int m = 0; m < 3; m++) {
                before.accepted(
                        "CUSTTAX.FR",
                        messages.get(m).header().getId().toByteArray(),
                        messages.get(m).leaf(),
                        record.getAccepted(m).getAcceptance(),
                        record.getAtMs(),
                        messages.get(m).header().getCreatedMs());
            }
            all.addAll(messages);
            clock.move(Duration.ofMinutes(20));
        }
        store.sync();
        DuplicateWindow after =
                new DuplicateWindow(new DuplicateWindow.Bounds(Duration.ofHours(25), 30, 1000), clock, new Random(2));
        store.replay(Instant.ofEpochMilli(after.reachMs()), after::accepted);
        assertThat(after.size()).isEqualTo(before.size()).isEqualTo(30);
        assertThat(after.reachMs("CUSTTAX.FR")).isEqualTo(before.reachMs("CUSTTAX.FR"));
        for (TestNetwork.Message message : all) {
            byte[] id = message.header().getId().toByteArray();
            assertThat(after.claim("CUSTTAX.FR", id, message.leaf()))
                    .isEqualTo(before.claim("CUSTTAX.FR", id, message.leaf()));
        }
    }

    @Test
    void cutsTornTailOffWhereverItIsTorn() throws Exception {
        accept(seal(2));
        store.sync();
        List<String> kept = replayed(Instant.EPOCH);
        Path segment = files("seg").get(0);
        long good = Files.size(segment);
        LedgerRecord.Builder torn = accept(seal(1));
        store.sync();
        byte[] whole = Files.readAllBytes(segment);
        store.close();
        byte[] index = Files.readAllBytes(files("idx").get(0));
        for (long length = whole.length - 1L; length >= good; length -= 1 + length % 37) {
            Files.write(segment, Arrays.copyOf(whole, (int) length));
            Files.write(files("idx").get(0), index);
            store = open(Retention.STANDARD);
            assertThat(Files.size(segment)).isEqualTo(good);
            assertThat(replayed(Instant.EPOCH)).isEqualTo(kept);
            store.close();
        }
        store = open(Retention.STANDARD);
        assertThat(store.append(TestNetwork.bytes(torn))).isTrue();
        store.sync();
        assertThat(replayed(Instant.EPOCH)).hasSize(3);
        assertThat(Files.readAllBytes(segment)).isEqualTo(whole);
    }

    @Test
    void makesIndexAnewThatIsGoneTornOrDamaged() throws Exception {
        for (int i = 0; i < 10; i++) {
            accept(seal(2));
            store.sync();
        }
        List<String> all = replayed(Instant.EPOCH);
        Path index = files("idx").get(0);
        byte[] good = Files.readAllBytes(index);
        Random random = new Random(7);
        for (int round = 0; round < 30; round++) {
            store.close();
            if (round == 0) {
                Files.delete(index);
            } else if (round % 2 == 0) {
                Files.write(index, Arrays.copyOf(good, random.nextInt(good.length)));
            } else {
                byte[] bad = good.clone();
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(index, bad);
            }
            assertThat(new EvidenceSearch(evidence).find(all.get(19).split(" ")[1], Optional.empty()))
                    .hasSize(1);
            store = open(Retention.STANDARD);
            assertThat(Files.readAllBytes(index)).isEqualTo(good);
            assertThat(replayed(Instant.EPOCH)).isEqualTo(all);
        }
    }

    @Test
    void makesIndexOfFullSegmentAnew() throws Exception {
        accept(seal(2));
        store.sync();
        clock.move(Duration.ofDays(1));
        accept(seal(2));
        store.sync();
        List<String> all = replayed(Instant.EPOCH);
        byte[] good = Files.readAllBytes(files("idx").get(0));
        Files.write(files("idx").get(0), Arrays.copyOf(good, 100));
        reopen();
        assertThat(Files.readAllBytes(files("idx").get(0))).isEqualTo(good);
        assertThat(replayed(Instant.EPOCH)).isEqualTo(all);
    }

    @Test
    void refusesASecondWriterAndAnotherNetwork() throws Exception {
        assertThatThrownBy(() -> open(Retention.STANDARD))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another gateway is writing");
        store.close();
        assertThatThrownBy(() -> EvidenceStore.open(evidence, new Statement("demo", "PROD"), Retention.STANDARD, clock))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("environment RCT (expected: demo, PROD)");
        store = open(Retention.STANDARD);
    }

    @Test
    void saysWhichRecordIsDamaged() throws Exception {
        long acceptance = accept(seal(1)).getAccepted(0).getAcceptance();
        store.sync();
        byte[] bytes = Files.readAllBytes(files("seg").get(0));
        bytes[bytes.length / 2] ^= 1;
        Files.write(files("seg").get(0), bytes, StandardOpenOption.WRITE);
        assertThatThrownBy(() -> store.search().byAcceptance(acceptance))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the record at 0 is damaged");
    }

    @Test
    void takesBackWhatTheDiskHadNoRoomFor() throws Exception {
        accept(seal(2));
        store.sync();
        List<String> kept = replayed(Instant.EPOCH);
        byte[] record = TestNetwork.bytes(network.accept(store, seal(1)));
        int needed = SegmentFile.FRAME_HEAD + record.length + 2 * IndexEntry.SIZE;
        for (long room = 0; room < needed; room += 61) {
            disk.room.set(room);
            assertThatThrownBy(() -> {
                        store.append(record);
                        store.sync();
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");
            assertThat(replayed(Instant.EPOCH)).isEqualTo(kept);
        }
        disk.room.set(needed);
        assertThat(store.append(record)).isTrue();
        store.sync();
        assertThat(replayed(Instant.EPOCH)).hasSize(3);
        reopen();
        assertThat(replayed(Instant.EPOCH)).hasSize(3);
    }

    @Test
    void forgetsWhatItCouldNotSyncSoThatItComesAgain() throws Exception {
        LedgerRecord.Builder record = accept(seal(1));
        disk.failsToSync = true;
        assertThatThrownBy(() -> store.sync()).isInstanceOf(IOException.class).hasMessageContaining("Input/output");
        disk.failsToSync = false;
        assertThat(replayed(Instant.EPOCH)).isEmpty();
        assertThat(store.append(TestNetwork.bytes(record))).isTrue();
        store.sync();
        assertThat(replayed(Instant.EPOCH)).hasSize(1);
    }
}
