package eu.ccngateway.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.pki.Flaw;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.RevocationReason;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import eu.ccngateway.pki.Validity;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.ReportType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever was changed about a pack is found by both verifiers, and they name the same file. */
class EvidencePackTamperTest {

    @TempDir
    Path directory;

    private PackBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new PackBench(directory, Instant.now().minus(Duration.ofDays(400)));
    }

    @AfterEach
    void close() throws IOException {
        bench.close();
    }

    // ---- bits ----

    @Test
    void findsEveryFlippedBitOfSmallFilesAndABitOfEveryByteOfOthers() throws Exception {
        Header header = bench.network.header(PackBench.SENDER).build();
        Path pack = bench.pack(bench.accept(bench.network.seal(
                TestNetwork.seal(bench.sender), List.of(header, header), List.of(new byte[90], new byte[90]))));
        List<String> files = PackBench.files(pack);
        List<Callable<Integer>> flips = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            Path copy = bench.copy(pack);
            List<String> mine = new ArrayList<>();
            for (int i = half; i < files.size(); i += 2) {
                mine.add(files.get(i));
            }
            long seed = bench.random.nextLong();
            flips.add(() -> flipAll(copy, mine, new Random(seed)));
        }
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            int found = 0;
            for (Future<Integer> half : two.invokeAll(flips)) {
                found += half.get();
            }
            assertThat(found).isGreaterThan(10_000);
        } finally {
            two.shutdownNow();
        }
    }

    private static int flipAll(Path pack, List<String> files, Random random) throws IOException {
        int found = 0;
        for (String file : files) {
            byte[] good = Files.readAllBytes(pack.resolve(file));
            // The script is large, and like every other file to MANIFEST.
            int step = file.equals("verify.sh") ? 97 : 1;
            for (int at = 0; at < good.length; at += step) {
                int first = good.length < 100 ? 0 : random.nextInt(8);
                int last = good.length < 100 ? 7 : first;
                for (int bit = first; bit <= last; bit++) {
                    byte[] bad = good.clone();
                    bad[at] ^= (byte) (1 << bit);
                    Files.write(pack.resolve(file), bad);
                    PackVerdict verdict = EvidencePack.verify(pack, Optional.empty());
                    assertThat(verdict)
                            .as("%s, byte %d, bit %d", file, at, bit)
                            .isInstanceOf(PackVerdict.NotValid.class);
                    if (!file.equals("MANIFEST")) {
                        assertThat(verdict.text()).startsWith("NOT VALID: " + file + ": ");
                    }
                    found++;
                }
            }
            Files.write(pack.resolve(file), good);
        }
        return found;
    }

    @Test
    void theScriptFindsFlippedBitsInEveryFile() throws Exception {
        Path pack = bench.pack();
        for (String file : PackBench.files(pack)) {
            byte[] good = Files.readAllBytes(pack.resolve(file));
            flip(pack, file, good);
            if (file.equals("MANIFEST")) {
                Shell.Result result = bench.shells.get(0).run(pack, "verify.sh");
                assertThat(result.exit()).as("%s", result).isEqualTo(4);
                assertThat(result.out()).contains("MANIFEST");
            } else {
                bench.assertShellNames(pack, file);
            }
            Files.write(pack.resolve(file), good);
        }
        bench.assertValid(pack);
    }

    @Test
    void findsFlippedBitsOfWhatIsSealedAlsoUnderRewrittenManifest() throws Exception {
        Path pack = bench.pack();
        List<String> sealed = List.of("header.bin", "statement.txt", "proof.txt", "seal.txt", "payload");
        List<String> files = new ArrayList<>(sealed);
        sealed.subList(0, 4).forEach(file -> files.addAll(List.of("coa/" + file, "cod/" + file)));
        for (String file : files) {
            byte[] good = Files.readAllBytes(pack.resolve(file));
            for (int round = 0; round < 20 && good.length > 0; round++) {
                flip(pack, file, good);
                PackManifest.write(pack);
                PackVerdict verdict = EvidencePack.verify(pack, Optional.empty());
                assertThat(verdict).as(file).isInstanceOf(PackVerdict.NotValid.class);
                if (round == 0) {
                    bench.assertShellNames(pack, ((PackVerdict.NotValid) verdict).file());
                }
            }
            Files.write(pack.resolve(file), good);
        }
        PackManifest.write(pack);
        bench.assertValid(pack);
    }

    private void flip(Path pack, String file, byte[] good) throws IOException {
        byte[] bad = good.clone();
        bad[bench.random.nextInt(bad.length)] ^= (byte) (1 << bench.random.nextInt(8));
        Files.write(pack.resolve(file), bad);
    }

    // ---- files ----

    @Test
    void findsMissingFile() throws Exception {
        Path pack = bench.pack();
        for (String file : PackBench.files(pack)) {
            Path copy = bench.copy(pack);
            Files.delete(copy.resolve(file));
            assertThat(EvidencePack.verify(copy, Optional.empty()).text()).startsWith("NOT VALID: " + file + ": ");
            if (!file.equals("MANIFEST") && !file.equals("payload")) {
                // Also where nothing names it any more.
                PackManifest.write(copy);
                assertThat(EvidencePack.verify(copy, Optional.empty()).text()).startsWith("NOT VALID: " + file + ": ");
            }
            if (bench.random.nextInt(4) == 0) {
                bench.assertShellNames(copy, file);
            }
        }
    }

    @Test
    void findsFileTooMany() throws Exception {
        Path pack = bench.pack();
        Path copy = bench.copy(pack);
        Files.writeString(copy.resolve("notes.txt"), "I was added");
        bench.assertNotValid(copy, "notes.txt");
        Path hidden = bench.copy(pack);
        Files.writeString(hidden.resolve("coa/.hidden"), "I was added");
        PackManifest.write(hidden);
        bench.assertNotValid(hidden, "coa/.hidden");
        Path linked = bench.copy(pack);
        Files.delete(linked.resolve("payload"));
        Files.createSymbolicLink(linked.resolve("payload"), pack.resolve("payload"));
        bench.assertNotValid(linked, "payload");
    }

    @Test
    void findsManifestThatNamesMore() throws Exception {
        Path pack = bench.pack();
        Path manifest = pack.resolve("MANIFEST");
        String good = Files.readString(manifest);
        Files.writeString(manifest, good + "0".repeat(64) + "  ../../etc/passwd\n");
        bench.assertNotValid(pack, "MANIFEST");
        Files.writeString(manifest, good + "\n");
        bench.assertNotValid(pack, "MANIFEST");
        Files.writeString(manifest, good.substring(0, good.length() - 1));
        bench.assertNotValid(pack, "MANIFEST");
    }

    @Test
    void findsStatementOrProofWithMoreThanItsLines() throws Exception {
        Path pack = bench.pack();
        for (String file : List.of("statement.txt", "coa/statement.txt", "proof.txt", "cod/proof.txt")) {
            String good = PackBench.read(pack, file);
            bench.replace(pack, file, good + "more=1\n");
            bench.assertNotValid(pack, file);
            bench.replace(pack, file, good.substring(0, good.length() - 1));
            bench.assertNotValid(pack, file);
            bench.replace(pack, file, good.replace("\n", "\r\n"));
            bench.assertNotValid(pack, file);
            bench.replace(pack, file, good);
        }
        String proof = PackBench.read(pack, "proof.txt");
        bench.replace(
                pack,
                "proof.txt",
                proof.contains("\nL ") ? proof.replace("\nL ", "\nR ") : proof.replace("\nR ", "\nL "));
        bench.assertNotValid(pack, "proof.txt");
    }

    // ---- reports ----

    @Test
    void findsReportOnAnotherMessage() throws Exception {
        Path pack = bench.pack();
        Path other = bench.pack();
        PackBench.copy(other.resolve("coa"), pack.resolve("coa"));
        PackManifest.write(pack);
        bench.assertNotValid(pack, "coa/statement.txt");
    }

    @Test
    void findsReportInTheWrongFolder() throws Exception {
        Path pack = bench.pack();
        PackBench.copy(pack.resolve("cod"), pack.resolve("coa"));
        PackManifest.write(pack);
        bench.assertNotValid(pack, "coa/statement.txt");
    }

    @Test
    void findsReportThatDoesNotCorrelate() throws Exception {
        PackBench.Case accepted = bench.accept(bench.sender, 1);
        Header.Builder header = bench.network
                .report(accepted.message(), ReportType.COA, accepted.acceptance())
                .setCorrelationId(ByteString.copyFrom(new byte[24]));
        EvidenceOf evidence =
                bench.withCoa(bench.evidence(accepted), TestNetwork.seal(bench.network.gateway), header.build());
        bench.assertNotValid(bench.pack(accepted, evidence), "coa/header.bin");
    }

    @Test
    void findsReportSealedByNode() throws Exception {
        PackBench.Case accepted = bench.accept(bench.sender, 1);
        Header.Builder header = bench.network.report(accepted.message(), ReportType.COA, accepted.acceptance());
        EvidenceOf forged = bench.withCoa(bench.evidence(accepted), TestNetwork.seal(bench.sender), header.build());
        bench.assertNotValid(bench.pack(accepted, forged), "coa/seal.cms");
        EvidenceOf named = bench.withCoa(
                bench.evidence(accepted),
                TestNetwork.seal(bench.sender),
                header.setSender(PackBench.SENDER).build());
        bench.assertNotValid(bench.pack(accepted, named), "coa/seal.cms");
    }

    @Test
    void saysSoWhereTheCoaWasTakenAway() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("now"));
        try (PackBench now = new PackBench(elsewhere, Instant.now())) {
            PackBench.Case accepted = now.accept(now.sender, 1);
            now.store.append(TestNetwork.bytes(
                    now.network.end(now.store, accepted.message(), accepted.acceptance(), End.DELIVERED)));
            Path pack = now.pack(accepted);
            for (String file : PackBench.files(pack)) {
                if (file.contains("coa")) {
                    Files.delete(pack.resolve(file));
                }
            }
            PackManifest.write(pack);
            assertThat(now.assertValid(pack))
                    .contains("accepted   not told: no CoA here")
                    .contains("delivered  ");
        }
    }

    // ---- signers ----

    @Test
    void findsAnotherValidSigner() throws Exception {
        PackBench.Case accepted = bench.accept(bench.sender, 2);
        IssuedKey other = bench.network.pki.node("NTA.IE@CUSTTAX.IE", Use.SEAL);
        bench.assertNotValid(bench.resealed(accepted, other), "seal.cms");
        IssuedKey gatewayOfThatName = bench.network.pki.gateway(PackBench.SENDER, Use.SEAL);
        bench.assertNotValid(bench.resealed(accepted, gatewayOfThatName), "seal.cms");
        IssuedKey renewed = bench.network.pki.node(PackBench.SENDER, Use.SEAL);
        bench.assertValid(bench.resealed(accepted, renewed));
    }

    @ParameterizedTest
    @EnumSource(Flaw.class)
    void findsFlawedSigner(Flaw flaw) throws Exception {
        IssuedKey flawed = bench.network.pki.flawed(Identity.node(PackBench.SENDER), Use.SEAL, flaw);
        bench.network.crls = bench.network.pki.revocationLists();
        String file = switch (flaw) {
            case REVOKED, WRONG_DOMAIN, NO_IDENTITY, TWO_IDENTITIES, MALFORMED_IDENTITY -> "seal.cms";
            default -> "certificates/message.pem";
        };
        bench.assertNotValid(bench.resealed(bench.accept(bench.sender, 2), flawed), file);
    }

    @Test
    void findsCertificatesOfAnotherSigner() throws Exception {
        Path pack = bench.pack();
        bench.replace(pack, "certificates/message.pem", PackBench.read(pack, "certificates/coa.pem"));
        bench.assertNotValid(pack, "certificates/message.pem");
    }

    @Test
    void findsSignerWhoseCertificateIsForConnectionsOnly() throws Exception {
        IssuedKey tls = bench.network.pki.node(PackBench.SENDER, Use.TLS);
        bench.assertNotValid(bench.pack(bench.accept(tls, 1)), "certificates/message.pem");
        IssuedKey combined = bench.network.pki.node(PackBench.SENDER, Use.COMBINED);
        bench.assertValid(bench.pack(bench.accept(combined, 1)));
    }

    @Test
    void findsForeignRoot() throws Exception {
        Path root = Files.writeString(
                directory.resolve("foreign.pem"),
                Pem.certificates(List.of(TestPki.create(bench.clock).root())));
        bench.assertNotValid(bench.pack(), "certificates/message.pem", "--root", root.toString());
    }

    // ---- revocation ----

    @Test
    void findsSealMadeAfterRevocation() throws Exception {
        bench.network.pki.revoke(
                bench.sender.certificate(), bench.clock.instant().minusSeconds(3600), RevocationReason.KEY_COMPROMISE);
        bench.network.crls = bench.network.pki.revocationLists();
        bench.assertNotValid(bench.pack(bench.accept(bench.sender, 2)), "seal.cms");
    }

    @Test
    void findsReportOfRevokedGatewayAndOfRevokedIssuingAuthority() throws Exception {
        PackBench.Case accepted = bench.accept(bench.sender, 2);
        bench.network.pki.revoke(
                bench.network.gateway.certificate(), bench.clock.instant(), RevocationReason.KEY_COMPROMISE);
        bench.clock.move(Duration.ofSeconds(1));
        bench.network.crls = bench.network.pki.revocationLists();
        bench.end(accepted, End.DELIVERED);
        bench.assertNotValid(bench.pack(accepted), "cod/seal.cms");

        bench.network.pki.revoke(bench.network.pki.issuing(), bench.clock.instant(), RevocationReason.CA_COMPROMISE);
        bench.network.crls = bench.network.pki.revocationLists();
        bench.assertNotValid(bench.pack(bench.accept(bench.sender, 2)), "seal.cms");
    }

    @Test
    void findsListsThatWereNotInForce() throws Exception {
        Instant now = bench.clock.instant();
        bench.network.crls =
                bench.network.pki.revocationLists(new Validity(now.minusSeconds(700_000), now.minusSeconds(90_000)));
        bench.assertNotValid(bench.pack(bench.accept(bench.sender, 1)), "crls/message.pem");
        bench.network.crls =
                bench.network.pki.revocationLists(new Validity(now.plusSeconds(10), now.plusSeconds(700_000)));
        bench.assertNotValid(bench.pack(bench.accept(bench.sender, 1)), "crls/message.pem");
    }

    @Test
    void findsMissingLists() throws Exception {
        bench.network.crls = bench.network.pki.revocationLists().subList(0, 1);
        bench.assertNotValid(bench.pack(bench.accept(bench.sender, 1)), "crls/message.pem");
        bench.network.crls = List.of();
        bench.assertNotValid(bench.pack(bench.accept(bench.sender, 1)), "crls/message.pem");
    }

    @Test
    void findsListsOfAnotherAuthority() throws Exception {
        Path pack = bench.pack();
        bench.replace(
                pack, "crls/message.pem", Pem.crls(TestPki.create(bench.clock).revocationLists()));
        bench.assertNotValid(pack, "crls/message.pem");
    }
}
