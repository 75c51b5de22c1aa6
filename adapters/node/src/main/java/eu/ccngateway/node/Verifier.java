package eu.ccngateway.node;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import eu.ccngateway.protocol.message.HeaderRules;
import eu.ccngateway.protocol.message.ReportRows;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.ProvenTree;
import eu.ccngateway.protocol.seal.SealVerifier;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.tls.CertificateIdentity;
import eu.ccngateway.protocol.tls.CertificateUse;
import eu.ccngateway.protocol.tls.CredentialException;
import eu.ccngateway.protocol.tls.TrustAnchors;
import eu.ccngateway.protocol.tls.TrustProblem;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Kind;
import eu.ccngateway.protocol.wire.Proof;
import eu.ccngateway.protocol.wire.Seal;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks that what came is what its sender sealed: the seal's signature, the signer's chain at the moment of acceptance,
 * that the signer is the sender named in the header, and that header and payload lead to the sealed root. A seal is
 * checked once and remembered; all messages of a seal that came together are checked by one tree. For one thread.
 */
final class Verifier {

    private static final int REMEMBERED = 4_096;
    /** Leaves of a seal for each that is here. */
    private static final int SPARSE_MAX = 64;

    private final Supplier<TrustAnchors> trust;
    private final boolean isVerifying;
    private final SealVerifier seals = new SealVerifier();
    private final Map<ByteString, Signer> signers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteString, Signer> eldest) {
            return size() > REMEMBERED;
        }
    };

    Verifier(Supplier<TrustAnchors> trust, boolean isVerifying) {
        this.trust = trust;
        this.isVerifying = isVerifying;
    }

    /** Who made a seal, or why it is none. */
    private static final class Signer {

        private final List<X509Certificate> chain;
        private final String identity;
        private final boolean isGateway;
        private final @Nullable VerificationFailed failure;
        /** The moments for which a chain is good are one stretch of time: between two good ones all are good. */
        private @Nullable TrustAnchors goodBy;

        private long goodFromMs;
        private long goodToMs;

        Signer(List<X509Certificate> chain, String identity, boolean isGateway, @Nullable VerificationFailed failure) {
            this.chain = chain;
            this.identity = identity;
            this.isGateway = isGateway;
            this.failure = failure;
        }

        Optional<TrustProblem> problem(TrustAnchors anchors, long atMs) {
            boolean isKnown = anchors.equals(goodBy);
            if (isKnown && atMs >= goodFromMs && atMs <= goodToMs) {
                return Optional.empty();
            }
            Optional<TrustProblem> problem = anchors.check(chain, CertificateUse.SEALING, Instant.ofEpochMilli(atMs));
            if (problem.isEmpty()) {
                goodFromMs = isKnown ? Math.min(goodFromMs, atMs) : atMs;
                goodToMs = isKnown ? Math.max(goodToMs, atMs) : atMs;
                goodBy = anchors;
            }
            return problem;
        }
    }

    /**
     * A message as it came.
     *
     * @param acceptedAtMs the moment to judge the signer by
     */
    record Sample(byte[] header, byte[] payload, Proof proof, long acceptedAtMs) {}

    /** A message that is good, with its evidence; or why it is not. */
    record Verdict(
            Header header,
            @Nullable Evidence evidence,
            @Nullable VerificationFailed failure) {}

    /** Looks at messages of one seal. */
    List<Verdict> verify(Statement statement, Seal seal, List<Sample> samples) {
        List<Verdict> verdicts = new ArrayList<>(samples.size());
        if (!isVerifying) {
            samples.forEach(sample -> verdicts.add(unchecked(seal, sample)));
            return verdicts;
        }
        Signer signer = signers.computeIfAbsent(seal.getId(), id -> signer(seal));
        List<byte[]> leaves = new ArrayList<>(samples.size());
        List<Header> headers = new ArrayList<>(samples.size());
        for (Sample sample : samples) {
            Header header = header(sample);
            headers.add(header);
            leaves.add(leaf(statement, header, sample));
        }
        MerkleTree tree = wholeTree(seal, samples, leaves);
        Tree whole = new Tree(seal, tree, tree == null ? neighbours(seal, samples.size()) : null);
        Header good = Header.getDefaultInstance();
        for (int i = 0; i < samples.size(); i++) {
            Verdict verdict = verdict(signer, headers.get(i), good, samples.get(i), leaves.get(i), whole);
            verdicts.add(verdict);
            good = verdict.failure == null ? verdict.header : good;
        }
        return verdicts;
    }

    private static byte[] leaf(Statement statement, Header header, Sample sample) {
        byte[] headerSha256 = Sha256.of(sample.header);
        Optional<ReportRows> rows = rows(header, sample);
        return rows.isPresent()
                ? statement.leaf(header, headerSha256, rows.get())
                : statement.leaf(header, headerSha256, Sha256.of(sample.payload));
    }

    /** Which messages a report is about that tells of several; empty if there is no telling. */
    private static Optional<ReportRows> rows(Header header, Sample sample) {
        try {
            return HeaderRules.isOnSeveral(header) ? Optional.of(new ReportRows(sample.payload)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Neighbours share most of their way to the root; for few among many the memory would not pay. */
    private static @Nullable ProvenTree neighbours(Seal seal, int samples) {
        boolean pays = samples > 1 && seal.getSize() <= SPARSE_MAX * samples;
        return pays ? new ProvenTree(seal.getRoot().toByteArray(), seal.getSize()) : null;
    }

    /**
     * What single proofs are held against.
     *
     * @param whole if all leaves of the seal are here and lead to its root
     * @param proven if it is worth while to remember what was proven
     */
    private record Tree(
            Seal seal, @Nullable MerkleTree whole, @Nullable ProvenTree proven) {

        boolean has(byte[] leaf, Proof proof) {
            byte[] path = proof.getPath().toByteArray();
            if (proven != null) {
                return proven.has(leaf, proof.getIndex(), path);
            }
            return Arrays.equals(
                    seal.getRoot().toByteArray(), MerkleTree.rootOf(leaf, proof.getIndex(), seal.getSize(), path));
        }
    }

    private static Verdict unchecked(Seal seal, Sample sample) {
        Evidence.Sealed sealed = new Evidence.Sealed(sample.header, new byte[0], rows(header(sample), sample));
        return new Verdict(header(sample), new Evidence(sealed, sample.proof, null, seal, List.of()), null);
    }

    /** The header; an empty one if the bytes are none, which no rule lets pass. */
    private static Header header(Sample sample) {
        try {
            return Header.parseFrom(sample.header);
        } catch (InvalidProtocolBufferException e) {
            return Header.getDefaultInstance();
        }
    }

    /** The tree, if every leaf of it is here, in order, and leads to the root. */
    private static @Nullable MerkleTree wholeTree(Seal seal, List<Sample> samples, List<byte[]> leaves) {
        if (samples.size() != seal.getSize()) {
            return null;
        }
        for (int i = 0; i < samples.size(); i++) {
            if (samples.get(i).proof.getIndex() != i) {
                return null;
            }
        }
        MerkleTree tree = new MerkleTree(leaves);
        return Arrays.equals(tree.root(), seal.getRoot().toByteArray()) ? tree : null;
    }

    /** @param good a header that passed already, or an empty one */
    private Verdict verdict(Signer signer, Header header, Header good, Sample sample, byte[] leaf, Tree tree) {
        VerificationFailed failure = signer.failure;
        if (failure == null) {
            failure = badHeader(header, good);
        }
        Optional<ReportRows> rows = rows(header, sample);
        if (failure == null && rows.isEmpty() && HeaderRules.isOnSeveral(header)) {
            failure = new VerificationFailed(
                    RefusalCode.HEADER_INVALID, what(header) + ": its payload does not say what it reports on", false);
        }
        if (failure == null) {
            failure = wrongSigner(signer, header, sample);
        }
        if (failure == null && tree.whole == null) {
            failure = wrongProof(tree, header, sample, leaf);
        }
        if (failure != null) {
            return new Verdict(header, null, failure);
        }
        Evidence.Sealed sealed = new Evidence.Sealed(sample.header, leaf, rows);
        return new Verdict(header, new Evidence(sealed, sample.proof, tree.whole, tree.seal, signer.chain), null);
    }

    private Signer signer(Seal seal) {
        try {
            List<X509Certificate> chain = seals.verify(seal).chain();
            CertificateIdentity identity = CertificateIdentity.of(chain.get(0));
            if (identity instanceof CertificateIdentity.Gateway gateway) {
                return new Signer(chain, gateway.id().toString(), true, null);
            }
            String node = ((CertificateIdentity.Node) identity).id().toString();
            return new Signer(chain, node, false, null);
        } catch (RefusedException e) {
            return bad(new VerificationFailed(e.code(), "seal: " + e.reason(), false));
        } catch (CredentialException e) {
            return bad(new VerificationFailed(RefusalCode.SEAL_SIGNER_MISMATCH, "seal: " + e.getMessage(), false));
        }
    }

    private static Signer bad(VerificationFailed failure) {
        return new Signer(List.of(), "", false, failure);
    }

    private static @Nullable VerificationFailed badHeader(Header header, Header good) {
        try {
            if (header.getKind() == Kind.REPORT) {
                HeaderRules.checkReport(header, good);
            } else {
                HeaderRules.checkMessage(header, good);
            }
            return null;
        } catch (RefusedException e) {
            return new VerificationFailed(e.code(), "header: " + e.reason(), false);
        }
    }

    private @Nullable VerificationFailed wrongSigner(Signer signer, Header header, Sample sample) {
        boolean isReport = header.getKind() == Kind.REPORT;
        if (signer.isGateway != isReport || !signer.identity.equals(header.getSender())) {
            return new VerificationFailed(
                    RefusalCode.SEAL_SIGNER_MISMATCH,
                    what(header) + " was sealed by " + (signer.isGateway ? "gateway " : "node ") + signer.identity
                            + " (expected: " + header.getSender() + ", as the header says)",
                    false);
        }
        return signer.problem(trust.get(), sample.acceptedAtMs)
                .map(found -> new VerificationFailed(
                        found.reason().sealRefusal(),
                        what(header) + ": " + found.text(),
                        found.reason() == TrustProblem.Reason.CRL_MISSING
                                || found.reason() == TrustProblem.Reason.CRL_STALE))
                .orElse(null);
    }

    private static @Nullable VerificationFailed wrongProof(Tree tree, Header header, Sample sample, byte[] leaf) {
        String reason;
        try {
            if (tree.has(leaf, sample.proof)) {
                return null;
            }
            reason = "header and payload do not lead to the sealed root: something was changed after sealing";
        } catch (IllegalArgumentException e) {
            reason = e.getMessage();
        }
        return new VerificationFailed(RefusalCode.PROOF_INVALID, what(header) + ": " + reason, false);
    }

    private static String what(Header header) {
        return "message " + java.util.HexFormat.of().formatHex(header.getId().toByteArray()) + " of type "
                + header.getType() + " from " + header.getSender();
    }
}
