package eu.ccngateway.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.pki.CertificateOrder;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.RevocationReason;
import eu.ccngateway.pki.Use;
import eu.ccngateway.pki.Validity;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.wire.Header;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.cert.jcajce.JcaCRLStore;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs of honest networks are valid, whoever checks them and whenever. */
class EvidencePackTest {

    private static final int[] BATCHES = {1, 2, 3, 64, 1000};
    private static final KeyKind[] KEYS = {KeyKind.EC_P256, KeyKind.EC_P384, KeyKind.RSA_2048, KeyKind.RSA_3072};
    private static final End[] ENDS = {End.DELIVERED, End.EXPIRED, End.DEAD_LETTERED};
    private static final int PACKS = 50;

    @TempDir
    Path directory;

    private PackBench bench;

    @BeforeEach
    void open() throws IOException {
        // Some time ago: certificates and revocation lists of then have run out.
        bench = new PackBench(directory, Instant.now().minus(Duration.ofDays(400)));
    }

    @AfterEach
    void close() throws IOException {
        bench.close();
    }

    @Test
    void fiftyRandomPacksVerifyAlsoAfterCertificatesExpiredAndWereRevoked() throws Exception {
        List<IssuedKey> keys = new ArrayList<>();
        for (KeyKind kind : KEYS) {
            keys.add(bench.network.pki.issue(
                    new CertificateOrder(Identity.node(PackBench.SENDER), Use.SEAL, kind),
                    new Validity(
                            bench.clock.instant().minusSeconds(60),
                            bench.clock.instant().plusSeconds(300_000))));
        }
        List<PackBench.Case> cases = new ArrayList<>();
        for (int i = 0; i < PACKS; i++) {
            PackBench.Case accepted = bench.accept(keys.get(i % KEYS.length), BATCHES[i % BATCHES.length]);
            if (bench.random.nextInt(10) > 0) {
                bench.end(accepted, ENDS[bench.random.nextInt(ENDS.length)]);
            }
            cases.add(accepted);
        }
        keys.forEach(key -> bench.network.pki.revoke(
                key.certificate(), bench.clock.instant().plusSeconds(5), RevocationReason.KEY_COMPROMISE));
        bench.clock.move(Duration.ofSeconds(10));
        bench.network.crls = bench.network.pki.revocationLists();
        bench.store.keepTrust(List.of(bench.network.pki.root()), bench.network.crls);

        List<Callable<String>> checks = new ArrayList<>();
        for (PackBench.Case accepted : cases) {
            Path pack = bench.pack(accepted);
            checks.add(() -> bench.assertValid(pack));
        }
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (Future<String> check : two.invokeAll(checks)) {
                assertThat(check.get()).contains("\naccepted   ", "in the pack");
            }
        } finally {
            two.shutdownNow();
        }
    }

    @Test
    void tellsWhoWhatAndWhen() throws Exception {
        PackBench.Case accepted = bench.accept(bench.sender, 1);
        bench.end(accepted, End.DELIVERED);
        Header header = accepted.message().header();
        EvidenceOf evidence = bench.evidence(accepted);
        String at = PackText.when(evidence.acceptedAtMs() / 1000);
        String gone = PackText.when(evidence.endings().get(0).atMs() / 1000);
        String root = Pem.fingerprint(bench.network.pki.root());
        assertThat(bench.assertValid(bench.pack(accepted)).lines())
                .containsExactly(
                        "VALID",
                        "message    " + accepted.message().id(),
                        "type       " + header.getType(),
                        "from       NTA.FR@CUSTTAX.FR",
                        "to         CORE-RCT-QUE.NCTS@CUSTTAX.IE",
                        "network    demo, RCT",
                        "created    " + PackText.when(header.getCreatedMs() / 1000) + ", says the sender",
                        "accepted   " + at + ", says GW1@demo",
                        "delivered  " + gone + ", says GW1@demo",
                        "payload    "
                                + HexFormat.of()
                                        .formatHex(evidence.message()
                                                .payloadSha256()
                                                .toByteArray())
                                + ", in the pack",
                        "root       " + root + ", the pack's own: compare it with the network's");
    }

    @Test
    void judgesByTheSendersWordWhereNoCoaWasWanted() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("now"));
        try (PackBench now = new PackBench(elsewhere, Instant.now())) {
            Header header = now.network.header(PackBench.SENDER).setReports(0).build();
            PackBench.Case accepted = now.accept(now.network.seal(
                    TestNetwork.seal(now.sender), List.of(header), List.of("<CC015C/>".getBytes("US-ASCII"))));
            assertThat(now.assertValid(now.pack(accepted))).contains("no CoA here; judged as of ");
        }
    }

    @Test
    void doesNotDependOnWhatTheSenderPutBesideHisSignature() throws Exception {
        PackBench.Case honest = bench.accept(bench.sender, 2);
        byte[] cms = honest.message().seal().getCms().toByteArray();
        assertThat(Files.readAllBytes(bench.pack(honest).resolve("seal.cms"))).isEqualTo(cms);

        // No text any more, which one library overlooks and the other does not.
        byte[] odd = cms.clone();
        byte[] issuing = bench.network.pki.issuing().getEncoded();
        odd[indexOf(odd, issuing) + indexOf(issuing, "issuing CA".getBytes("US-ASCII"))] |= (byte) 0x80;
        bench.network.authorities = List.of(bench.network.pki.root(), bench.network.pki.issuing());
        bench.assertValid(bench.pack(bench.accept(withCms(honest, odd))));

        CMSSignedData signed = new CMSSignedData(cms);
        byte[] bare = CMSSignedData.replaceCertificatesAndCRLs(
                        signed,
                        new JcaCertStore(List.of(bench.sender.certificate())),
                        null,
                        new JcaCRLStore(bench.network.crls))
                .toASN1Structure()
                .getEncoded("DER");
        assertThat(Files.readAllBytes(
                        bench.pack(bench.accept(withCms(honest, bare))).resolve("seal.cms")))
                .isEqualTo(cms);
    }

    private static int indexOf(byte[] in, byte[] what) {
        for (int i = 0; i + what.length <= in.length; i++) {
            if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }

    private static List<TestNetwork.Message> withCms(PackBench.Case of, byte[] cms) {
        return of.batch().stream()
                .map(message -> new TestNetwork.Message(
                        message.header(),
                        message.headerBytes(),
                        message.payload(),
                        message.leaf(),
                        message.seal().toBuilder()
                                .setId(ByteString.copyFrom(Sha256.of(cms)))
                                .setCms(ByteString.copyFrom(cms))
                                .build(),
                        message.proof()))
                .toList();
    }

    @Test
    void keepsEveryReportOfMessageThatWasRevived() throws Exception {
        PackBench.Case accepted = bench.accept(bench.sender, 2);
        bench.end(accepted, End.DEAD_LETTERED);
        bench.end(accepted, End.DEAD_LETTERED);
        bench.end(accepted, End.DELIVERED);
        Path pack = bench.pack(accepted);
        assertThat(bench.assertValid(pack)).contains("\nexception  ", "\ndelivered  ");
        assertThat(pack.resolve("exception")).isDirectory();
        assertThat(pack.resolve("exception-2")).isDirectory();
        assertThat(PackBench.read(pack, "facts.txt"))
                .contains("DEAD_LETTERED by NTA.IE@CUSTTAX.IE code 601: rolled back 5 times?in a row\n");
    }

    @Test
    void takesThePayloadFromOutside() throws Exception {
        PackBench.Case accepted = bench.accept(bench.sender, 2);
        Path pack = bench.newPath();
        EvidencePack.write(bench.evidence(accepted), Optional.empty(), pack);
        assertThat(bench.assertValid(pack)).contains("not here: check it with --payload FILE");

        Path payload =
                Files.write(directory.resolve("mine.xml"), accepted.message().payload());
        String text = EvidencePack.verify(pack, Optional.empty(), Optional.of(payload))
                .text();
        assertThat(text).startsWith("VALID\n").contains(", the file given");
        String script = pack.resolve("verify.sh").toString();
        assertThat(bench.shells.get(0).run(directory, script, "--payload", "mine.xml"))
                .isEqualTo(new Shell.Result(0, text, ""));

        Files.writeString(payload, "something else");
        assertThat(EvidencePack.verify(pack, Optional.empty(), Optional.of(payload))
                        .text())
                .startsWith("NOT VALID: " + payload + ": ");
        assertThat(bench.shells.get(1).run(directory, script, "--payload", payload.toString(), pack.toString()))
                .isEqualTo(new Shell.Result(
                        4, "NOT VALID: " + payload + ": is not what the statement was made over\n", ""));
    }

    @Test
    void refusesToPackAnotherMessagesPayload() throws Exception {
        PackBench.Case accepted = bench.accept(bench.sender, 2);
        EvidenceOf evidence = bench.evidence(accepted);
        assertThatThrownBy(() -> EvidencePack.write(
                        evidence, Optional.of(out -> out.write("other".getBytes("US-ASCII"))), bench.newPath()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("which the sender sealed");
    }

    @Test
    void refusesToWriteIntoDirectoryThatIsNotEmpty() throws Exception {
        PackBench.Case accepted = bench.accept(bench.sender, 1);
        Path pack = bench.pack(accepted);
        EvidenceOf evidence = bench.evidence(accepted);
        assertThatThrownBy(() -> EvidencePack.write(evidence, Optional.empty(), pack))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not empty");
    }

    @Test
    void takesTheRootFromOutside() throws Exception {
        Path pack = bench.pack();
        Path root = Files.writeString(
                directory.resolve("the root.pem"), Pem.certificates(List.of(bench.network.pki.root())));
        assertThat(bench.assertValid(pack, "--root", root.toString())).contains(", given\n");
    }

    @Test
    void takesListThatRanOutLessThanADayBefore() throws Exception {
        Instant now = bench.clock.instant();
        bench.network.crls =
                bench.network.pki.revocationLists(new Validity(now.minusSeconds(700_000), now.minusSeconds(86_000)));
        bench.assertValid(bench.pack(bench.accept(bench.sender, 1)));
    }

    @Test
    void saysWhatIsWrongWithItsCall() throws Exception {
        Path pack = bench.pack();
        String script = pack.resolve("verify.sh").toString();
        for (String[] arguments : new String[][] {
            {script, "--root"},
            {script, "--root", "nothing"},
            {script, "--root", script},
            {script, "--unknown"},
            {script, pack.toString(), "more"},
            {script, "no-such-directory"}
        }) {
            for (Shell shell : bench.shells) {
                Shell.Result result = shell.run(directory, arguments);
                assertThat(result.exit()).as("%s", result).isEqualTo(2);
                assertThat(result.out()).isEmpty();
                assertThat(result.error()).contains("usage: sh verify.sh");
            }
        }
    }
}
