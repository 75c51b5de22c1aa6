package eu.ccngateway.protocol.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.SealVerifier;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.tls.CertificateUse;
import eu.ccngateway.protocol.tls.TrustAnchors;
import eu.ccngateway.protocol.tls.TrustPolicy;
import eu.ccngateway.protocol.wire.Seal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealGarbageTest {

    private static final int ROUNDS = 2_000;

    private final Garbage garbage = Garbage.fresh();
    private final SealVerifier verifier = new SealVerifier();
    private final TestPki pki = TestPki.create();
    private final TrustAnchors anchors =
            TrustAnchors.of(List.of(pki.root(), pki.issuing()), pki.revocationLists(), TrustPolicy.strict());
    private final IssuedKey key = pki.issue(Identity.node("NTA.FR@CUSTTAX.FR"), Use.SEAL, KeyKind.EC_P256);
    private final Seal good = new SealingKey(key.privateKey(), key.chain(), Optional.empty()).seal(tree(3));

    private MerkleTree tree(int size) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            byte[] leaf = new byte[Sha256.LENGTH];
            garbage.random.nextBytes(leaf);
            leaves.add(leaf);
        }
        return new MerkleTree(leaves);
    }

    private static Seal withCms(Seal seal, byte[] cms) {
        return seal.toBuilder()
                .setCms(ByteString.copyFrom(cms))
                .setId(ByteString.copyFrom(Sha256.of(cms)))
                .build();
    }

    /**
     * Some bits of a CMS are signed by nobody; those apart, a changed one is refused, or shows a changed certificate that
     * nobody trusts.
     */
    private void assertRefusedOrBySameSigner(Seal seal) {
        try {
            SealVerifier.Signer signer = verifier.verify(seal);
            boolean isSame = signer.certificate().equals(key.certificate());
            boolean isTrusted = anchors.check(signer.chain(), CertificateUse.SEALING, Instant.now())
                    .isEmpty();
            assertThat(isSame || !isTrusted).as(garbage.seed).isTrue();
        } catch (RefusedException e) {
            assertThat(e.code()).as(garbage.seed).isEqualTo(RefusalCode.SEAL_INVALID);
        }
    }

    @Test
    void refusesRandomBytes() {
        for (int i = 0; i < ROUNDS; i++) {
            Seal seal = withCms(good, garbage.bytes(500));
            assertThatThrownBy(() -> verifier.verify(seal))
                    .as(garbage.seed)
                    .isInstanceOf(RefusedException.class)
                    .extracting(e -> ((RefusedException) e).code())
                    .isEqualTo(RefusalCode.SEAL_INVALID);
        }
    }

    @Test
    void refusesDamagedSealsOrNamesTheSameSigner() {
        byte[] cms = good.getCms().toByteArray();
        for (int i = 0; i < ROUNDS; i++) {
            assertRefusedOrBySameSigner(withCms(good, garbage.damaged(cms)));
        }
    }

    @Test
    void refusesEveryOtherSizeAndRoot() {
        byte[] root = good.getRoot().toByteArray();
        for (int i = 0; i < 200; i++) {
            byte[] other = root.clone();
            other[garbage.random.nextInt(other.length)] ^= (byte) (1 << garbage.random.nextInt(8));
            assertRefused(good.toBuilder().setRoot(ByteString.copyFrom(other)).build());
            int size = garbage.random.nextInt();
            if (size != good.getSize()) {
                assertRefused(good.toBuilder().setSize(size).build());
            }
        }
        assertRefused(good.toBuilder().clearRoot().build());
        assertRefused(good.toBuilder().clearCms().build());
        assertRefused(good.toBuilder().clearId().build());
        assertRefused(withCms(good, new byte[32 * 1024 + 1]));
    }

    private void assertRefused(Seal seal) {
        assertThatThrownBy(() -> verifier.verify(seal))
                .as(garbage.seed)
                .isInstanceOf(RefusedException.class)
                .extracting(e -> ((RefusedException) e).code())
                .isEqualTo(RefusalCode.SEAL_INVALID);
    }

    @Test
    void noWrongProofLeadsToTheRoot() {
        for (int i = 0; i < ROUNDS; i++) {
            int size = 1 + garbage.random.nextInt(40);
            MerkleTree tree = tree(size);
            int index = garbage.random.nextInt(size);
            byte[] path = garbage.damaged(tree.path(index));
            int claimed = garbage.random.nextInt(4) == 0 ? garbage.random.nextInt() : index;
            if (claimed == index && java.util.Arrays.equals(path, tree.path(index))) {
                continue;
            }
            try {
                assertThat(MerkleTree.rootOf(tree.leaf(index), claimed, size, path))
                        .as(garbage.seed)
                        .isNotEqualTo(tree.root());
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("expected");
            }
        }
    }

    @Test
    void takesTheGoodOne() {
        assertThat(verifier.verify(good).certificate()).isEqualTo(key.certificate());
    }
}
