package eu.ccngateway.loadtest.run;

import com.google.protobuf.InvalidProtocolBufferException;
import eu.ccngateway.loadtest.account.Account;
import eu.ccngateway.node.Delivered;
import eu.ccngateway.node.Evidence;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.SealVerifier;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.tls.CertificateIdentity;
import eu.ccngateway.protocol.tls.CertificateUse;
import eu.ccngateway.protocol.tls.CredentialException;
import eu.ccngateway.protocol.tls.TrustAnchors;
import eu.ccngateway.protocol.wire.Header;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Checks messages and reports a second time, from what a third party would be shown: header bytes, payload, proof and
 * seal. Nothing is remembered from one to the next, and nothing is taken from the SDK's own verdict. One a thread.
 */
final class Recheck {

    private final SealVerifier seals = new SealVerifier();
    private final Statement statement;
    private final Supplier<TrustAnchors> trust;
    private final Account account;
    private final int oneIn;
    private long seen;

    Recheck(Statement statement, Supplier<TrustAnchors> trust, Account account, int oneIn) {
        this.statement = statement;
        this.trust = trust;
        this.account = account;
        this.oneIn = oneIn;
    }

    /** Looks at one in so many. */
    void look(Delivered message) {
        if (seen++ % oneIn != 0) {
            return;
        }
        account.rechecked();
        fault(message).ifPresent(fault -> account.fault(Account.Fault.UNVERIFIED, message + ": " + fault));
    }

    private Optional<String> fault(Delivered message) {
        Evidence evidence = message.evidence();
        try {
            Header header = Header.parseFrom(evidence.header());
            byte[] headerSha256 = Sha256.of(evidence.header());
            byte[] leaf = evidence.rows().isPresent()
                    ? statement.leaf(header, headerSha256, evidence.rows().get())
                    : statement.leaf(
                            header, headerSha256, Sha256.of(message.message().payload()));
            byte[] root =
                    MerkleTree.rootOf(leaf, evidence.index(), evidence.seal().getSize(), evidence.path());
            if (!Arrays.equals(root, evidence.seal().getRoot().toByteArray())) {
                return Optional.of("header and payload do not lead to the sealed root");
            }
            List<X509Certificate> chain = seals.verify(evidence.seal()).chain();
            String signer = name(CertificateIdentity.of(chain.get(0)));
            if (!signer.equals(message.sender())) {
                return Optional.of("sealed by " + signer + " (expected: " + message.sender() + ")");
            }
            return trust.get()
                    .check(chain, CertificateUse.SEALING, message.acceptedAt())
                    .map(problem -> problem.text());
        } catch (InvalidProtocolBufferException | RefusedException | CredentialException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static String name(CertificateIdentity identity) {
        return identity instanceof CertificateIdentity.Node node
                ? node.id().toString()
                : identity instanceof CertificateIdentity.Gateway gateway
                        ? gateway.id().toString()
                        : String.valueOf(identity);
    }
}
