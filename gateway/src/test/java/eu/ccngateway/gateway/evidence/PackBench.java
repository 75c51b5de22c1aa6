package eu.ccngateway.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.wire.Header;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Makes packs, changes them, and has both verifiers judge them. */
final class PackBench implements AutoCloseable {

    static final String SENDER = "NTA.FR@CUSTTAX.FR";

    final Random random;
    final SettableClock clock;
    final TestNetwork network;
    final EvidenceStore store;
    final IssuedKey sender;
    final List<Shell> shells;
    private final Path directory;
    private final Path script;
    private int packs;

    PackBench(Path directory, Instant now) throws IOException {
        long seed = new Random().nextLong();
        System.out.println("seed of the packs: " + seed);
        this.random = new Random(seed);
        this.directory = directory;
        this.clock = new SettableClock(now);
        this.network = new TestNetwork(clock, random);
        this.sender = network.pki.issue(Identity.node(SENDER), Use.SEAL, KeyKind.EC_P256);
        Path evidence = directory.resolve("evidence");
        this.store = EvidenceStore.open(evidence, TestNetwork.STATEMENT, Retention.STANDARD, clock);
        this.script = directory.resolve("verify.sh");
        try (InputStream in = Objects.requireNonNull(PackBench.class.getResourceAsStream("verify.sh"))) {
            Files.copy(in, script);
        }
        this.shells = List.of(Shell.dash(), Shell.busybox(Files.createDirectory(directory.resolve("tools"))));
    }

    /** A message accepted now, and the batch it was sealed with. */
    record Case(TestNetwork.Message message, long acceptance, List<TestNetwork.Message> batch) {}

    Case accept(IssuedKey key, int batch) throws IOException {
        return accept(network.seal(TestNetwork.seal(key), SENDER, batch));
    }

    Case accept(List<TestNetwork.Message> batch) throws IOException {
        TestNetwork.Message message = batch.get(random.nextInt(batch.size()));
        List<TestNetwork.Message> accepted = new ArrayList<>();
        for (TestNetwork.Message one : batch) {
            if (one.equals(message) || random.nextInt(batch.size()) < 3) {
                accepted.add(one);
            }
        }
        LedgerRecord.Builder record = network.accept(store, accepted);
        store.append(TestNetwork.bytes(record));
        return new Case(message, record.getAccepted(accepted.indexOf(message)).getAcceptance(), batch);
    }

    void end(Case of, End end) throws IOException {
        clock.move(Duration.ofSeconds(random.nextInt(3600)));
        store.append(TestNetwork.bytes(network.end(store, of.message(), of.acceptance(), end)));
    }

    EvidenceOf evidence(Case of) throws IOException {
        store.sync();
        return store.search().byAcceptance(of.acceptance()).orElseThrow();
    }

    Path pack(Case of) throws IOException {
        return pack(of, evidence(of));
    }

    Path pack(Case of, EvidenceOf evidence) throws IOException {
        Path pack = newPath();
        byte[] payload = of.message().payload();
        EvidencePack.write(evidence, Optional.of(out -> out.write(payload)), pack);
        return pack;
    }

    /** A pack with CoA and CoD. */
    Path pack() throws IOException {
        Case delivered = accept(sender, 3);
        end(delivered, End.DELIVERED);
        return pack(delivered);
    }

    /** The evidence with something else in the place of the CoA. */
    static EvidenceOf withCoa(EvidenceOf of, EvidenceOf.Sealed coa) {
        return new EvidenceOf(
                of.statement(),
                of.acceptance(),
                of.acceptedAtMs(),
                of.message(),
                Optional.of(coa),
                of.endings(),
                of.authorities(),
                of.payload());
    }

    /** Something else sealed in the place of the CoA. */
    EvidenceOf withCoa(EvidenceOf of, SealingKey key, Header header) {
        TestNetwork.Message report = network.sealReports(key, List.of(header)).get(0);
        EvidenceOf.Sealed old = of.coa().orElseThrow();
        return withCoa(
                of,
                new EvidenceOf.Sealed(
                        ByteString.copyFrom(report.headerBytes()),
                        ByteString.copyFrom(Sha256.of(new byte[0])),
                        ByteString.EMPTY,
                        report.seal(),
                        report.proof(),
                        old.crls()));
    }

    /** A pack whose message is sealed by another key than the one it was accepted under. */
    Path resealed(Case of, IssuedKey by) throws IOException {
        Path pack = pack(of);
        MerkleTree tree = new MerkleTree(
                of.batch().stream().map(TestNetwork.Message::leaf).toList());
        Files.write(
                pack.resolve("seal.cms"),
                TestNetwork.seal(by).seal(tree).getCms().toByteArray());
        replace(pack, "certificates/message.pem", Pem.certificates(by.chain()));
        return pack;
    }

    Path newPath() {
        return directory.resolve("pack-" + packs++);
    }

    Path copy(Path pack) throws IOException {
        Path copy = newPath();
        copy(pack, copy);
        return copy;
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (!Files.isDirectory(file) || Files.notExists(target)) {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** All files of a pack, by name. */
    static List<String> files(Path pack) throws IOException {
        try (Stream<Path> files = Files.walk(pack)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> pack.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    void replace(Path pack, String file, String text) throws IOException {
        Files.writeString(pack.resolve(file), text, StandardCharsets.ISO_8859_1);
        PackManifest.write(pack);
    }

    static String read(Path pack, String file) throws IOException {
        return Files.readString(pack.resolve(file), StandardCharsets.ISO_8859_1);
    }

    /** Both say that it is valid, in the same words. */
    String assertValid(Path pack, String... options) throws Exception {
        String expected = EvidencePack.verify(pack, root(options)).text();
        assertThat(expected).startsWith("VALID\n");
        for (Shell shell : shells) {
            assertThat(shell.run(pack, arguments(options)))
                    .as("%s in %s", pack, shell)
                    .isEqualTo(new Shell.Result(0, expected, ""));
        }
        return expected;
    }

    /** Both name this file. */
    void assertNotValid(Path pack, String file, String... options) throws Exception {
        assertThat(EvidencePack.verify(pack, root(options)).text()).startsWith("NOT VALID: " + file + ": ");
        assertShellNames(pack, file, options);
    }

    void assertShellNames(Path pack, String file, String... options) throws Exception {
        Shell shell = shells.get(random.nextInt(shells.size()));
        Shell.Result result = shell.run(pack, arguments(options));
        assertThat(result.out()).as("%s in %s", result, shell).startsWith("NOT VALID: " + file + ": ");
        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.error()).isEmpty();
    }

    private static Optional<Path> root(String... options) {
        return options.length == 2 ? Optional.of(Path.of(options[1])) : Optional.empty();
    }

    /** The script of the program, not the pack's, as that may be what was changed. */
    private String[] arguments(String... options) {
        List<String> arguments = new ArrayList<>(List.of(script.toString()));
        arguments.addAll(List.of(options));
        arguments.add(".");
        return arguments.toArray(String[]::new);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
