package eu.ccngateway.applications.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.applications.conversation.Channel;
import eu.ccngateway.applications.conversation.Kind;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");

    @TempDir
    private Path directory;

    private static Pending pending(String identification) {
        Outgoing outgoing = new Outgoing(
                "NTA.FR", Channel.CORE, "CD001C-MSG.NCTS", Kind.REQUEST, 5, identification, "26DE", new byte[] {1, 2});
        return Pending.of("NTA.DE", outgoing, NOW);
    }

    private static Unit unit(String handled, Stored record, Pending pending) {
        return new Unit(List.of(handled), List.of(record), List.of(pending), List.of(), NOW);
    }

    @Test
    void remembersWhatWasHandledAndWhatIsToBeSent() {
        Pending first = pending("A");
        Pending second = pending("B");
        try (Store store = Store.open(directory)) {
            store.commit(unit("id1", new Stored("k", new byte[] {1}), first));
            store.commit(unit("id2", new Stored("k", new byte[] {2}), second));
            store.commit(
                    new Unit(List.of(), List.of(), List.of(), List.of(first.id().toHex()), NOW));
        }
        try (Store store = Store.open(directory)) {
            assertThat(store.wasHandled("id1")).isTrue();
            assertThat(store.wasHandled("id3")).isFalse();
            assertThat(store.records())
                    .singleElement()
                    .extracting(Stored::value)
                    .isEqualTo(new byte[] {2});
            assertThat(store.pending()).singleElement().satisfies(left -> {
                assertThat(left.id()).isEqualTo(second.id());
                assertThat(left.created()).isEqualTo(second.created());
                assertThat(left.outgoing().identification()).isEqualTo("B");
                assertThat(left.outgoing().payload()).isEqualTo(new byte[] {1, 2});
            });
        }
    }

    @Test
    void cutsOffWhatACrashHasTorn() throws IOException {
        try (Store store = Store.open(directory)) {
            store.commit(unit("id1", new Stored("k", new byte[] {1}), pending("A")));
        }
        Path journal = directory.resolve("journal");
        byte[] whole = Files.readAllBytes(journal);
        for (int torn = 1; torn < whole.length; torn += 7) {
            Files.write(journal, whole);
            Files.write(journal, java.util.Arrays.copyOf(whole, torn), StandardOpenOption.APPEND);
            try (Store store = Store.open(directory)) {
                assertThat(store.wasHandled("id1")).isTrue();
                assertThat(store.pending()).hasSize(1);
                store.commit(unit("id2", new Stored("k", new byte[0]), pending("B")));
            }
            try (Store store = Store.open(directory)) {
                assertThat(store.wasHandled("id2")).isTrue();
                assertThat(store.records()).isEmpty();
            }
        }
    }

    @Test
    void letsNobodyElseUseItsDirectory() {
        try (Store store = Store.open(directory)) {
            assertThat(store.pending()).isEmpty();
            assertThatThrownBy(() -> Store.open(directory)).hasMessageContaining("another application uses it");
        }
    }

    @Test
    void doesNotGrowForEver() throws IOException {
        try (Store store = Store.open(directory)) {
            for (int i = 0; i < 60; i++) {
                store.commit(
                        new Unit(List.of(), List.of(new Stored("k", new byte[1 << 20])), List.of(), List.of(), NOW));
            }
            store.commit(new Unit(List.of(), List.of(new Stored("last", new byte[] {7})), List.of(), List.of(), NOW));
        }
        assertThat(Files.size(directory.resolve("journal"))).isLessThan(40L << 20);
        try (Store store = Store.open(directory)) {
            assertThat(store.records()).extracting(Stored::key).contains("k", "last");
        }
    }

    @Test
    void givesTheSameMessageTheSameIdAndAnotherAnother() {
        assertThat(pending("A").id()).isEqualTo(pending("A").id());
        assertThat(pending("A").id()).isNotEqualTo(pending("B").id());
    }
}
