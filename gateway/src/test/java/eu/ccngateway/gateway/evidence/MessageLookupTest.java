package eu.ccngateway.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.protocol.message.MessageId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageLookupTest extends StoreBench {

    private static final String MRN = "26FRABCDEF12345678";

    private TestNetwork.Message correlated(String correlation) {
        return network.seal(
                        TestNetwork.seal(sender),
                        List.of(network.header(FR)
                                .setCorrelationId(ByteString.copyFrom(
                                        MessageId.parse(correlation).toBytes()))
                                .build()),
                        List.of(new byte[10]))
                .get(0);
    }

    private void aDayPasses() throws IOException {
        store.sync();
        clock.move(Duration.ofDays(1));
    }

    private MessageLookup.Found find(String reference) throws IOException {
        return store.lookup().find(reference, Optional.empty(), 10);
    }

    @Test
    void findsTheMessagesOfAnMrnWithWhatBecameOfThem() throws Exception {
        TestNetwork.Message first = correlated(MRN);
        long delivered = accept(List.of(first)).getAccepted(0).getAcceptance();
        accept(seal(5));
        aDayPasses();
        long waiting = accept(List.of(correlated(MRN))).getAccepted(0).getAcceptance();
        store.append(TestNetwork.bytes(network.end(store, first, delivered, End.DELIVERED)));
        aDayPasses();
        accept(List.of(correlated("26IE00000000000000")));

        MessageLookup.Found found = find(MRN);
        assertThat(found.hasMore()).isFalse();
        assertThat(found.lives()).extracting(MessageLookup.Life::acceptance).containsExactly(delivered, waiting);
        assertThat(found.lives().get(0).ends())
                .extracting(MessageLookup.LifeEnd::end)
                .containsExactly(End.DELIVERED);
        assertThat(found.lives().get(0).hasCoa()).isTrue();
        assertThat(found.lives().get(1).ends()).isEmpty();
        assertThat(find(first.id()).lives())
                .extracting(MessageLookup.Life::acceptance)
                .containsExactly(delivered);
        assertThat(find(String.format("%016x", waiting)).lives()).hasSize(1);
        assertThat(find("26FRABCDEF1234567").lives()).isEmpty();
        assertThat(store.lookup().find(MRN, Optional.of("CUSTTAX.IE"), 10).lives())
                .isEmpty();
    }

    @Test
    void showsTheLatestAndSaysThatThereAreMore() throws Exception {
        List<Long> acceptances = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            acceptances.add(accept(List.of(correlated(MRN))).getAccepted(0).getAcceptance());
            if (i % 2 == 0) {
                aDayPasses();
            }
        }
        store.sync();
        MessageLookup.Found found = store.lookup().find(MRN, Optional.empty(), 3);
        assertThat(found.hasMore()).isTrue();
        assertThat(found.lives())
                .extracting(MessageLookup.Life::acceptance)
                .containsExactlyElementsOf(acceptances.subList(3, 6));
    }

    @Test
    void findsAllTheSameWhereKeysOrIndexAreGoneOrDamaged() throws Exception {
        TestNetwork.Message message = correlated(MRN);
        accept(List.of(message));
        aDayPasses();
        accept(seal(2));
        store.sync();
        assertThat(files(".key")).hasSize(1);
        Path keys = files(".key").get(0);
        Path index = files(".idx").get(0);

        Files.write(keys, new byte[] {1, 2, 3});
        assertThat(find(MRN).lives()).hasSize(1);
        Files.delete(keys);
        assertThat(find(MRN).lives()).hasSize(1);
        reopen();
        assertThat(files(".key")).as("made anew at start").hasSize(1);
        assertThat(find(message.id()).lives()).hasSize(1);
        try (FileChannel channel = FileChannel.open(index, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[64]), 0);
        }
        assertThat(find(message.id()).lives()).hasSize(1);
    }

    @Test
    void keysLeaveWithTheirSegment() throws Exception {
        store.close();
        store = open(new Retention(3, 0));
        for (int day = 0; day < 8; day++) {
            accept(seal(1));
            aDayPasses();
        }
        store.retire();
        assertThat(files(".key"))
                .hasSameSizeAs(files(".seg").subList(1, files(".seg").size()));
    }

    /**
     * A million rows unless {@code ccn.lookup.segments} says otherwise; 200 segments are ten million. What a search costs
     * depends on how many segments there are, and hardly on what is in them.
     */
    @Test
    void costsAFewReadsASegmentHoweverMuchIsInIt() throws Exception {
        int segments = Integer.getInteger("ccn.lookup.segments", 20);
        int messages = 50_000;
        Path many = Files.createDirectories(directory.resolve("many"));
        ByteString wanted = ByteString.copyFrom(MessageId.parse(MRN).toBytes());
        for (int i = 1; i <= segments; i++) {
            SegmentFile segment = new SegmentFile(many, SegmentFile.Kind.LEDGER, i, LocalDate.EPOCH);
            fill(segment, messages, i == 3 ? Optional.of(wanted) : Optional.empty());
        }
        Files.createFile(new SegmentFile(many, SegmentFile.Kind.LEDGER, segments + 1, LocalDate.EPOCH).path());

        Places places = new Places(many, SegmentFile.Kind.LEDGER);
        List<Places.Wanted> all = new ArrayList<>(Places.Wanted.messages(MRN, Optional.empty()));
        all.add(Places.Wanted.correlated(MRN, Optional.empty()));
        List<Places.Place> found = places.latest(all, 20);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).segment().sequence()).isEqualTo(3);
        int halvings = 64 - Long.numberOfLeadingZeros(3L * messages);
        assertThat(places.reads()).isLessThanOrEqualTo(2L * segments * (halvings + 2) + 2);
    }

    /** A segment's keys, and an index in which only what is looked for is written; the rest is a hole in the file. */
    private void fill(SegmentFile segment, int messages, Optional<ByteString> wanted) throws IOException {
        Files.createFile(segment.path());
        SegmentKeys keys = new SegmentKeys();
        try (RandomAccessFile index = new RandomAccessFile(segment.index().toFile(), "rw")) {
            index.setLength(3L * messages * IndexEntry.SIZE);
            for (int i = 0; i < messages; i++) {
                byte[] id = new byte[24];
                network.random.nextBytes(id);
                keys.add(entry(IndexEntry.Kind.ACCEPTED, ByteString.copyFrom(id)));
                boolean isIt = i == messages / 2 && wanted.isPresent();
                ByteString correlation =
                        isIt ? wanted.get() : ByteString.copyFrom(id, 1, 23).concat(ByteString.copyFrom(id, 0, 1));
                IndexEntry correlated = entry(IndexEntry.Kind.CORRELATED, correlation);
                keys.add(correlated);
                keys.add(entry(IndexEntry.Kind.RECORD, ByteString.copyFrom(id)));
                if (isIt) {
                    ByteBuffer bytes = ByteBuffer.allocate(IndexEntry.SIZE);
                    correlated.write(bytes);
                    index.seek((3L * i + 1) * IndexEntry.SIZE);
                    index.write(bytes.array());
                }
            }
        }
        keys.write(segment);
    }

    private IndexEntry entry(IndexEntry.Kind kind, ByteString id) {
        return new IndexEntry(kind, 0, 0, 100, network.id(), 0, 0, 0, id, ByteString.copyFrom(new byte[32]));
    }
}
