package eu.ccngateway.protocol.seal;

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
import eu.ccngateway.protocol.wire.Seal;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SealTest {

    private static final TestPki PKI = TestPki.create();

    private final SealVerifier verifier = new SealVerifier();

    private static IssuedKey key(KeyKind kind) {
        return PKI.issue(Identity.node("NTA.FR@CUSTTAX.FR"), Use.SEAL, kind);
    }

    private static Seal seal(IssuedKey key, MerkleTree tree) {
        return new SealingKey(key.privateKey(), key.chain(), Optional.empty()).seal(tree);
    }

    private static MerkleTree tree(int size) {
        return new MerkleTree(java.util.stream.IntStream.range(0, size)
                .mapToObj(i -> Sha256.of(new byte[] {(byte) i, (byte) (i >> 8)}))
                .toList());
    }

    private static Seal withCms(Seal seal, byte[] cms) {
        return seal.toBuilder()
                .setCms(ByteString.copyFrom(cms))
                .setId(ByteString.copyFrom(Sha256.of(cms)))
                .build();
    }

    private void assertInvalid(Seal seal) {
        assertThatThrownBy(() -> verifier.verify(seal))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalCode.SEAL_INVALID));
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyKind.class,
            names = {"EC_P256", "EC_P384", "RSA_2048"})
    void namesTheSignerOfAGoodSeal(KeyKind kind) {
        IssuedKey key = key(kind);

        SealVerifier.Signer signer = verifier.verify(seal(key, tree(64)));

        assertThat(signer.certificate()).isEqualTo(key.certificate());
        assertThat(signer.chain()).containsExactlyElementsOf(key.chain());
        assertThat(signer.sealedAt()).isPresent();
    }

    @Test
    void verifiesManySealsOfOneSignerAndOfSeveral() {
        IssuedKey one = key(KeyKind.EC_P256);
        IssuedKey other = PKI.node("NTA.IE@CUSTTAX.IE", Use.SEAL);
        for (int size = 1; size < 20; size++) {
            assertThat(verifier.verify(seal(one, tree(size))).certificate()).isEqualTo(one.certificate());
            assertThat(verifier.verify(seal(other, tree(size))).certificate()).isEqualTo(other.certificate());
        }
    }

    @Test
    void refusesAnotherRootOrSize() {
        Seal seal = seal(key(KeyKind.EC_P256), tree(3));

        assertInvalid(seal.toBuilder().setSize(4).build());
        assertInvalid(
                seal.toBuilder().setRoot(ByteString.copyFrom(tree(4).root())).build());
        assertInvalid(seal.toBuilder().setRoot(ByteString.EMPTY).build());
        assertInvalid(seal.toBuilder().setSize(0).build());
    }

    @Test
    void refusesAnIdThatIsNotTheHashOfTheCms() {
        Seal seal = seal(key(KeyKind.EC_P256), tree(3));

        assertInvalid(seal.toBuilder().setId(ByteString.copyFrom(new byte[32])).build());
    }

    @Test
    void refusesASignatureOfAnotherKeyUnderTheSameName() {
        Seal mine = seal(key(KeyKind.EC_P256), tree(3));
        IssuedKey other = key(KeyKind.EC_P256);
        Seal forged = new SealingKey(other.privateKey(), key(KeyKind.EC_P256).chain(), Optional.empty()).seal(tree(3));

        assertThat(verifier.verify(mine).chain()).isNotEmpty();
        assertInvalid(forged);
    }

    @Test
    void findsChangesOfTheSignature() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Seal seal = seal(key(KeyKind.EC_P256), tree(3));
        byte[] cms = seal.getCms().toByteArray();
        // The signature is the last thing in the structure: its two integers, 64 bytes or a little more.
        for (int round = 0; round < 40; round++) {
            byte[] changed = cms.clone();
            changed[cms.length - 1 - random.nextInt(30)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> verifier.verify(withCms(seal, changed)))
                    .as("seed %d", seed)
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void refusesWhatIsNoCms() {
        Seal seal = seal(key(KeyKind.EC_P256), tree(1));

        assertInvalid(withCms(seal, new byte[] {0x30, 0x03, 1, 2, 3}));
        assertInvalid(withCms(seal, new byte[40_000]));
        assertInvalid(withCms(seal, List.of().toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }
}
