package eu.ccngateway.launcher.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.gateway.evidence.EvidenceOf;
import eu.ccngateway.gateway.evidence.EvidencePack;
import eu.ccngateway.gateway.evidence.EvidenceSearch;
import eu.ccngateway.gateway.evidence.PackVerdict;
import eu.ccngateway.launcher.testnet.Tools;
import eu.ccngateway.node.RefusedByGateway;
import eu.ccngateway.protocol.refusal.RefusalCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs of messages that went the whole way: sealed by the SDK with keys of every kind, in batches of 1 to 1,000, accepted,
 * delivered, expired or given up. Afterwards one sender's certificate has expired, and one was revoked.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvidencePackIT {

    private static final Logger LOG = LoggerFactory.getLogger(EvidencePackIT.class);

    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final int FLIPS_A_FILE = 20;
    private static final int SMALL_FILE = 70;

    private final Random random = new Random();
    private final Map<PackedMail.Subject, Path> packs = new HashMap<>();
    private PackedMail mail;

    private Path directory;

    @BeforeAll
    void exportFiftyPacks(@TempDir Path shared) throws Exception {
        directory = shared;
        long seed = Long.getLong("evidence.seed", System.nanoTime());
        LOG.warn("-Devidence.seed={} repeats the choices of this run", seed);
        random.setSeed(seed);
        mail = new PackedMail(directory, random);
        mail.exchange();
        mail.revoke();
        EvidenceSearch search = new EvidenceSearch(mail.network().evidence());
        for (PackedMail.Subject subject : mail.subjects()) {
            EvidenceOf evidence = evidence(search, subject);
            Path pack = directory.resolve("packs").resolve("pack-" + packs.size());
            Optional<EvidenceOf.Payload> own = random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(out -> out.write(subject.message().payload()));
            EvidencePack.write(evidence, own, pack);
            packs.put(subject, pack);
        }
    }

    private static EvidenceOf evidence(EvidenceSearch search, PackedMail.Subject subject) {
        return await("the evidence of " + subject)
                .atMost(WITHIN)
                .until(
                        () -> search.byAcceptance(subject.acceptance()),
                        found -> found.isPresent() && !found.get().endings().isEmpty())
                .orElseThrow();
    }

    @AfterAll
    void close() throws Exception {
        mail.close();
    }

    @Test
    void everyPackIsValidUnderBothShellsAfterOneCertificateExpiredAndOneWasRevoked() throws Exception {
        assertThat(packs).hasSize(50);
        assertThat(catchThrowableOfType(RefusedByGateway.class, mail::putWithRevokedKey)
                        .code())
                .contains(RefusalCode.SEAL_SIGNER_REVOKED);
        await("the end of a certificate")
                .atMost(WITHIN)
                .until(() -> Instant.now().isAfter(mail.expires()));

        PackShell dash = PackShell.dash();
        PackShell busybox = PackShell.busybox(directory.resolve("tools"));
        String root = mail.network().pki().files().root().toString();
        List<Callable<Void>> checks = new ArrayList<>();
        packs.forEach((subject, pack) -> {
            checks.add(() -> isValid(subject, pack, dash.verify(pack)));
            checks.add(() -> isValid(subject, pack, busybox.verify(pack, "--root", root)));
        });
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (Future<Void> check : two.invokeAll(checks)) {
                check.get();
            }
        } finally {
            two.shutdownNow();
        }
    }

    private static Void isValid(PackedMail.Subject subject, Path pack, Tools.Result result) throws IOException {
        assertThat(result.exit()).as("%s: %s", subject, result).isZero();
        assertThat(result.out())
                .startsWith("VALID\nmessage    " + subject.message().id().orElseThrow() + "\n")
                .contains("\naccepted   ", "\n" + subject.end().told() + " ", "in the pack");
        assertThat(Files.readString(pack.resolve("proof.txt"))).contains("\nsize=" + subject.batch() + "\n");
        assertThat(EvidencePack.verify(pack, Optional.empty())).isInstanceOf(PackVerdict.Valid.class);
        return null;
    }

    @Test
    void aFlippedBitIsFoundInEveryFile() throws Exception {
        List<Path> all = new ArrayList<>(packs.values());
        int flips = 0;
        for (int i = 0; i < 2; i++) {
            Path pack = copy(all.get(random.nextInt(all.size())));
            for (String file : files(pack)) {
                flips += flipBits(pack, file);
            }
        }
        LOG.warn("{} flipped bits were found", flips);
    }

    private int flipBits(Path pack, String file) throws IOException {
        byte[] good = Files.readAllBytes(pack.resolve(file));
        int bits = good.length * 8;
        int flips = good.length < SMALL_FILE ? bits : FLIPS_A_FILE;
        for (int i = 0; i < flips; i++) {
            int bit = flips == bits ? i : random.nextInt(bits);
            flip(pack.resolve(file), good, bit);
            PackVerdict verdict = EvidencePack.verify(pack, Optional.empty());
            assertThat(verdict).as("%s, bit %s", file, bit).isInstanceOf(PackVerdict.NotValid.class);
            if (!file.equals("MANIFEST")) {
                assertThat(verdict.text()).startsWith("NOT VALID: " + file + ": ");
            }
        }
        Files.write(pack.resolve(file), good);
        return flips;
    }

    @Test
    void theScriptFindsAFlippedBitInEveryFileToo() throws Exception {
        Path pack = copy(packs.values().iterator().next());
        PackShell dash = PackShell.dash();
        for (String file : files(pack)) {
            byte[] good = Files.readAllBytes(pack.resolve(file));
            // A flipped bit in the script is found by the script only where it does not change what the script does.
            int bit = file.equals("verify.sh")
                    ? new String(good, "US-ASCII").indexOf("# ") * 8 + 24
                    : random.nextInt(good.length * 8);
            flip(pack.resolve(file), good, bit);
            Tools.Result result = dash.verify(pack);
            assertThat(result.exit()).as("%s, bit %s: %s", file, bit, result).isEqualTo(4);
            assertThat(result.out()).startsWith(file.equals("MANIFEST") ? "NOT VALID: " : "NOT VALID: " + file + ": ");
            Files.write(pack.resolve(file), good);
        }
        assertThat(dash.verify(pack).exit()).isZero();
    }

    private static void flip(Path file, byte[] good, int bit) throws IOException {
        byte[] bad = good.clone();
        bad[bit / 8] ^= (byte) (1 << bit % 8);
        Files.write(file, bad);
    }

    private static List<String> files(Path pack) throws IOException {
        try (Stream<Path> all = Files.walk(pack)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> pack.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private Path copy(Path pack) throws IOException {
        Path copy = Files.createTempDirectory(directory, "copy");
        try (Stream<Path> all = Files.walk(pack)) {
            for (Path file : all.toList()) {
                Files.copy(file, copy.resolve(pack.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return copy;
    }
}
