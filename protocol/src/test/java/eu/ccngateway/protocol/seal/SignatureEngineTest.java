package eu.ccngateway.protocol.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Seal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever computes a signature, everything else accepts it, and refuses the same ones. */
class SignatureEngineTest {

    private static final TestPki PKI = TestPki.create();
    private static final MerkleTree TREE = new MerkleTree(List.of(Sha256.of(new byte[] {1})));

    static Stream<Arguments> pairs() {
        List<SignatureEngine> engines = List.of(SignatureEngine.BEST, SignatureEngine.PLAIN);
        return Stream.of(KeyKind.EC_P256, KeyKind.EC_P384, KeyKind.RSA_2048)
                .flatMap(kind -> engines.stream()
                        .flatMap(signing -> engines.stream().map(checking -> Arguments.of(kind, signing, checking))));
    }

    private static Seal seal(KeyKind kind, SignatureEngine engine) {
        IssuedKey key = PKI.issue(Identity.node("NTA.FR@CUSTTAX.FR"), Use.SEAL, kind);
        return new SealingKey(key.privateKey(), key.chain(), Optional.empty(), engine).seal(TREE);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void acceptsWhatAnotherEngineSigned(KeyKind kind, SignatureEngine signing, SignatureEngine checking) {
        SealVerifier.Signer signer = new SealVerifier(checking).verify(seal(kind, signing));

        assertThat(signer.certificate().getSubjectX500Principal().getName()).contains("NTA.FR");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void refusesWhatAnotherEngineSignedForAnotherRoot(KeyKind kind, SignatureEngine signing, SignatureEngine checking) {
        Seal seal = seal(kind, signing).toBuilder().setSize(2).build();

        assertThatThrownBy(() -> new SealVerifier(checking).verify(seal)).isInstanceOf(RefusedException.class);
    }

    @Test
    void isNativeOnLinux() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        assumeThat(system).as("the native library of this test is Linux's").contains("linux");

        assertThat(SignatureEngine.BEST.isNative()).isTrue();
        assertThat(SignatureEngine.PLAIN.isNative()).isFalse();
    }
}
