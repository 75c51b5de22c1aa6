package eu.ccngateway.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.gateway.store.End;
import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceStoreTest {

    private static final Instant NOW = Instant.parse("2026-01-31T22:00:00Z");
    private static final String FR = "NTA.FR@CUSTTAX.FR";

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock(NOW);
    private final TestNetwork network = new TestNetwork(clock, new Random(1));
    private final IssuedKey sender = network.pki.node(FR, Use.SEAL);
    private final FullDisk disk = new FullDisk();
    private Path evidence;
    private EvidenceStore store;

    @BeforeEach
    void open() throws IOException {
        evidence = directory.resolve("evidence");
        store = open(Retention.STANDARD);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private EvidenceStore open(Retention retention) throws IOException {
        return EvidenceStore.open(evidence, TestNetwork.STATEMENT, retention, clock, disk);
    }

    private void reopen() throws IOException {
        store.close();
        store = open(Retention.STANDARD);
    }

    private List<TestNetwork.Message> seal(int count) {
        return network.seal(TestNetwork.seal(sender), FR, count);
    }

    private LedgerRecord.Builder accept(List<TestNetwork.Message> messages) throws IOException {
        LedgerRecord.Builder record = network.accept(store, messages);
        assertThat(store.append(TestNetwork.bytes(record))).isTrue();
        return record;
    }

    /** As every acceptance is replayed. */
    private List<String> replayed(Instant since) throws IOException {
        List<String> replayed = new ArrayList<>();
        store.replay(
                since,
                (domain, id, leaf, acceptance, atMs, createdMs) -> replayed.add(domain + " "
                        + HexFormat.of().formatHex(id) + " " + HexFormat.of().formatHex(leaf) + " " + acceptance + " "
                        + atMs + " " + createdMs));
        return replayed;
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(evidence)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    // ---- finding ----

    @Test
    void findsMessageByEitherOfItsIds() throws Exception {
        TestNetwork.Message message = seal(3).get(1);
        long acceptance = accept(List.of(message)).getAccepted(0).getAcceptance();
        store.append(TestNetwork.bytes(network.end(store, message, acceptance, End.EXPIRED)));
        store.append(TestNetwork.bytes(network.end(store, message, acceptance, End.DELIVERED)));
        store.sync();
        for (String reference : List.of(
                String.format("%016x", acceptance),
                String.format("%016X", acceptance),
                message.id(),
                message.id().toUpperCase(Locale.ROOT))) {
            List<EvidenceSearch.Match> found = store.search().find(reference, Optional.empty());
            assertThat(found).hasSize(1);
            assertThat(found.get(0).acceptance()).isEqualTo(acceptance);
            assertThat(found.get(0).id().toHex()).isEqualTo(message.id());
            assertThat(found.get(0).sender()).isEqualTo(FR);
        }
        EvidenceOf of = store.search().byAcceptance(acceptance).orElseThrow();
        assertThat(of.message().header().toByteArray()).isEqualTo(message.headerBytes());
        assertThat(of.coa()).isPresent();
        assertThat(of.endings()).extracting(EvidenceOf.Ending::end).containsExactly(End.EXPIRED, End.DELIVERED);
        assertThat(of.payload()).isEmpty();
    }

    @Test
    void findsNothingWhereThereIsNothing() throws Exception {
        accept(seal(1));
        assertThat(store.search().byAcceptance(1)).isEmpty();
        assertThat(store.search().find("0000000000000001", Optional.empty())).isEmpty();
        assertThat(store.search().find("26FR000000000000A1", Optional.empty())).isEmpty();
    }

    @Test
    void listsAllThatUsedOneId() throws Exception {
        Header french = network.header(FR).build();
        Header irish = french.toBuilder().setSender("NTA.IE@CUSTTAX.IE").build();
        IssuedKey other = network.pki.node("NTA.IE@CUSTTAX.IE", Use.SEAL);
        accept(network.seal(TestNetwork.seal(sender), List.of(french), List.of(new byte[1])));
        accept(network.seal(TestNetwork.seal(other), List.of(irish), List.of(new byte[1])));
        String id = HexFormat.of().formatHex(french.getId().toByteArray());
        assertThat(store.search().find(id, Optional.empty()))
                .extracting(EvidenceSearch.Match::sender)
                .containsExactly(FR, "NTA.IE@CUSTTAX.IE");
        assertThat(store.search().find(id, Optional.of("CUSTTAX.IE")))
                .extracting(EvidenceSearch.Match::sender)
                .containsExactly("NTA.IE@CUSTTAX.IE");
    }

    @Test
    void isSearchedInPlaceWhileItIsWritten() throws Exception {
        EvidenceSearch search = new EvidenceSearch(evidence);
        long synced = accept(seal(1)).getAccepted(0).getAcceptance();
        store.sync();
        long appended = accept(seal(1)).getAccepted(0).getAcceptance();
        assertThat(search.byAcceptance(synced)).isPresent();
        assertThat(search.byAcceptance(appended)).isPresent();
    }

    @Test
    void saysWhereThereIsNoEvidence() {
        assertThatThrownBy(() -> new EvidenceSearch(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds no evidence");
    }

    @Test
    void findsArchivedPayloadOnlyWhole() throws Exception {
        store.close();
        store = open(new Retention(10, 1 << 30));
        TestNetwork.Message message = seal(1).get(0);
        LedgerRecord.Builder accepted = network.accept(store, List.of(message));
        long acceptance = accepted.getAccepted(0).getAcceptance();
        byte[] payload = message.payload();
        int half = payload.length / 2;
        byte[] tail = Arrays.copyOfRange(payload, half, payload.length);
        store.append(TestNetwork.bytes(
                accepted.addArchived(TestNetwork.archived(acceptance, 0, Arrays.copyOf(payload, half)))));
        assertThat(store.search().byAcceptance(acceptance).orElseThrow().payload())
                .isEmpty();
        LedgerRecord.Builder more = LedgerRecord.newBuilder()
                .setId(accepted.getId())
                .setAtMs(clock.millis())
                .addArchived(TestNetwork.archived(acceptance, half, tail));
        assertThat(store.append(TestNetwork.bytes(more))).isTrue();
        assertThat(store.append(TestNetwork.bytes(more))).isFalse();
        reopen();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.search()
                .byAcceptance(acceptance)
                .orElseThrow()
                .payload()
                .orElseThrow()
                .writeTo(out);
        assertThat(out.toByteArray()).isEqualTo(payload);
        assertThat(files("seg")).hasSize(2);
    }

    // ---- starting again ----

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

    // ---- failing ----

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

    // ---- ageing ----

    @Test
    void deletesWhatIsOlderThanTheRetention() throws Exception {
        store.close();
        store = open(new Retention(3, 0));
        List<Long> acceptances = new ArrayList<>();
        for (int day = 0; day < 8; day++) {
            acceptances.add(accept(seal(1)).getAccepted(0).getAcceptance());
            store.sync();
            clock.move(Duration.ofDays(1));
        }
        store.retire();
        List<Boolean> there = new ArrayList<>();
        for (long acceptance : acceptances) {
            there.add(store.search().byAcceptance(acceptance).isPresent());
        }
        assertThat(there).containsExactly(false, false, false, false, false, true, true, true);
        assertThat(replayed(Instant.EPOCH)).hasSize(3);
    }

    @Test
    void refusesRetentionThatIsTooShort() {
        assertThatThrownBy(() -> new Retention(1, 0)).hasMessage("evidence.days: 1 (expected: 2-36500)");
        assertThatThrownBy(() -> new Retention(10, 1000)).hasMessageContaining("evidence.archivedBytesMax: 1000");
    }
}
