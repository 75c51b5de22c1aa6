package eu.ccngateway.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store with a network whose messages it keeps. */
abstract class StoreBench {

    static final Instant NOW = Instant.parse("2026-01-31T22:00:00Z");
    static final String FR = "NTA.FR@CUSTTAX.FR";

    @TempDir
    Path directory;

    final SettableClock clock = new SettableClock(NOW);
    final TestNetwork network = new TestNetwork(clock, new Random(1));
    final IssuedKey sender = network.pki.node(FR, Use.SEAL);
    final FullDisk disk = new FullDisk();
    Path evidence;
    EvidenceStore store;

    @BeforeEach
    void open() throws IOException {
        evidence = directory.resolve("evidence");
        store = open(Retention.STANDARD);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    EvidenceStore open(Retention retention) throws IOException {
        return EvidenceStore.open(evidence, TestNetwork.STATEMENT, retention, clock, disk);
    }

    void reopen() throws IOException {
        store.close();
        store = open(Retention.STANDARD);
    }

    List<TestNetwork.Message> seal(int count) {
        return network.seal(TestNetwork.seal(sender), FR, count);
    }

    LedgerRecord.Builder accept(List<TestNetwork.Message> messages) throws IOException {
        LedgerRecord.Builder record = network.accept(store, messages);
        assertThat(store.append(TestNetwork.bytes(record))).isTrue();
        return record;
    }

    /** As every acceptance is replayed. */
    List<String> replayed(Instant since) throws IOException {
        List<String> replayed = new ArrayList<>();
        store.replay(
                since,
                (domain, id, leaf, acceptance, atMs, createdMs) -> replayed.add(domain + " "
                        + HexFormat.of().formatHex(id) + " " + HexFormat.of().formatHex(leaf) + " " + acceptance + " "
                        + atMs + " " + createdMs));
        return replayed;
    }

    List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(evidence)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
