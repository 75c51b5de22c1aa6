package eu.ccngateway.protocol.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.PkiFiles;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.SealVerifier;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.wire.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both languages make the same bytes, and each takes the other's seals. */
class PythonVectorsTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final Identity NODE = Identity.node("NTA.FR@CUSTTAX.FR");

    @TempDir
    private Path directory;

    @BeforeAll
    static void requireTools() {
        Python.requireTools();
    }

    @Test
    void agreesOnStatementsTreesFramesAndSeals() throws Exception {
        long seed = System.nanoTime();
        TestPki pki = TestPki.create();
        PkiFiles files = pki.write(directory.resolve("pki"));
        Files.copy(files.root(), directory.resolve("root.crt"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(files.issuingCrl(), directory.resolve("issuing.crl"), StandardCopyOption.REPLACE_EXISTING);
        Vectors vectors = new Vectors(seed);
        for (KeyKind kind : List.of(KeyKind.EC_P256, KeyKind.EC_P384, KeyKind.RSA_2048)) {
            IssuedKey key = pki.issue(NODE, Use.SEAL, kind);
            key.write(directory, "seal-" + kind);
            vectors.goodSeal(seal(key, 7), NODE.uri());
        }
        vectors.badSeals(seal(pki.issue(NODE, Use.SEAL, KeyKind.EC_P256), 5));
        vectors.badSeal(seal(TestPki.create().issue(NODE, Use.SEAL, KeyKind.EC_P256), 5));
        vectors.badSeal(seal(pki.issue(NODE, Use.TLS, KeyKind.EC_P256), 5));
        Files.writeString(directory.resolve("vectors.json"), vectors.json());

        Python.Run run = Python.run(directory, "check_vectors.py", List.of(directory.toString()));

        assertThat(run.lines()).as("seed %d: %s", seed, run).endsWith("good");
        List<Seal> made = seals(run);
        assertThat(made).hasSize(12);
        assertThat(made)
                .allSatisfy(seal -> assertThat(
                                new SealVerifier().verify(seal).certificate().getSubjectX500Principal())
                        .hasToString("CN=NTA.FR, O=CUSTTAX.FR, C=FR"));
    }

    private static Seal seal(IssuedKey key, int size) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(new byte[] {
                (byte) i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
                27, 28, 29, 30, 31
            });
        }
        return new SealingKey(key.privateKey(), key.chain(), Optional.empty()).seal(new MerkleTree(leaves));
    }

    private static List<Seal> seals(Python.Run run) throws IOException {
        List<Seal> seals = new ArrayList<>();
        for (String line : run.lines()) {
            if (line.startsWith("seal ")) {
                String[] parts = line.split(" ");
                seals.add(Seal.newBuilder()
                        .setSize(Integer.parseInt(parts[1]))
                        .setRoot(bytes(parts[2]))
                        .setId(bytes(parts[3]))
                        .setCms(bytes(parts[4]))
                        .build());
            }
        }
        return seals;
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HEX.parseHex(hex));
    }
}
