package eu.ccngateway.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.gateway.store.End;
import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.wire.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvidenceStoreTest extends StoreBench {

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
