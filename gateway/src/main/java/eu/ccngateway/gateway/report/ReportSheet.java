package eu.ccngateway.gateway.report;

import com.google.protobuf.UnsafeByteOperations;
import eu.ccngateway.gateway.store.IssuedReport;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Proof;
import eu.ccngateway.protocol.wire.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reports that are sealed together. Filled, then sealed once, then read. Not thread-safe. */
public final class ReportSheet {

    private static final byte[] EMPTY_SHA256 = Sha256.of(new byte[0]);

    private final Statement statement;
    private final SealingKey key;
    private final List<byte[]> headers = new ArrayList<>();
    private final List<byte[]> leaves = new ArrayList<>();
    private final List<Proof> proofs = new ArrayList<>();
    private Optional<Seal> seal = Optional.empty();

    ReportSheet(Statement statement, SealingKey key) {
        this.statement = statement;
        this.key = key;
    }

    /** Puts a report on the sheet and tells its line. */
    public int add(Header report) {
        byte[] header = report.toByteArray();
        headers.add(header);
        leaves.add(statement.leaf(report, Sha256.of(header), EMPTY_SHA256));
        return headers.size() - 1;
    }

    public int size() {
        return headers.size();
    }

    /** Signs what is on the sheet; an empty one needs no seal. */
    public void seal() {
        if (!leaves.isEmpty()) {
            MerkleTree sealed = new MerkleTree(leaves);
            seal = Optional.of(key.seal(sealed));
            for (int line = 0; line < leaves.size(); line++) {
                proofs.add(Proof.newBuilder()
                        .setIndex(line)
                        .setPath(UnsafeByteOperations.unsafeWrap(sealed.path(line)))
                        .build());
            }
        }
    }

    public Seal sealed() {
        return seal.orElseThrow();
    }

    public byte[] header(int line) {
        return headers.get(line);
    }

    public byte[] leaf(int line) {
        return leaves.get(line);
    }

    public Proof proof(int line) {
        return proofs.get(line);
    }

    /** The report as the ledger keeps it. */
    public IssuedReport issued(int line) {
        return IssuedReport.newBuilder()
                .setHeader(UnsafeByteOperations.unsafeWrap(headers.get(line)))
                .setProof(proof(line))
                .build();
    }
}
